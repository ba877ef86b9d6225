// The rows of the list of accounts: each is computed from all Regions of its account, and belongs to the first of them.
import {
  type AccountPart,
  type AccountSummary,
  accountPart,
  accountSummary,
} from '../../../domain/attention/lists/account-summary.ts';
import { createScopeView } from '../../../domain/attention/scope-view.ts';
import type { Scope } from '../../../domain/scope.ts';
import { emptyPlaces, type FactPlace, type WatchedPlaces } from '../facts/fact-places.ts';
import type { StoredFacts } from '../facts/stored-facts.ts';

export interface AccountPlaces {
  readonly accountId: string;
  /** The scope of the account's row. */
  readonly home: Scope;
  /** The account-Regions with facts. */
  readonly places: readonly FactPlace[];
  /** The account-Regions without rows. */
  readonly empty: readonly FactPlace[];
}

export function accountsIn(watched: WatchedPlaces, places: readonly FactPlace[]): AccountPlaces[] {
  const { scopes, organizationScopes = [] } = watched;
  const empty = Map.groupBy(emptyPlaces(watched, places), ({ scope }) => scope.accountId);
  const known = Map.groupBy(places, ({ scope }) => scope.accountId);
  const firstOf = new Map(scopes.toReversed().map((scope) => [scope.accountId, scope] as const));
  return [...new Set([...known.keys(), ...empty.keys()])].flatMap((accountId) => {
    const first = organizationScopes.find((requested) => requested.organization || requested.accountId === accountId);
    const own = firstOf.get(accountId);
    const home = own ?? (first && { accountId, region: first.region, connection: first.connection });
    const parts = { places: known.get(accountId) ?? [], empty: empty.get(accountId) ?? [] };
    return home ? [{ accountId, home, ...parts }] : [];
  });
}

/**
 * The parts of account-Regions without rows: they say which lists have a response. One request to an organization
 * covers hundreds of them.
 */
export function createEmptyParts(facts: Pick<StoredFacts, 'factsOf'>, now: number) {
  const known = new Map<string, AccountPart>();
  const partOf = (place: FactPlace): AccountPart => {
    const requests = JSON.stringify(place.across.map(({ requested }) => requested));
    const part = known.get(requests) ?? accountPart(createScopeView(facts.factsOf(place, now)), now);
    known.set(requests, part);
    return part;
  };
  return ({ empty }: AccountPlaces): AccountPart[] => empty.map(partOf);
}

export function accountRow(
  { accountId, home }: AccountPlaces,
  parts: readonly AccountPart[],
  { scopes, accounts, identities }: WatchedPlaces,
): AccountSummary {
  const owner = {
    scope: home,
    accountId,
    name: accounts.get(accountId) ?? accountId,
    readBy: arnOf(identities.get(home.connection)),
    throughOrganization: !scopes.some((scope) => scope.accountId === accountId),
  };
  return accountSummary(owner, parts);
}

/** An identity consists of the AWS endpoint and the ARN of the role or user. */
const arnOf = (identity = ''): string => identity.split(' ').at(-1) ?? '';
