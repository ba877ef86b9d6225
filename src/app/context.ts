// What update() may read: the answers, and the rows made of them.
import { resources } from '../resources/index.ts';
import type { AnyResource } from '../resources/resource.ts';
import { cursorKey, type KeyedRows, keyedRows } from './cursor.ts';
import type { Data } from './data.ts';
import { detailRow } from './detail-view.ts';
import type { Overview, PanelRow } from './overview-view.ts';
import type { Row, Rows, RowsOf } from './rows.ts';
import { currentScreen, type ListScreen, type OverviewScreen, type State } from './state.ts';
import { listQuestions } from './watching.ts';

export interface Context {
  readonly data: Data;
  readonly rowsOf: RowsOf;
  readonly overview: (data: Data) => Overview;
}

export interface Selected {
  readonly resource: AnyResource;
  readonly key: string;
  readonly row: Row;
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
    return found && { resource: resources[found.resource], key: found.key, row: found.row };
  }
  const resource = resources[screen.resource];
  if (screen.kind === 'detail') {
    const found = detailRow(screen, context.data);
    return found && { resource, key: found.key, row: found.row };
  }
  const rows = listRows(screen, context);
  const key = cursorKey(screen.cursor, rows);
  if (key === undefined) return undefined;
  return { resource, key, row: rows.rows[rows.indexOf.get(key) ?? 0] };
}
