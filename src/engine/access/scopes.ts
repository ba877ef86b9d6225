// The account-Regions to request, and the connection for each. Pure.
import type { ConnectionState, OrganizationWay } from '../../app/state/data.ts';
import { isCollectedScope, type Scope } from '../../domain/scope.ts';

export interface ScopeInputs {
  readonly connections: readonly ConnectionState[];
  readonly regions: readonly string[];
  /** Only these accounts are watched; absent: all. */
  readonly only?: ReadonlySet<string>;
  /** Set in organization mode, once the organization's account is known. */
  readonly organization?: {
    /** The connection that sends organization requests, and its account. */
    readonly connection: string;
    readonly accountId: string;
    readonly ways: ReadonlyMap<string, OrganizationWay>;
    /** Ids of the organization's accounts; empty if AWS does not return them. */
    readonly members: ReadonlySet<string>;
  };
}

const isWatched = ({ only }: ScopeInputs, accountId: string): boolean => only === undefined || only.has(accountId);

/** One scope for each account and Region. If two connections reach an account, the first is used. */
export function directScopes(reach: ScopeInputs): Scope[] {
  const seen = new Set<string>();
  return reach.connections.flatMap(({ id, identity }) => {
    if (!identity || seen.has(identity.accountId) || !isWatched(reach, identity.accountId)) return [];
    seen.add(identity.accountId);
    return reach.regions.map((region) => ({ accountId: identity.accountId, region, connection: id }));
  });
}

/** The scopes in which lists that span accounts are requested. */
export function organizationScopes(reach: ScopeInputs, direct: readonly Scope[]): Scope[] | undefined {
  const { organization, only } = reach;
  if (!organization) return undefined;
  const { connection, accountId, ways, members } = organization;
  const isOutside = (scope: Scope) => members.size > 0 && !members.has(scope.accountId);
  return reach.regions.flatMap((region): Scope[] => {
    const own = direct.filter((scope) => scope.region === region);
    const way = ways.get(region) ?? 'all';
    if (way === 'own') return own;
    const requested = only ?? (way === 'each' ? members : undefined);
    const others = own.filter(isOutside);
    if (requested === undefined) return [{ connection, accountId, region, organization: true }, ...others];
    const inside = [...requested].filter((id) => !others.some((scope) => scope.accountId === id));
    return [...inside.map((id) => ({ connection, accountId: id, region })), ...others];
  });
}

/** The route of a request to its account. */
export interface Route {
  /** The scope whose credentials and budget are used. */
  readonly scope: Scope;
  /** Added to the request of a list that spans accounts: '*', or an account id. */
  readonly account?: string;
}

/** The connection for the account of a scope; undefined: there is none. */
export const connectionFor = (scope: Scope, { connections }: Pick<ScopeInputs, 'connections'>): string | undefined =>
  routeOf(scope, { connections }, false)?.scope.connection;

/** undefined: no credentials reach the account of the scope. */
export function routeOf(
  scope: Scope,
  reach: Pick<ScopeInputs, 'connections' | 'organization'>,
  spansAccounts: boolean,
): Route | undefined {
  const { organization: _, ...here } = scope;
  if (scope.organization) return spansAccounts ? { scope: here, account: '*' } : { scope: here };
  const actsIn = (id: string) => reach.connections.find((one) => one.id === id)?.identity?.accountId;
  const known = actsIn(scope.connection);
  const through = reach.organization;
  // Apart from the organization's own account, all accounts are requested by the same route, so that their rows stay
  // the same.
  if (through && spansAccounts && scope.connection === through.connection && known !== scope.accountId) {
    return { scope: { ...here, accountId: through.accountId }, account: scope.accountId };
  }
  const isNew = known === undefined && !isCollectedScope(scope);
  if (isNew || known === scope.accountId) return { scope: here };
  const other = reach.connections.find(({ identity }) => identity?.accountId === scope.accountId);
  return other && { scope: { ...here, connection: other.id } };
}
