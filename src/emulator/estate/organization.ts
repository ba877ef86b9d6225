// The accounts of an organization. The estate of an account is created on first use.
import { createAccountEstate } from './account-estate.ts';
import type { Estate } from './estate.ts';
import { createLargeOrganization, createWavesOrganization } from './generated/large-estate.ts';
import { createMediumOrganization } from './generated/medium-estate.ts';
import { createSmallEstate, type SmallEstateOptions } from './small/small-estate.ts';
import { createTypesEstate } from './small/types-estate.ts';
import type { AccountName, OrganizationSpec } from './spec.ts';
import { createTimelineCaches, type TimelineCaches } from './timeline.ts';

export const estateSizes = ['small', 'medium', 'large', 'waves', 'types'] as const;
export type EstateSize = (typeof estateSizes)[number];

export interface EstateOrganization {
  /** The management account, which can read all the others. Access keys that name no account belong to it. */
  management: string;
  /** The management account first. */
  accounts: readonly AccountName[];
  /** Undefined for an account outside of the organization. */
  estateOf(account: string): Estate | undefined;
  estates(): Estate[];
  /** Those that were created already. */
  used(): Estate[];
  /** Computed jobs of all accounts together. */
  caches: TimelineCaches;
}

export interface EstateOrganizationOptions {
  size: EstateSize;
  seed: string;
  /** The management account. */
  account: string;
  now: number;
}

const dayMs = 86_400_000;

export function createOrganization({ size, seed, account, now }: EstateOrganizationOptions): EstateOrganization {
  const spec = specOf(size, { seed, account, originAt: Math.floor(now / dayMs) * dayMs, now });
  const caches = createTimelineCaches();
  const known = new Map<string, Estate>();
  const ids = new Set(spec.accounts.map((member) => member.account));

  const organization: EstateOrganization = {
    management: account,
    accounts: spec.accounts,
    caches,
    estateOf(id) {
      if (!ids.has(id)) return undefined;
      const estate = known.get(id) ?? createAccountEstate({ seed, spec: spec.estateOf(id), caches, organization });
      known.set(id, estate);
      return estate;
    },
    used: () => [...known.values()],
    estates: () => spec.accounts.flatMap((member) => organization.estateOf(member.account) ?? []),
  };
  return organization;
}

function specOf(size: EstateSize, options: SmallEstateOptions): OrganizationSpec {
  if (size === 'medium') return createMediumOrganization(options);
  if (size === 'large') return createLargeOrganization(options);
  if (size === 'waves') return createWavesOrganization(options);
  const { account } = options;
  const small = size === 'types' ? createTypesEstate(options) : createSmallEstate(options);
  return { accounts: [{ account, name: small.accountName }], estateOf: () => small };
}
