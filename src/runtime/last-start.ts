// The place and identities of the previous start: its rows are shown until the identity is known in this run.
import type { Data } from '../app/state/data.ts';
import type { Scope } from '../domain/scope.ts';

export interface LastStart {
  readonly scopes: readonly Scope[];
  readonly organizationScopes?: readonly Scope[];
  /** By connection, as the store names them. */
  readonly identities: ReadonlyMap<string, string>;
}

/** Plain JSON. Hundreds of scopes share few connections and Regions: each is stored once. */
export interface SavedStart {
  readonly connections: readonly (readonly [id: string, identity: string])[];
  readonly regions: readonly string[];
  /** Account, the indexes of connection and Region in the lists above, and 1 if a request spans accounts. */
  readonly scopes: readonly SavedScope[];
  readonly organizationScopes?: readonly SavedScope[];
}

type SavedScope = readonly [account: string, connection: number, region: number, spansAccounts?: 1];

/** undefined: not all connections are signed in yet, so there is nothing for the next start. */
export function savedStart(
  { scopes, organizationScopes }: Pick<Data, 'scopes' | 'organizationScopes'>,
  identities: ReadonlyMap<string, string>,
): SavedStart | undefined {
  const all = [...scopes, ...(organizationScopes ?? [])];
  if (scopes.length === 0 || !all.every(({ connection }) => identities.has(connection))) return undefined;
  const connections = [...identities];
  const regions = [...new Set(all.map(({ region }) => region))];
  const ids = connections.map(([id]) => id);
  const save = ({ accountId, connection, region, organization }: Scope): SavedScope => {
    const saved = [accountId, ids.indexOf(connection), regions.indexOf(region)] as const;
    return organization ? [...saved, 1] : saved;
  };
  return {
    connections,
    regions,
    scopes: scopes.map(save),
    ...(organizationScopes ? { organizationScopes: organizationScopes.map(save) } : {}),
  };
}

/** undefined: none was saved, or it cannot be parsed. */
export function toLastStart(saved: unknown): LastStart | undefined {
  if (!isSavedStart(saved)) return undefined;
  const { connections, regions, scopes, organizationScopes } = saved;
  const read = ([accountId, connection, place, spansAccounts]: SavedScope): Scope[] => {
    const [id] = connections[connection] ?? [];
    const region = regions[place];
    if (id === undefined || region === undefined) return [];
    return [{ accountId, region, connection: id, ...(spansAccounts ? { organization: true } : {}) }];
  };
  return {
    scopes: scopes.flatMap(read),
    identities: new Map(connections),
    ...(organizationScopes ? { organizationScopes: organizationScopes.flatMap(read) } : {}),
  };
}

function isSavedStart(saved: unknown): saved is SavedStart {
  if (typeof saved !== 'object' || saved === null) return false;
  const { connections, regions, scopes, organizationScopes = [] } = saved as Record<string, unknown>;
  const isListOf = (list: unknown, isOne: (one: unknown) => boolean) => Array.isArray(list) && list.every(isOne);
  const isPair = (one: unknown) => Array.isArray(one) && one.length === 2 && one.every(isText);
  return (
    isListOf(connections, isPair) &&
    isListOf(regions, isText) &&
    isListOf(scopes, isSavedScope) &&
    isListOf(organizationScopes, isSavedScope)
  );
}

const isText = (value: unknown): boolean => typeof value === 'string';

function isSavedScope(one: unknown): boolean {
  if (!Array.isArray(one)) return false;
  const [account, connection, region, spansAccounts] = one;
  const isMarked = spansAccounts === undefined || spansAccounts === 1;
  return isText(account) && Number.isInteger(connection) && Number.isInteger(region) && isMarked;
}
