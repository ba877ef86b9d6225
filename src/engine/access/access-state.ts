// What the screen is told of where we can look: accounts, Regions and who asks.
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

/** What follows from the connections and Regions alone. */
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

/** The scopes before, when nothing has changed: what is remembered by them is kept. */
const same = (before: readonly Scope[] | undefined, now: readonly Scope[]): readonly Scope[] =>
  before?.map(scopeKey).join() === now.map(scopeKey).join() ? (before ?? now) : now;
