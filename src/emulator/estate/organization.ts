// The accounts of an organization: each has an estate of its own, made up when it is first asked for.
import { createAccountEstate } from './account-estate.ts';
import type { Estate } from './estate.ts';
import { createLargeOrganization, createWavesOrganization } from './large-estate.ts';
import { createMediumOrganization } from './medium-estate.ts';
import { createSmallEstate, type EstateOptions } from './small-estate.ts';
import type { AccountName, OrganizationSpec } from './spec.ts';
import { createTimelineCaches, type TimelineCaches } from './timeline.ts';

export const estateSizes = ['small', 'medium', 'large', 'waves'] as const;
export type EstateSize = (typeof estateSizes)[number];

export interface Organization {
  /** Who may look into all the others: the account that any key acts in which names no other. */
  management: string;
  /** The management account first. */
  accounts: readonly AccountName[];
  /** Undefined for an account that is not of the organization. */
  estateOf(account: string): Estate | undefined;
  estates(): Estate[];
  /** What is remembered of jobs, for all accounts together. */
  caches: TimelineCaches;
}

export interface OrganizationOptions {
  size: EstateSize;
  seed: string;
  /** The management account. */
  account: string;
  now: number;
}

const dayMs = 86_400_000;

export function createOrganization({ size, seed, account, now }: OrganizationOptions): Organization {
  const spec = specOf(size, { seed, account, originAt: Math.floor(now / dayMs) * dayMs, now });
  const caches = createTimelineCaches();
  const known = new Map<string, Estate>();
  const ids = new Set(spec.accounts.map((one) => one.account));

  const organization: Organization = {
    management: account,
    accounts: spec.accounts,
    caches,
    estateOf(id) {
      if (!ids.has(id)) return undefined;
      const estate = known.get(id) ?? createAccountEstate({ seed, spec: spec.estateOf(id), caches, organization });
      known.set(id, estate);
      return estate;
    },
    estates: () => spec.accounts.flatMap((one) => organization.estateOf(one.account) ?? []),
  };
  return organization;
}

function specOf(size: EstateSize, options: EstateOptions): OrganizationSpec {
  if (size === 'medium') return createMediumOrganization(options);
  if (size === 'large') return createLargeOrganization(options);
  if (size === 'waves') return createWavesOrganization(options);
  const { account } = options;
  const small = createSmallEstate(options);
  return { accounts: [{ account, name: small.accountName }], estateOf: () => small };
}
