// The function of each command in the key table. A command without an entry here does not compile.
import type { CommandName } from '../../../config/keys.ts';
import { minuteMs } from '../../lib/duration.ts';
import { resources } from '../../resources/index.ts';
import { toMatch } from '../detail/detail-search.ts';
import { tabs } from '../detail/detail-tabs.ts';
import { toggleFold } from '../detail/fold-commands.ts';
import { markedRows, offers, startAction } from '../forms/start.ts';
import { listPageSize, tableGutter } from '../layout.ts';
import { cursorKey, followRows } from '../list/cursor.ts';
import { columnFacts, listColumns } from '../list/list-columns.ts';
import { scroll, toFirst, toLast } from '../list/scroll.ts';
import { mostSkipped } from '../list/table-layout.ts';
import { numberedLists, panelLists } from '../overview/panel-lists.ts';
import { reversePanel, sortPanel } from '../overview/panel-sorts.ts';
import { openCopyMenu } from '../references/copy-menu.ts';
import { openConsole } from '../references/open-console.ts';
import { openRelations } from '../relations/relations-keys.ts';
import { listRows, panelRows, selected, type UpdateContext } from '../state/context.ts';
import type { Data } from '../state/data.ts';
import type { AppEvent } from '../state/events.ts';
import { scopesFor } from '../state/lists/list-requests.ts';
import { followMissing } from '../state/lists/missing.ts';
import {
  listScreen,
  openDetail,
  openRow,
  popScreen,
  possibleDrillDowns,
  pushScreen,
  replaceScreen,
} from '../state/open.ts';
import { shownPlaces } from '../state/places.ts';
import {
  currentScreen,
  type DetailScreen,
  focusable,
  type ListScreen,
  type PanelId,
  type State,
} from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';
import { emptyInput } from './text-input.ts';
import { moveTime, stepTime, unlessPast } from './time-commands.ts';

const tenMinutesMs = 10 * minuteMs;

type Command = (state: State, context: UpdateContext, argument: string) => UpdateResult;

const go =
  (change: (state: State, context: UpdateContext, argument: string) => State): Command =>
  (state, context, argument) =>
    stay(change(state, context, argument));

const onList = (change: (screen: ListScreen, context: UpdateContext, argument: string) => ListScreen): Command =>
  go((state, context, argument) => {
    const screen = currentScreen(state);
    return screen.kind === 'list'
      ? followCursor(replaceScreen(state, change(screen, context, argument)), context)
      : state;
  });

type DetailChange = (screen: DetailScreen, state: State, context: UpdateContext) => DetailScreen;

const onDetail = (change: DetailChange): Command =>
  go((state, context) => {
    const screen = currentScreen(state);
    return screen.kind === 'detail' ? replaceScreen(state, change(screen, state, context)) : state;
  });

export const commands: Readonly<Record<CommandName, Command>> = {
  'cursor.down': go((state, context) => scroll(state, { lines: 1 }, context)),
  'cursor.up': go((state, context) => scroll(state, { lines: -1 }, context)),
  'cursor.pageDown': go((state, context) => scroll(state, { pages: 1 }, context)),
  'text.pageDown': go((state, context) => scroll(state, { pages: 1 }, context)),
  'cursor.pageUp': go((state, context) => scroll(state, { pages: -1 }, context)),
  'cursor.halfDown': go((state, context) => scroll(state, { pages: 0.5 }, context)),
  'cursor.halfUp': go((state, context) => scroll(state, { pages: -0.5 }, context)),
  'cursor.first': go((state, context) => scroll(state, toFirst, context)),
  'cursor.last': go((state, context) => scroll(state, toLast, context)),
  'view.left': go((state, { data }) => shift(state, -1, data)),
  'view.right': go((state, { data }) => shift(state, 1, data)),
  'panel.next': go((state) => nextPanel(state, 1)),
  'panel.previous': go((state) => nextPanel(state, -1)),
  'panel.pick': go((state, _, argument) => pickPanel(state, Number(argument))),
  'row.open': go(
    (state, context) => openCoverage(state, context) ?? withSelected(state, context, (row) => openRow(state, row)),
  ),
  'row.detail': go((state, context) => withSelected(state, context, (row) => openDetail(state, row))),
  'row.document': go(showDocument),
  'row.drill': go(drill),
  'section.fold': onDetail(toggleFold),
  'view.zoom': go(zoom),
  'view.zone': (state) => withEffects(state, { type: 'changeZone' }),
  'time.step': (state, context, argument) => stepTime(state, argument === '1' ? 'before' : 'after', context),
  'time.move': (state, context, argument) => moveTime(state, argument === '1' ? -tenMinutesMs : tenMinutesMs, context),
  'view.overview': go((state) => ({ ...state, screens: [state.screens[0]] })),
  'find.filter': onList((screen) => ({ ...screen, filtering: true })),
  'find.search': onDetail(({ folding: _, ...screen }) => ({
    ...screen,
    searching: true,
    search: emptyInput,
    match: 0,
  })),
  'find.next': onDetail(toMatch(1)),
  'find.previous': onDetail(toMatch(-1)),
  'find.command': go((state) => ({ ...state, overlay: { kind: 'command', input: emptyInput, choice: -1 } })),
  'sort.next': go((state, context) => sortRows(state, 1, context)),
  'sort.previous': go((state, context) => sortRows(state, -1, context)),
  'sort.reverse': go(reverseRows),
  'row.copy': (state, context) => {
    const rows = markedRows(state, context);
    const text = rows.map(({ resource, row }) => resource.copyText(row, context.data.now)).join('\n');
    return rows.length > 0 ? withEffects(state, { type: 'copy', text }) : stay(state);
  },
  'row.copyAs': go(openCopyMenu),
  'row.relations': openRelations,
  'row.console': openConsole,
  'row.act': go((state, context) =>
    offers(state, context).length > 0 ? { ...state, overlay: { kind: 'actions', choice: 0 } } : state,
  ),
  'row.actNow': (state, context, argument) => {
    const offer = offers(state, context).find(({ action }) => action.key === argument);
    return offer ? startAction(state, offer, context) : stay(state);
  },
  'row.mark': go((state, context) => scroll(toggleMark(state, context), { lines: 1 }, context)),
  'data.refresh': (state, { data }) => unlessPast(state, data, () => withEffects(state, { type: 'refresh' })),
  'data.halt': (state, { data }) => unlessPast(state, data, () => withEffects(state, { type: 'halt' })),
  'data.pause': (state) => withEffects({ ...state, paused: !state.paused }, { type: 'pause', paused: !state.paused }),
  'screen.repaint': (state) => withEffects(state, { type: 'repaint' }),
  'help.toggle': go((state) => ({ ...state, overlay: { kind: 'help', top: 0, all: false, filter: emptyInput } })),
  'view.back': go((state, context) => back(state, context)),
  'app.suspend': (state) => withEffects(state, { type: 'suspend' }),
  'app.quit': (state) => withEffects(state, { type: 'quit' }),
};

export function runCommand(
  state: State,
  event: Extract<AppEvent, { type: 'commanded' }>,
  context: UpdateContext,
): UpdateResult {
  return commands[event.command](state, context, event.argument ?? '');
}

/** Keeps the list's cursor on its row when rows, filter or sort have changed. */
export function followCursor(state: State, context: UpdateContext): State {
  const screen = currentScreen(state);
  if (screen.kind !== 'list') return state;
  const rows = listRows(screen, context);
  const cursor = followRows(screen.cursor, { rows, page: listPageSize(state.size, screen.resource) });
  return cursor === screen.cursor ? state : replaceScreen(state, { ...screen, cursor });
}

function withSelected(
  state: State,
  context: UpdateContext,
  change: (row: NonNullable<ReturnType<typeof selected>>) => State,
) {
  const row = selected(state, context);
  return row ? change(row) : state;
}

/** The resources of the part of the coverage line under the cursor. */
function openCoverage(state: State, context: UpdateContext): State | undefined {
  const screen = currentScreen(state);
  if (screen.kind !== 'overview' || screen.focus !== 'coverage') return undefined;
  const key = cursorKey(screen.cursors.coverage, panelRows(screen, context));
  const isOfState = key !== undefined && key !== 'all' && key !== 'others';
  return pushScreen(state, listScreen('coverage', isOfState ? { state: key } : {}));
}

function drill(state: State, context: UpdateContext): State {
  const row = selected(state, context);
  if (!row) return followMissing(state, context.data);
  return possibleDrillDowns(row).length > 0 ? { ...state, overlay: { kind: 'drill', choice: 0 } } : state;
}

function shift(state: State, by: number, data: Data): State {
  const screen = currentScreen(state);
  if (screen.kind !== 'list') return state;
  const { columns: width } = state.size;
  const most = mostSkipped(listColumns(columnFacts(screen, width, data)), width - tableGutter);
  const skippedColumns = Math.max(0, Math.min(most, screen.skippedColumns + by));
  return replaceScreen(state, { ...screen, skippedColumns });
}

function nextPanel(state: State, by: number): State {
  const screen = currentScreen(state);
  if (screen.kind === 'overview') {
    const at = focusable.indexOf(screen.focus);
    const focus = focusable[(at + by + focusable.length) % focusable.length] ?? screen.focus;
    return replaceScreen(state, { ...screen, focus });
  }
  return screen.kind === 'detail' ? showTab(state, screen, screen.tab === 'detail' ? 'document' : 'detail') : state;
}

function pickPanel(state: State, number: number): State {
  const screen = currentScreen(state);
  if (screen.kind === 'overview') {
    const focus: PanelId | undefined = focusable[number - 1];
    return focus ? replaceScreen(state, { ...screen, focus }) : state;
  }
  if (screen.kind === 'detail') {
    const tab = tabs[number - 1];
    return tab ? showTab(state, screen, tab) : state;
  }
  const resource = numberedLists[number - 1];
  if (!resource) return state;
  const isRoot = Object.keys(screen.params).length === 0 && !screen.scopes;
  return isRoot ? replaceScreen(state, listScreen(resource)) : pushScreen(state, listScreen(resource));
}

const showTab = (state: State, screen: DetailScreen, tab: DetailScreen['tab']): State =>
  replaceScreen(state, { ...screen, tab, top: 0, match: 0 });

function showDocument(state: State, context: UpdateContext): State {
  const screen = currentScreen(state);
  if (screen.kind === 'detail') return showTab(state, screen, 'document');
  return withSelected(state, context, (row) => openDetail(state, row, 'document'));
}

function zoom(state: State): State {
  const screen = currentScreen(state);
  return screen.kind === 'overview' ? pushScreen(state, listScreen(panelLists[screen.focus])) : state;
}

function sortRows(state: State, by: number, context: UpdateContext): State {
  const screen = currentScreen(state);
  if (screen.kind === 'overview') return replaceScreen(state, sortPanel(screen, by));
  return screen.kind === 'list' ? followCursor(replaceScreen(state, sortBy(screen, by, context)), context) : state;
}

function reverseRows(state: State, context: UpdateContext): State {
  const screen = currentScreen(state);
  if (screen.kind === 'list') {
    const sort = { ...screen.sort, descending: !screen.sort.descending };
    return followCursor(replaceScreen(state, { ...screen, sort }), context);
  }
  if (screen.kind !== 'overview') return state;
  const reversed = reversePanel(screen);
  if (reversed) return replaceScreen(state, reversed);
  const text = 'No column sorts this panel: s sorts it by a column, R reverses that order.';
  return { ...state, notice: { text, tone: 'warn', at: context.data.localNow } };
}

function sortBy(screen: ListScreen, by: number, { data }: UpdateContext): ListScreen {
  const shown = shownPlaces(screen.scopes ?? scopesFor(screen.resource, data));
  const own = resources[screen.resource].columns.map(({ id }) => id);
  const places = [...(shown.region ? ['region'] : []), ...(shown.account ? ['account'] : [])];
  const ids = [...new Set([...own, ...places])];
  const at = ids.indexOf(screen.sort.column);
  const column = ids[(at + by + ids.length) % ids.length] ?? screen.sort.column;
  return { ...screen, sort: { column, descending: screen.sort.descending } };
}

function toggleMark(state: State, context: UpdateContext): State {
  const screen = currentScreen(state);
  // The rows of a search belong to several lists, and no action applies to all of them.
  if (screen.kind !== 'list' || screen.resource === 'found') return state;
  const key = selected(state, context)?.key;
  if (key === undefined) return state;
  const others = screen.marked.filter((one) => one !== key);
  const marked = others.length < screen.marked.length ? others : [...screen.marked, key];
  return replaceScreen(state, { ...screen, marked });
}

/** Undoes the smallest thing first: marks, the filter, the search, folded sections, then the screen. */
function back(state: State, context: UpdateContext): State {
  const screen = currentScreen(state);
  if (screen.kind === 'list' && screen.marked.length > 0) return replaceScreen(state, { ...screen, marked: [] });
  if (screen.kind === 'list' && screen.filter.text !== '') {
    // The cursor stays on the row that was found.
    const key = cursorKey(screen.cursor, listRows(screen, context));
    const cursor = key === undefined ? screen.cursor : { ...screen.cursor, key };
    return followCursor(replaceScreen(state, { ...screen, cursor, filter: emptyInput }), context);
  }
  if (screen.kind === 'detail' && screen.search.text !== '')
    return replaceScreen(state, { ...screen, search: emptyInput });
  if (screen.kind === 'detail' && screen.folding) {
    const { folding: _, ...unfolded } = screen;
    return replaceScreen(state, { ...unfolded, top: 0 });
  }
  return popScreen(state);
}
