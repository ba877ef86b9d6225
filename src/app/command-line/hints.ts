// The most useful keys, for the last line of the screen.
import { type CommandName, type Keymap, keymap } from '../../../config/keys.ts';
import { currentScreen, type State } from '../state/state.ts';
import { keyName } from './help-lines.ts';

export interface Hint {
  readonly key: string;
  readonly help: string;
  /** Shown in any width: help, and the ways out. */
  readonly stays?: true;
}

const overview: readonly CommandName[] = ['row.open', 'row.drill', 'panel.next', 'view.zoom', 'find.command'];
const list: readonly CommandName[] = [
  'row.open',
  'row.drill',
  'row.act',
  'find.filter',
  'sort.next',
  'row.document',
  'row.copy',
];
const detail: readonly CommandName[] = ['row.drill', 'row.act', 'panel.next', 'find.search', 'row.copy'];
const always: readonly CommandName[] = ['help.toggle', 'view.back', 'app.quit'];

const short: Partial<Record<CommandName, string>> = {
  'row.drill': 'drill',
  'row.act': 'act',
  'panel.next': 'next',
  'view.zoom': 'zoom',
  'find.command': 'command',
  'find.filter': 'filter',
  'sort.next': 'sort',
  'row.copy': 'copy',
  'help.toggle': 'help',
  'row.document': 'json',
};

export function hints(state: State, keys: Keymap = keymap): Hint[] {
  const screen = currentScreen(state);
  const own = { overview, list, detail }[screen.kind];
  const common = screen.kind === 'overview' ? always.filter((name) => name !== 'view.back') : always;
  return [...own, ...common].flatMap((name) => {
    const [key] = keys[name].keys;
    const stays = always.includes(name) ? { stays: true as const } : {};
    return key === undefined ? [] : [{ key: keyName(key), help: short[name] ?? keys[name].help, ...stays }];
  });
}
