// Who can restore from an air-gapped vault, in its details.
import type {
  DescribeBackupVaultOutput,
  ListRestoreAccessBackupVaultsOutput,
  RestoreAccessBackupVaultListMember,
} from '@aws-sdk/client-backup';
import { accountOf, vaultNameOf } from '../../domain/arn.ts';
import { isRefused, type Refused } from '../document.ts';
import { wordsOf } from '../reading.ts';
import type { DetailSection } from '../resource.ts';
import { type Entry, fieldsSection } from '../sections.ts';

/** `listed` is absent for a vault of another type. */
export function accessSections(
  vault: Pick<DescribeBackupVaultOutput, 'LatestMpaApprovalTeamUpdate' | 'MpaSessionArn'>,
  listed: ListRestoreAccessBackupVaultsOutput | Refused | null | undefined,
): DetailSection[] {
  const change = vault.LatestMpaApprovalTeamUpdate;
  const entries: Entry[] = [
    ['Team change', wordsOf(change?.Status), change?.Status === 'FAILED' ? 'bad' : 'plain'],
    ['', wordsOf(change?.StatusMessage)],
    ['Approval', wordsOf(vault.MpaSessionArn)],
    ...(listed === undefined ? [] : accessEntries(listed)),
  ];
  const section = fieldsSection('Restore access', entries);
  return section.kind === 'fields' && section.fields.length === 0 ? [] : [section];
}

function accessEntries(listed: ListRestoreAccessBackupVaultsOutput | Refused | null): Entry[] {
  if (isRefused(listed)) return [['Access vaults', listed.refused]];
  const vaults = listed?.RestoreAccessBackupVaults ?? [];
  if (vaults.length === 0) return [['Access vaults', 'none', 'muted']];
  return vaults.map((vault): Entry => ['Access vault', accessText(vault)]);
}

/** 'recovery in account 210987654321: AVAILABLE, being revoked'. */
function accessText({ RestoreAccessBackupVaultArn: arn, VaultState, ...rest }: RestoreAccessBackupVaultListMember) {
  const name = wordsOf(arn) ?? '';
  const revoked = rest.LatestRevokeRequest?.Status === 'PENDING' ? ', being revoked' : '';
  return `${vaultNameOf(name)} in account ${accountOf(name)}: ${wordsOf(VaultState) ?? 'state unknown'}${revoked}`;
}
