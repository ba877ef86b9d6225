// The account-Regions of a report, each with the scopes under which the store keeps its rows and its requests.
import { placeKey, type Scope } from '../../domain/scope.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { type StoredScope, wholeOrganization } from '../../store/row-shape.ts';

/** The lists that a report is made from. */
export const monthLists = [
  'backup-jobs',
  'copy-jobs',
  'restore-jobs',
  'plan-rules',
  'selections',
  'recovery-points',
  'vaults',
  'audits',
] as const satisfies readonly ResourceId[];

export type MonthList = (typeof monthLists)[number];

export interface MonthPlace {
  readonly scope: Scope;
  /** Each identity's view of the account-Region. */
  readonly scopes: readonly StoredScope[];
  /** The scopes whose requests cover a list in the account-Region. */
  requestedFor(list: ResourceId): readonly StoredScope[];
}

export interface PlaceFilter {
  /** Ids; empty: all. */
  readonly accounts: readonly string[];
  /** Empty: all. */
  readonly regions: readonly string[];
}

/** In the order of accounts and Regions. */
export function monthPlaces(known: readonly StoredScope[], { accounts, regions }: PlaceFilter): MonthPlace[] {
  const isWanted = ({ accountId, region }: StoredScope) =>
    (accounts.length === 0 || accounts.includes(accountId)) && (regions.length === 0 || regions.includes(region));
  const own = known
    .filter(({ accountId, region }) => accountId !== wholeOrganization && region !== '')
    .filter(isWanted);
  const organizations = known.filter(({ accountId }) => accountId === wholeOrganization);
  return [...Map.groupBy(own, placeKey).entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, scopes]): MonthPlace[] => {
      const [first] = scopes;
      if (!first) return [];
      const { accountId, region } = first;
      const across = organizations.filter((scope) => scope.region === region);
      return [
        {
          scope: { accountId, region, connection: '' },
          scopes,
          requestedFor: (list) => (resources[list].acrossAccounts ? [...scopes, ...across] : scopes),
        },
      ];
    });
}
