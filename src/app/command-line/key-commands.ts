// The command of a key, by the key table or the user's settings.
import { type CommandName, type KeyContext, type Keymap, keymap } from '../../../config/keys.ts';
import type { Data } from '../state/data.ts';
import type { Screen } from '../state/state.ts';

export const keysOf = ({ settings }: Pick<Data, 'settings'>): Keymap => settings?.keys ?? keymap;

export function commandFor(key: string, place: KeyContext, keys: Keymap): CommandName | undefined {
  const names = Object.keys(keys) as CommandName[];
  return names.find((name) => {
    const binding = keys[name];
    return binding.keys.includes(key) && (binding.in.includes(place) || binding.in.includes('everywhere'));
  });
}

/** Where the keys of a screen are looked up. */
export const keyContextOf = (screen: Screen): KeyContext => (screen.kind === 'detail' ? screen.tab : screen.kind);

const numbered: ReadonlySet<CommandName> = new Set(['panel.pick', 'time.step', 'time.move']);

/** The argument of a command: the keys of panels and of directions count by their order, whatever they are. */
export const argumentFor = (command: CommandName, key: string, keys: Keymap): string =>
  numbered.has(command) ? `${keys[command].keys.indexOf(key) + 1}` : key;
