// The effect of a click and of the wheel, by the position on the screen.
import { runCommand } from './command-line/commands.ts';
import { tabAt } from './detail/detail-tabs.ts';
import { headerHeight, isTooSmall, listPageSize, type Rectangle } from './layout.ts';
import { cursorIndex, cursorKey, type KeyedRows, type PagedRows, placeCursor, shownCursor } from './list/cursor.ts';
import { scroll } from './list/scroll.ts';
import { fitLine, type LinePart, partAt } from './overview/coverage-line.ts';
import {
  coverageIndent,
  coverageRoom,
  isLine,
  type PanelPlaces,
  panelHasHeads,
  panelPageSize,
} from './overview/overview-layout.ts';
import { placesNow } from './overview/panel-needs.ts';
import { listRows, panelRows, type UpdateContext } from './state/context.ts';
import type { AppEvent } from './state/events.ts';
import { replaceScreen } from './state/open.ts';
import { type Cursor, currentScreen, focusable, type OverviewScreen, type PanelId, type State } from './state/state.ts';
import { stay, type UpdateResult } from './state/step.ts';

/** Lines for each notch. */
const wheelLines = 3;

export type Pointed = Extract<AppEvent, { type: 'clicked' | 'wheeled' }>;

/** Overlays have clicks and a wheel of their own: none must reach the screen below. */
export function pointAt(state: State, event: Pointed, context: UpdateContext): UpdateResult {
  if (state.overlay || isTooSmall(state.size)) return stay(state);
  if (event.type === 'wheeled') {
    return stay(scroll(focusUnder(state, event, context), { lines: event.notches * wheelLines }, context));
  }
  const screen = currentScreen(state);
  if (screen.kind !== 'detail') return clickRow(state, event, context) ?? clickPanel(state, event, context);
  const tab = event.row === headerHeight ? tabAt(event.column, state.size.columns) : undefined;
  return stay(tab ? replaceScreen(state, { ...screen, tab, top: 0, match: 0 }) : state);
}

function focusUnder(state: State, event: Pointed, context: UpdateContext): State {
  const screen = currentScreen(state);
  const panel = screen.kind === 'overview' ? panelAt(placesNow(screen, state.size, context), event) : undefined;
  if (screen.kind !== 'overview' || !panel || panel === screen.focus) return state;
  return replaceScreen(state, { ...screen, focus: panel });
}

function panelAt(places: PanelPlaces, { column, row }: Pointed): PanelId | undefined {
  return focusable.find((id) => {
    const { left, top, width, height } = places[id];
    const below = row - headerHeight - top;
    return below >= 0 && below < height && column >= left && column < left + width;
  });
}

/** In the overview, which is the first screen. */
function clickPanel(state: State, event: Pointed, context: UpdateContext): UpdateResult {
  const [before] = state.screens;
  const places = placesNow(before, state.size, context);
  const focus = panelAt(places, event);
  if (!focus) return stay(state);
  const screen = { ...before, focus };
  const place = places[focus];
  if (isLine(place)) return clickLine(state, { screen, place, column: event.column }, context);
  const rows = panelRows(screen, context);
  const heads = panelHasHeads(state.size) ? 1 : 0;
  const line = event.row - headerHeight - place.top - 1 - heads;
  const paged = { rows, page: panelPageSize(focus, state.size, places) };
  const cursor = clicked(shownCursor(screen.cursors[focus], paged, focus === before.focus), paged, line);
  if (!cursor) return stay(replaceScreen(state, screen));
  if (focus === before.focus && isSame(cursor, screen.cursors[focus], rows)) return open(state, context);
  return stay(replaceScreen(state, { ...screen, cursors: { ...screen.cursors, [focus]: cursor } }));
}

interface PanelClick {
  /** With the focus on the panel. */
  readonly screen: OverviewScreen;
  /** Of the panel. */
  readonly place: Rectangle;
  readonly column: number;
}

/** A panel that is its title alone: the first click moves there, and the second one opens. */
function clickLine(state: State, { screen, place, column }: PanelClick, context: UpdateContext): UpdateResult {
  const [before] = state.screens;
  const { focus } = screen;
  const rows = panelRows(screen, context);
  const known = screen.cursors[focus];
  const room = { width: coverageRoom(place), under: cursorKey(known, rows) };
  const parts = focus === 'coverage' ? fitLine([...rows.rows] as LinePart[], room) : [];
  const part = parts[partAt(parts, column - place.left - coverageIndent) ?? -1];
  const index = part ? (rows.indexOf.get(part.key) ?? 0) : cursorIndex(known, rows);
  const cursor = placeCursor(known, { rows, page: 1 }, index);
  if (focus === before.focus && isSame(cursor, known, rows)) return open(state, context);
  return stay(replaceScreen(state, { ...screen, cursors: { ...screen.cursors, [focus]: cursor } }));
}

/** Below the breadcrumbs and the column titles; undefined: the screen is no list. */
function clickRow(state: State, { row }: Pointed, context: UpdateContext): UpdateResult | undefined {
  const screen = currentScreen(state);
  if (screen.kind !== 'list') return undefined;
  const rows = listRows(screen, context);
  const paged = { rows, page: listPageSize(state.size, screen.resource) };
  const cursor = clicked(screen.cursor, paged, row - headerHeight - 2);
  if (!cursor) return stay(state);
  if (isSame(cursor, screen.cursor, rows)) return open(state, context);
  return stay(replaceScreen(state, { ...screen, cursor }));
}

function clicked(cursor: Cursor, paged: PagedRows, line: number): Cursor | undefined {
  const index = cursor.top + line;
  if (line < 0 || line >= paged.page || index >= paged.rows.keys.length) return undefined;
  return placeCursor(cursor, paged, index);
}

const isSame = (one: Cursor, other: Cursor, rows: KeyedRows): boolean =>
  cursorIndex(one, rows) === cursorIndex(other, rows);

/** Called for a second click on a row. */
const open = (state: State, context: UpdateContext): UpdateResult =>
  runCommand(state, { type: 'commanded', command: 'row.open' }, context);
