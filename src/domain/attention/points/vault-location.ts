// The location of a recovery point, and whether an objective asks for that location.
import { accountOf, regionOf, vaultNameOf } from '../../arn.ts';
import { matchesPattern } from '../../pattern.ts';
import type { Scope } from '../../scope.ts';
import type { Vault } from '../../vaults/vault.ts';

export interface VaultLocation {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Absent: not known. */
  readonly airGapped?: boolean;
  readonly locked?: boolean;
}

/** The account and Region of a resource. */
export type Home = Pick<Scope, 'accountId' | 'region'>;

const airGappedType = 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT';

export const vaultLocation = (name: string, { accountId, region }: Scope, vault: Vault | undefined): VaultLocation => ({
  name,
  accountId,
  region,
  // A logically air-gapped vault is locked from its creation.
  ...(vault ? { airGapped: vault.type === airGappedType, locked: vault.locked || vault.type === airGappedType } : {}),
});

export const locationOfArn = (vaultArn: string): VaultLocation => ({
  name: vaultNameOf(vaultArn),
  accountId: accountOf(vaultArn),
  region: regionOf(vaultArn),
});

const locationKinds = ['other-region', 'other-account', 'air-gapped', 'locked'] as const;
const regionPattern = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const accountPattern = /^\d{12}$/;

/** Names of vaults as AWS allows them, with `*` added; `aws/efs/…` is a vault of AWS itself. */
const vaultPattern = /^[A-Za-z0-9_*][A-Za-z0-9_*/.-]{0,99}$/;

/** A text that resembles a keyword above or an account id is more likely a typing error than the name of a vault. */
const likelyMistyped = /^(other[-_ ]?.*|air[-_ ]?gap.*|locks?|unlocked|\d+)$/i;

/** Whether `in` of an objective may have this value. */
export function isLocation(wanted: string): boolean {
  if ((locationKinds as readonly string[]).includes(wanted) || accountPattern.test(wanted)) return true;
  if (regionPattern.test(wanted)) return true;
  if (wanted.startsWith('arn:'))
    return vaultNameOf(wanted) !== '' && regionOf(wanted) !== '' && accountOf(wanted) !== '';
  return vaultPattern.test(wanted) && !likelyMistyped.test(wanted);
}

/** `wanted`: the `in` of an objective. Returns undefined if it is not known. */
export function liesIn(wanted: string, vault: VaultLocation, home: Home): boolean | undefined {
  const { name, accountId, region } = vault;
  switch (wanted) {
    case 'other-region':
      return region !== home.region;
    case 'other-account':
      return accountId !== home.accountId;
    case 'air-gapped':
      return vault.airGapped;
    case 'locked':
      return vault.locked;
  }
  if (accountPattern.test(wanted)) return accountId === wanted;
  if (regionPattern.test(wanted)) return region === wanted;
  if (!wanted.startsWith('arn:')) return matchesPattern(wanted, name);
  return name === vaultNameOf(wanted) && accountId === accountOf(wanted) && region === regionOf(wanted);
}

/** 'in another account', for use in a sentence. */
export function locationWords(wanted: string): string {
  switch (wanted) {
    case 'other-region':
      return 'in another Region';
    case 'other-account':
      return 'in another account';
    case 'air-gapped':
      return 'in an air-gapped vault';
    case 'locked':
      return 'in a locked vault';
  }
  if (accountPattern.test(wanted)) return `in account ${wanted}`;
  if (regionPattern.test(wanted)) return `in ${wanted}`;
  if (!wanted.startsWith('arn:')) return `in vault ${wanted}`;
  return `in vault ${vaultNameOf(wanted)} in ${regionOf(wanted)} of account ${accountOf(wanted)}`;
}
