// The row that a list shows whole below its rows.
import { previewHeight } from '../layout.ts';
import { listRows, type UpdateContext } from '../state/context.ts';
import { replaceScreen } from '../state/open.ts';
import { currentScreen, type ListScreen, type State } from '../state/state.ts';
import { cursorKey } from './cursor.ts';
import type { ListRow, Rows } from './rows.ts';

/**
 * undefined: nothing is previewed yet. A row that has gone gives way to the one under the cursor; a cursor that nobody has
 * moved stays on the first row, whichever that is.
 */
export function previewedRow({ previewed, cursor }: ListScreen, rows: Rows): ListRow | undefined {
  if (previewed === undefined) return undefined;
  const isHeld = cursor.key !== undefined && rows.indexOf.get(previewed) !== undefined;
  const key = isHeld ? previewed : cursorKey(cursor, rows);
  const index = key === undefined ? undefined : rows.indexOf.get(key);
  return index === undefined ? undefined : rows.rows.at(index);
}

/** Shows the row under the cursor. */
export function withPreview(state: State, context: UpdateContext): State {
  const screen = currentScreen(state);
  if (screen.kind !== 'list' || previewHeight(state.size, screen.resource) === 0) return state;
  const key = cursorKey(screen.cursor, listRows(screen, context));
  return key === undefined || key === screen.previewed ? state : replaceScreen(state, { ...screen, previewed: key });
}

/** The first rows arrive without a move of the cursor. */
export function withFirstPreview(state: State, context: UpdateContext): State {
  const screen = currentScreen(state);
  return screen.kind === 'list' && screen.previewed === undefined ? withPreview(state, context) : state;
}
