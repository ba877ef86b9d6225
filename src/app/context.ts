// What update() may read: the answers, and the rows made of them.
import type { Scope } from '../domain/scope.ts';
import { resources } from '../resources/index.ts';
import type { AnyResource } from '../resources/resource.ts';
import { cursorKey, type KeyedRows, keyedRows } from './cursor.ts';
import type { Data } from './data.ts';
import { detailRow } from './detail-view.ts';
import type { Overview, PanelRow } from './overview-view.ts';
import type { Row, Rows, RowsOf } from './rows.ts';
import { currentScreen, type ListScreen, type OverviewScreen, type State } from './state.ts';
import { listQuestions, scopesFor } from './watching.ts';

export interface Context {
  readonly data: Data;
  readonly rowsOf: RowsOf;
  readonly overview: (data: Data) => Overview;
}

/** A row the cursor stands on. */
export interface Selected {
  readonly resource: AnyResource;
  readonly key: string;
  readonly row: Row;
  /** The account-Region whose list has the row: that of the whole organization may, where the row's own does not. */
  readonly listedIn: Scope;
  readonly reaches: Data['reaches'];
}

export function listRows(screen: ListScreen, { data, rowsOf }: Context): Rows {
  return rowsOf(resources[screen.resource], listQuestions(screen, data), data, screen.filter.text, screen.sort);
}

export function panelRows(screen: OverviewScreen, context: Context): { rows: readonly PanelRow[]; keyed: KeyedRows } {
  const rows = context.overview(context.data).panels[screen.focus];
  return { rows, keyed: keyedRows(rows.map(({ key }) => key)) };
}

/** The row that enter, y, d and J speak about. */
export function selected(state: State, context: Context): Selected | undefined {
  const screen = currentScreen(state);
  if (screen.kind === 'overview') {
    const { rows, keyed } = panelRows(screen, context);
    const key = cursorKey(screen.cursors[screen.focus], keyed);
    const found = rows.find((row) => row.key === key);
    return found && toSelected(resources[found.resource], found.key, found.row, context.data);
  }
  const resource = resources[screen.resource];
  if (screen.kind === 'detail') {
    const found = detailRow(screen, context.data);
    return found && toSelected(resource, found.key, found.row, context.data, screen.scopes);
  }
  const rows = listRows(screen, context);
  const key = cursorKey(screen.cursor, rows);
  if (key === undefined) return undefined;
  return toSelected(resource, key, rows.rows.at(rows.indexOf.get(key) ?? 0), context.data, screen.scopes);
}

function toSelected(resource: AnyResource, key: string, row: Row, data: Data, scopes?: readonly Scope[]): Selected {
  const asked = scopes ?? scopesFor(resource.id, data);
  const isHere = ({ region, accountId, organization }: Scope) =>
    region === row.scope.region && (organization || accountId === row.scope.accountId);
  return { resource, key, row, listedIn: asked.find(isHere) ?? row.scope, reaches: data.reaches };
}
