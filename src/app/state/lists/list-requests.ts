// The requests of a list: one for each scope that has the list.
import type { Scope } from '../../../domain/scope.ts';
import { resources } from '../../../resources/index.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';
import type { RowsRequest } from '../../list/rows.ts';
import type { Data } from '../data.ts';
import type { DetailScreen, ListScreen } from '../state.ts';
import type { ListRequest } from './poll-request.ts';

/** Where lists can be asked for. */
export type Reached = Pick<Data, 'scopes' | 'organizationScopes' | 'feed'>;

/**
 * The scopes in which a list is requested: in organization mode, lists that span accounts are requested from the
 * organization.
 */
export function scopesFor(resource: ResourceId, data: Reached): readonly Scope[] {
  // There is one feed for all scopes.
  if (resource === 'events') return data.feed ? [data.feed.scope] : [];
  if (resources[resource].acrossAccounts && data.organizationScopes) return data.organizationScopes;
  return resources[resource].scope === 'account' ? firstOfEachAccount(data.scopes) : data.scopes;
}

/** A list that is the same in all Regions of an account is requested in the first of them. */
function firstOfEachAccount(scopes: readonly Scope[]): readonly Scope[] {
  const first = new Map<string, Scope>();
  for (const scope of scopes) {
    const account = `${scope.connection} ${scope.accountId}`;
    if (!first.has(account)) first.set(account, scope);
  }
  return [...first.values()];
}

export function everywhere(resource: ResourceId, data: Reached, priority = 1): ListRequest[] {
  return scopesFor(resource, data).map((scope) => requestFor(resource, scope, priority));
}

/** The request for the whole list in one scope. */
export const requestFor = (resource: ResourceId, scope: Scope, priority = 1): ListRequest => ({
  kind: 'list',
  resource,
  scope,
  params: {},
  priority,
});

export function listRequests(screen: ListScreen | DetailScreen, data: Data, priority = 0): ListRequest[] {
  const { resource, params } = screen;
  const scopes = screen.scopes ?? scopesFor(resource, data);
  const narrowed = screen.scopes ? ({ isNarrowed: true } as const) : {};
  return scopes.map((scope) => ({ kind: 'list', resource, scope, params, priority, ...narrowed }));
}

/** The rows of a list on screen. */
export const rowsRequest = (screen: ListScreen, data: Data): RowsRequest => ({
  resource: resources[screen.resource],
  requests: listRequests(screen, data),
  filter: screen.filter.text,
  sort: screen.sort,
});

/** All rows of a list in its own order, in every scope of the list. */
export const everyRow = (resource: ResourceId, data: Data): RowsRequest => ({
  resource: resources[resource],
  requests: everywhere(resource, data),
  filter: '',
  sort: resources[resource].sort,
});
