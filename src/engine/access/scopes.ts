// Which account-Regions there are to ask, and by which credentials each is reached. Pure.
import type { ConnectionState, OrganizationWay } from '../../app/state/data.ts';
import type { Scope } from '../../domain/scope.ts';

export interface ScopeInputs {
  readonly connections: readonly ConnectionState[];
  readonly regions: readonly string[];
  /** Only these accounts are watched; absent: all. */
  readonly only?: ReadonlySet<string>;
  /** Set in organization mode, once its account is known. */
  readonly organization?: {
    /** The connection that is asked for the organization, and the account it acts in. */
    readonly connection: string;
    readonly accountId: string;
    readonly ways: ReadonlyMap<string, OrganizationWay>;
    /** Ids of its accounts; empty when they are not told. */
    readonly members: ReadonlySet<string>;
  };
}

const isWatched = ({ only }: ScopeInputs, accountId: string): boolean => only === undefined || only.has(accountId);

/** One for each account and Region. Of two connections into one account the first is asked. */
export function directScopes(reach: ScopeInputs): Scope[] {
  const seen = new Set<string>();
  return reach.connections.flatMap(({ id, identity }) => {
    if (!identity || seen.has(identity.accountId) || !isWatched(reach, identity.accountId)) return [];
    seen.add(identity.accountId);
    return reach.regions.map((region) => ({ accountId: identity.accountId, region, connection: id }));
  });
}

/** Where the lists that span accounts are asked for. */
export function organizationScopes(reach: ScopeInputs, direct: readonly Scope[]): Scope[] | undefined {
  const { organization, only } = reach;
  if (!organization) return undefined;
  const { connection, accountId, ways, members } = organization;
  const isOutside = (scope: Scope) => members.size > 0 && !members.has(scope.accountId);
  return reach.regions.flatMap((region): Scope[] => {
    const own = direct.filter((scope) => scope.region === region);
    const way = ways.get(region) ?? 'all';
    if (way === 'own') return own;
    const asked = only ?? (way === 'each' ? members : undefined);
    const others = own.filter(isOutside);
    if (asked === undefined) return [{ connection, accountId, region, organization: true }, ...others];
    const inside = [...asked].filter((id) => !others.some((scope) => scope.accountId === id));
    return [...inside.map((id) => ({ connection, accountId: id, region })), ...others];
  });
}

/** How a question gets to its account. */
export interface Route {
  /** Whose credentials and whose budget. */
  readonly scope: Scope;
  /** Added to a list that spans accounts: '*', or an account's id. */
  readonly account?: string;
}

/** The connection that acts in a scope's account; undefined: there is none. */
export const connectionFor = (scope: Scope, { connections }: Pick<ScopeInputs, 'connections'>): string | undefined =>
  routeOf(scope, { connections }, false)?.scope.connection;

/** undefined: no credentials reach the scope's account. */
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
  // Beside the organization's own account all others are asked for by the same way, so that their rows stay the same.
  if (through && spansAccounts && scope.connection === through.connection && known !== scope.accountId) {
    return { scope: { ...here, accountId: through.accountId }, account: scope.accountId };
  }
  if (known === undefined || known === scope.accountId) return { scope: here };
  const other = reach.connections.find(({ identity }) => identity?.accountId === scope.accountId);
  return other && { scope: { ...here, connection: other.id } };
}
