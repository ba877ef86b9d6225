// Keys while text is typed or an overlay is open: they apply to the input or overlay, not to the screen below.

import { followingKey } from '../following/following-menu.ts';
import { actKey, menuKey } from '../forms/act-keys.ts';
import { helpColumns, helpPageSize } from '../layout.ts';
import { scrolled } from '../list/cursor.ts';
import { filterCompletions } from '../list/filter-completions.ts';
import { copyMenuKey } from '../references/copy-menu.ts';
import { relationsKey } from '../relations/relations-keys.ts';
import type { UpdateContext } from '../state/context.ts';
import { listRows, selected } from '../state/context.ts';
import { followDrillDown, possibleDrillDowns, replaceScreen } from '../state/open.ts';
import {
  currentScreen,
  type HelpOverlay,
  hasOverlay,
  type ListScreen,
  type State,
  type WithOverlay,
} from '../state/state.ts';
import { stay, type UpdateResult } from '../state/step.ts';
import { commandKey } from './command-keys.ts';
import { commands, followCursor } from './commands.ts';
import { helpPage } from './help-lines.ts';
import { commandFor, keyContextOf, keysOf } from './key-commands.ts';
import { pickerKey } from './picker-keys.ts';
import { editInput, emptyInput, inputOf } from './text-input.ts';

/** undefined: no text is typed, so the key is a command. */
export function typeKey(state: State, key: string, context: UpdateContext): UpdateResult | undefined {
  if (hasOverlay(state, 'command')) return commandKey(state, key, context);
  if (hasOverlay(state, 'help')) return helpKey(state, key, context);
  if (hasOverlay(state, 'drill')) return drillKey(state, key, context);
  if (hasOverlay(state, 'actions')) return menuKey(state, key, context);
  if (hasOverlay(state, 'relations')) return relationsKey(state, key, context);
  if (hasOverlay(state, 'following')) return followingKey(state, key, context);
  if (hasOverlay(state, 'copyAs')) return copyMenuKey(state, key, context);
  if (hasOverlay(state, 'pick')) return pickerKey(state, key, context);
  if (hasOverlay(state, 'act')) return actKey(state, key, context);
  return filterKey(state, key, context) ?? searchKey(state, key, context);
}

export function closeOverlay(state: State): State {
  const { overlay: _, ...rest } = state;
  return rest;
}

function helpKey(state: WithOverlay<'help'>, key: string, { data }: UpdateContext): UpdateResult {
  const { overlay } = state;
  const show = (next: Partial<HelpOverlay>) => stay({ ...state, overlay: { ...overlay, ...next } });
  const { filter, all } = overlay;
  const isEmpty = filter.text === '';
  if (key === 'escape' && !isEmpty) return show({ filter: emptyInput, top: 0 });
  if (key === 'tab') return show({ all: isEmpty && !all, filter: emptyInput, top: 0 });
  const keys = keysOf(data);
  if (key === 'return' || key === 'escape' || commandFor(key, 'overview', keys) === 'help.toggle') {
    return stay(closeOverlay(state));
  }
  const by = helpMoves(helpPageSize(state.size))[key];
  if (by !== undefined) {
    const shown = helpPageSize(state.size) * helpColumns(state.size);
    const count = helpPage(overlay, keyContextOf(currentScreen(state)), keys).length;
    return show({ top: scrolled(overlay.top + by, count, shown) });
  }
  if (key === 'backspace' && isEmpty) return stay(closeOverlay(state));
  const typed = editInput(filter, key);
  return typed ? show({ filter: typed, top: 0 }) : stay(state);
}

/** Letters are typed into the filter. */
const helpMoves = (page: number): Readonly<Record<string, number>> => ({
  down: 1,
  up: -1,
  pagedown: page,
  pageup: -page,
});

function drillKey(state: WithOverlay<'drill'>, key: string, context: UpdateContext): UpdateResult {
  const { overlay } = state;
  const row = selected(state, context);
  const drills = row ? possibleDrillDowns(row) : [];
  if (['escape', 'd', 'q', 'backspace'].includes(key) || !row || drills.length === 0) return stay(closeOverlay(state));
  const move = { j: 1, down: 1, tab: 1, k: -1, up: -1 }[key];
  if (move !== undefined) {
    const choice = (overlay.choice + move + drills.length) % drills.length;
    return stay({ ...state, overlay: { kind: 'drill', choice } });
  }
  const drill = key === 'return' ? drills[overlay.choice] : drills[Number(key) - 1];
  return stay(drill ? followDrillDown(closeOverlay(state), row, drill) : state);
}

/** undefined: no filter is typed. */
function filterKey(state: State, key: string, context: UpdateContext): UpdateResult | undefined {
  const whole = currentScreen(state);
  if (whole.kind !== 'list' || !whole.filtering) return undefined;
  const { completion: _, ...screen } = whole;
  const show = (next: ListScreen) => stay(followCursor(replaceScreen(state, next), context));
  if (key === 'escape') return show({ ...screen, filtering: false, filter: emptyInput });
  if (key === 'return') return show({ ...screen, filtering: false });
  if (key === 'backspace' && screen.filter.text === '') return show({ ...screen, filtering: false });
  if (key === 'down' || key === 'up') {
    return commands[key === 'down' ? 'cursor.down' : 'cursor.up'](state, context, '');
  }
  if (key === 'tab' || key === 'shift+tab') {
    const next = nextCompletion(whole, key === 'tab' ? 1 : -1, context);
    return next ? show(next) : stay(state);
  }
  const filter = editInput(screen.filter, key);
  return filter ? show({ ...screen, filter }) : stay(state);
}

/** The rows whose values complete a filter. */
const mostCompletedFrom = 500;

function nextCompletion(screen: ListScreen, by: number, context: UpdateContext): ListScreen | undefined {
  const { completion: before, ...rest } = screen;
  const candidates = before?.candidates ?? completionsOf(screen, context);
  const [only] = candidates;
  if (only === undefined) return undefined;
  // The next tab goes on behind it.
  if (candidates.length === 1) return { ...rest, filter: inputOf(only) };
  const from = before?.choice ?? (by > 0 ? -1 : 0);
  const choice = (from + by + candidates.length) % candidates.length;
  return { ...rest, filter: inputOf(candidates[choice] ?? only), completion: { candidates, choice } };
}

function completionsOf(screen: ListScreen, context: UpdateContext): readonly string[] {
  const { now, accounts } = context.data;
  const rows = listRows(screen, context).rows.slice(0, mostCompletedFrom);
  return filterCompletions(screen.resource, screen.filter.text, { rows, now, accounts });
}

/** undefined: no search is typed. */
function searchKey(state: State, key: string, context: UpdateContext): UpdateResult | undefined {
  const screen = currentScreen(state);
  if (screen.kind !== 'detail' || !screen.searching) return undefined;
  if (key === 'escape') return stay(replaceScreen(state, { ...screen, searching: false, search: emptyInput }));
  if (key === 'return') return stay(replaceScreen(state, { ...screen, searching: false }));
  const search = editInput(screen.search, key);
  if (!search) return stay(state);
  // Shows the first match while typing: one step from the match before the first.
  const searched = replaceScreen(state, { ...screen, search, match: -1 });
  return commands['find.next'](searched, context, '');
}
