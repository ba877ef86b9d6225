// The input of `update`: the snapshots, and the rows made from them.
import type { Scope } from '../../domain/scope.ts';
import type { FoundRow } from '../../resources/find/found-row.ts';
import { resources } from '../../resources/index.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { detailRow } from '../detail/detail-row.ts';
import { cursorKey } from '../list/cursor.ts';
import type { ListRow, Rows, RowsOf } from '../list/rows.ts';
import type { Overview, PanelRows } from '../overview/overview-view.ts';
import type { Data } from './data.ts';
import { rowsRequest, scopesFor } from './lists/list-requests.ts';
import { currentScreen, type ListScreen, type OverviewScreen, type State } from './state.ts';

export interface UpdateContext {
  readonly data: Data;
  readonly rowsOf: RowsOf;
  readonly overview: (data: Data) => Overview;
}

/** The row under the cursor. */
export interface Selected {
  readonly resource: AnyResource;
  readonly key: string;
  readonly row: ListRow;
  /**
   * The account-Regions whose list has the row: the list of the whole organization may have it if the row's own list
   * does not.
   */
  readonly listedIn: readonly Scope[];
  readonly reaches: Data['reaches'];
  /** AWS no longer has the row: these are its last values. */
  readonly isGone?: boolean;
}

export function listRows(screen: ListScreen, { data, rowsOf }: UpdateContext): Rows {
  return rowsOf(rowsRequest(screen, data), data);
}

export const panelRows = (screen: OverviewScreen, { overview, data }: UpdateContext): PanelRows =>
  overview(data).panels[screen.focus];

/** The row that enter, y, d and J apply to. */
export function selected(state: State, context: UpdateContext): Selected | undefined {
  const screen = currentScreen(state);
  if (screen.kind === 'overview') {
    // A part of the line of coverage is a number, not a row of AWS.
    if (screen.focus === 'coverage') return undefined;
    const panel = panelRows(screen, context);
    const key = cursorKey(screen.cursors[screen.focus], panel);
    if (key === undefined) return undefined;
    const row = panel.rows.at(panel.indexOf.get(key) ?? 0);
    return toSelected({ resource: resources[panel.resourceOf(row)], key, row }, context.data);
  }
  const resource = resources[screen.resource];
  if (screen.kind === 'detail') {
    const found = detailRow(screen, context.data);
    if (!found) return undefined;
    const { key, row, gone: isGone } = found;
    return toSelected({ resource, key, row, isGone }, context.data, screen.scopes);
  }
  const rows = listRows(screen, context);
  const key = rows.isOfOtherFilter ? undefined : cursorKey(screen.cursor, rows);
  if (key === undefined) return undefined;
  const row = rows.rows.at(rows.indexOf.get(key) ?? 0);
  // A row of a search stands for a row of another list, with all keys and actions of that list.
  if (screen.resource === 'found') {
    const { list, key: ownKey, row: own, goneAt } = row as FoundRow;
    const listed = resources[list];
    // AWS keeps nothing of a job or an event that is too old for its list, but nothing was deleted either.
    const isGone = goneAt !== undefined && !listed.stored?.outlivesListing;
    return toSelected({ resource: listed, key: ownKey, row: own, isGone }, context.data);
  }
  return toSelected({ resource, key, row }, context.data, screen.scopes);
}

type SelectedRow = Pick<Selected, 'resource' | 'key' | 'row' | 'isGone'>;

function toSelected(one: SelectedRow, data: Data, scopes?: readonly Scope[]): Selected {
  const { resource, row } = one;
  const requested = scopes ?? scopesFor(resource.id, data);
  const isHere = ({ region, accountId, organization }: Scope) =>
    region === row.scope.region && (organization || accountId === row.scope.accountId);
  // A group of findings belongs to all requested account-Regions.
  const listedIn = row.group?.isOfAll ? requested : [requested.find(isHere) ?? row.scope];
  return { ...one, listedIn, reaches: data.reaches };
}
