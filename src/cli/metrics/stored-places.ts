// The account-Regions whose rows the store has, as if the identities that collected them were signed in.
import type { Scope } from '../../domain/scope.ts';
import type { WatchedPlaces } from '../../engine/evaluation/facts/fact-places.ts';
import { dayMs } from '../../lib/duration.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { type StoredScope, wholeOrganization } from '../../store/row-shape.ts';

export interface StoredPlacesQuery {
  /** Ids; empty: all. */
  readonly accounts: readonly string[];
  /** Empty: all. */
  readonly regions: readonly string[];
  /** Epoch ms. */
  readonly now: number;
}

/** What was requested longer ago is watched no longer. */
const watchedForMs = 7 * dayMs;

export function storedPlaces(reader: StoreReader, { accounts, regions, now }: StoredPlacesQuery): WatchedPlaces {
  const requested = new Map<string, StoredScope>();
  for (const { resource, scope, requestedAt = 0, nextAt = 0 } of reader.allRequests()) {
    if (resource !== 'backup-jobs' && resource !== 'vaults') continue;
    // A request that was only refused has the time of its next attempt.
    if (now - Math.max(requestedAt, nextAt) > watchedForMs) continue;
    if (regions.length > 0 && !regions.includes(scope.region)) continue;
    requested.set(JSON.stringify(scope), scope);
  }
  const all = [...requested.values()];
  const isWanted = ({ accountId }: StoredScope) => accounts.length === 0 || accounts.includes(accountId);
  const own = all.filter((scope) => scope.accountId !== wholeOrganization && isWanted(scope));
  const organization = all.filter(({ accountId }) => accountId === wholeOrganization);
  const known = reader.scopes().filter(({ accountId }) => accountId !== wholeOrganization);
  return {
    scopes: own.map(scopeOf),
    ...(organization.length === 0
      ? {}
      : { organizationScopes: [...organization.map(organizationScope), ...own.map(scopeOf)] }),
    accounts: new Map((organization.length > 0 ? known : own).map(({ accountId }) => [accountId, accountId])),
    identities: new Map(all.map(({ identity }) => [identity, identity])),
  };
}

/** The connection is the identity, for nobody signs in. */
const scopeOf = ({ identity, accountId, region }: StoredScope): Scope => ({ accountId, region, connection: identity });

const organizationScope = (scope: StoredScope): Scope => ({ ...scopeOf(scope), organization: true });
