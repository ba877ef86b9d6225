// The movement commands, for rows with a cursor and for text.

import { contentHeight } from '../detail/detail-search.ts';
import { detailView } from '../detail/detail-view.ts';
import { moveFold } from '../detail/fold-commands.ts';
import { detailPageSize, detailWidth, listPageSize } from '../layout.ts';
import { panelPageSize } from '../overview/overview-layout.ts';
import { placesNow } from '../overview/panel-needs.ts';
import { listRows, panelRows, type UpdateContext } from '../state/context.ts';
import { replaceScreen } from '../state/open.ts';
import { currentScreen, type State } from '../state/state.ts';
import { moveCursor, scrolled, shownCursor } from './cursor.ts';

/** The distance: a number of lines or of pages, or an end. */
export type Distance = { readonly lines: number } | { readonly pages: number };

export const toFirst: Distance = { lines: Number.NEGATIVE_INFINITY };
export const toLast: Distance = { lines: Number.POSITIVE_INFINITY };

export function scroll(state: State, distance: Distance, context: UpdateContext): State {
  const screen = currentScreen(state);
  if (screen.kind === 'overview') {
    const page = panelPageSize(screen.focus, state.size, placesNow(screen, state.size, context));
    const rows = panelRows(screen, context);
    const shown = shownCursor(screen.cursors[screen.focus], { rows, page }, true);
    const cursor = moveCursor(shown, { rows, page }, linesOf(distance, page));
    if (cursor === screen.cursors[screen.focus]) return state;
    return replaceScreen(state, { ...screen, cursors: { ...screen.cursors, [screen.focus]: cursor } });
  }
  if (screen.kind === 'list') {
    const page = listPageSize(state.size, screen.resource);
    const rows = listRows(screen, context);
    const cursor = moveCursor(screen.cursor, { rows, page }, linesOf(distance, page));
    return cursor === screen.cursor ? state : replaceScreen(state, { ...screen, cursor });
  }
  const isStep = 'lines' in distance && Math.abs(distance.lines) === 1;
  if (screen.folding && isStep) return replaceScreen(state, moveFold(screen, distance.lines, { state, context }));
  const page = detailPageSize(state.size);
  const height = contentHeight(screen, detailView(screen, context.data, detailWidth(state.size)));
  const top = scrolled(screen.top + linesOf(distance, page), height, page);
  return top === screen.top ? state : replaceScreen(state, { ...screen, top });
}

/** After a page one line of the previous page stays in view. */
function linesOf(distance: Distance, page: number): number {
  if ('lines' in distance) return distance.lines;
  const lines = Math.trunc(distance.pages * page);
  if (Math.abs(distance.pages) !== 1) return lines;
  return Math.sign(lines) * Math.max(1, Math.abs(lines) - 1);
}
