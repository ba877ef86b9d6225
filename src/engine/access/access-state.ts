// The access state that the screen shows: accounts, Regions and identities.
import type { Data } from '../../app/state/data.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { directScopes, organizationScopes, type ScopeInputs } from './scopes.ts';

type DataPart =
  | 'scopes'
  | 'organizationScopes'
  | 'organization'
  | 'regions'
  | 'knownRegions'
  | 'regionsProblem'
  | 'accounts'
  | 'connections'
  | 'identity'
  | 'identityProblem'
  | 'isListingAccounts'
  | 'profiles'
  | 'contexts'
  | 'context'
  | 'watchedAccounts';

export type AccessState = Pick<Data, DataPart>;

/** The state that follows from connections and Regions alone. */
export function toState(reach: ScopeInputs, before: AccessState | undefined) {
  const { connections, regions } = reach;
  const direct = directScopes(reach);
  const scopes = same(before?.scopes, direct);
  const across = organizationScopes(reach, scopes);
  const identity = connections.find((one) => one.identity)?.identity;
  const problem = identity ? undefined : connections.find((one) => one.problem)?.problem;
  return {
    connections,
    regions,
    scopes,
    ...(across ? { organizationScopes: same(before?.organizationScopes, across) } : {}),
    ...(identity ? { identity } : {}),
    ...(problem ? { identityProblem: problem } : {}),
  };
}

/** Returns the previous scopes if nothing changed, so that caches keyed by them stay valid. */
const same = (before: readonly Scope[] | undefined, now: readonly Scope[]): readonly Scope[] =>
  before?.map(scopeKey).join() === now.map(scopeKey).join() ? (before ?? now) : now;
