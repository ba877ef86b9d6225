// Opens screens on the stack, and goes back.
import type { Scope } from '../../domain/scope.ts';
import { versionsOf } from '../../resources/changes/versions-drill.ts';
import { resourceLists } from '../../resources/find/found.ts';
import { resources } from '../../resources/index.ts';
import type { DrillDown, Params } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { emptyInput, inputOf } from '../command-line/text-input.ts';
import type { Selected } from './context.ts';
import { currentScreen, type DetailScreen, type ListScreen, type Screen, type State, type Tab } from './state.ts';

/** A deeper stack is shortened at its beginning. */
const deepest = 12;

export function pushScreen(state: State, screen: Screen): State {
  const [overview, ...above] = state.screens;
  const { overlay: _, ...rest } = state;
  return { ...rest, screens: [overview, ...above.slice(-(deepest - 2)), screen] };
}

export function popScreen(state: State): State {
  const [overview, ...above] = state.screens;
  return { ...state, screens: [overview, ...above.slice(0, -1)] };
}

export function replaceScreen(state: State, screen: Screen): State {
  const [overview, ...above] = state.screens;
  if (screen.kind === 'overview') return { ...state, screens: [screen, ...above] };
  return { ...state, screens: [overview, ...above.slice(0, -1), screen] };
}

/** Removes the marks after an action on them. */
export function unmarked(state: State): State {
  const [overview, ...above] = state.screens;
  const screens = above.map((screen) => (screen.kind === 'list' ? { ...screen, marked: [] } : screen));
  return { ...state, screens: [overview, ...screens] };
}

export function listScreen(resource: ResourceId, params: Params = {}, scopes?: readonly Scope[]): ListScreen {
  return {
    kind: 'list',
    resource,
    params,
    ...(scopes ? { scopes } : {}),
    cursor: { index: 0, top: 0 },
    marked: [],
    sort: resources[resource].sort,
    filter: emptyInput,
    filtering: false,
    skippedColumns: 0,
  };
}

/** The detail of a row that is requested by itself. */
export const detailOf = (resource: ResourceId, params: Params, scopes: readonly Scope[]): DetailScreen => ({
  kind: 'detail',
  resource,
  params,
  scopes,
  tab: 'detail',
  top: 0,
  search: emptyInput,
  searching: false,
  match: 0,
});

/** The detail keeps the requests of the row's list, so that the row stays current. */
export function openDetail(state: State, { resource, key, row, listedIn }: Selected, tab: Tab = 'detail'): State {
  const screen = currentScreen(state);
  const params = screen.kind === 'overview' ? {} : screen.params;
  return pushScreen(state, { ...detailOf(resource.id, params, listedIn), tab, key, row });
}

// biome-ignore lint/suspicious/noExplicitAny: drill-downs of all resources pass through here
export type AnyDrillDown = DrillDown<any>;

/** Drill-downs with a target, in an account that credentials reach. */
export function possibleDrillDowns({ resource, row, reaches }: Selected): readonly AnyDrillDown[] {
  const leadsOn = (drill: AnyDrillDown) =>
    drill.params(row) !== undefined && (drill.spansAccounts || reaches(drill.scope?.(row) ?? row.scope));
  return [...resource.drillDowns, ...versionsOf(resource)].filter(leadsOn);
}

export function followDrillDown(state: State, selected: Selected, drill: AnyDrillDown): State {
  const params = drill.params(selected.row);
  if (!params) return state;
  const scopes = drill.scopes?.(selected.row) ?? [drill.scope?.(selected.row) ?? selected.row.scope];
  const origin = selected.resource.label(selected.row);
  const listed = drill.everywhere ? undefined : scopes;
  const filter = drill.filter?.(selected.row);
  const list = { ...listScreen(drill.to, params, listed), origin };
  if (!drill.single) return pushScreen(state, filter ? { ...list, filter: inputOf(filter) } : list);
  return pushScreen(state, { ...detailOf(drill.to, params, scopes), origin });
}

/** The page of an AWS resource, over all vaults, accounts and Regions. */
export const pageOf = (arn: string, scopes: readonly Scope[]): DetailScreen =>
  detailOf('resource-pages', { arn }, scopes);

export function openRow(state: State, selected: Selected): State {
  const screen = currentScreen(state);
  const isFound = screen.kind === 'list' && screen.resource === 'found';
  if (isFound && resourceLists.has(selected.resource.id)) {
    return pushScreen(state, pageOf(selected.row.arn, selected.listedIn));
  }
  // A list of what it contained would be empty.
  const { resource, isGone } = selected;
  const ways = resource.enterDrillsDown && !isGone ? possibleDrillDowns(selected) : [];
  const first = ways.find((way) => resource.drillDowns.includes(way));
  return first ? followDrillDown(state, selected, first) : openDetail(state, selected);
}
