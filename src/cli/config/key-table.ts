// The key table with the changes of the config file, and its checks.
import { type Binding, type CommandName, type KeyContext, type Keymap, keymap } from '../../../config/keys.ts';
import { didYouMean } from '../../lib/text/did-you-mean.ts';
import { sanitize } from '../../lib/text/text.ts';
import type { Issue } from '../../settings/issue.ts';
import type { ConfigKeys } from '../../settings/keys.ts';
import { listItems } from './list-items.ts';

const named = [
  'up',
  'down',
  'left',
  'right',
  'pageup',
  'pagedown',
  'home',
  'end',
  'return',
  'escape',
  'backspace',
  'delete',
  'tab',
  'shift+tab',
  'space',
];

const otherNames: Readonly<Record<string, string>> = {
  enter: 'return',
  esc: 'escape',
  pgup: 'pageup',
  pgdn: 'pagedown',
  del: 'delete',
  ' ': 'space',
  '↓': 'down',
  '↑': 'up',
  '←': 'left',
  '→': 'right',
};

/** Terminals send the same input for these keys, or their meaning is fixed. */
const taken: Readonly<Record<string, string>> = {
  'ctrl+i': 'terminals send it for tab',
  'ctrl+m': 'terminals send it for enter',
  'ctrl+j': 'terminals send it for enter',
  'ctrl+h': 'terminals send it for backspace',
  'ctrl+c': 'it always quits',
  'ctrl+z': 'it always suspends vaultop',
};

/** The name in config/keys.ts; undefined if there is no such key. */
export function toKeyName(written: string | number): string | undefined {
  const text = String(written);
  if ([...text].length === 1 && text > ' ') return otherNames[text] ?? text;
  const lower = text.toLowerCase().replace(/^\^(?=[a-z]$)/, 'ctrl+');
  const key = otherNames[lower] ?? lower;
  return named.includes(key) || /^ctrl\+[a-z]$/.test(key) ? key : undefined;
}

export function keymapOf(config: ConfigKeys = {}): Keymap {
  const changed = commandsOf(config).map((command) => {
    const keys = listItems(config[command]).flatMap((written) => toKeyName(written) ?? []);
    return [command, { ...keymap[command], keys }] as const;
  });
  return { ...keymap, ...Object.fromEntries(changed) };
}

const commandsOf = (config: ConfigKeys) => Object.keys(config) as CommandName[];

export function checkKeys(config: ConfigKeys = {}): Issue[] {
  const keys = keymapOf(config);
  return commandsOf(config).flatMap((command) =>
    listItems(config[command]).flatMap((written, index) => {
      const problem = problemOf({ written, command, index }, keys, config);
      const path = Array.isArray(config[command]) ? ['keys', command, index] : ['keys', command];
      return problem === undefined ? [] : [{ severity: 'error' as const, path, message: problem }];
    }),
  );
}

interface WrittenKey {
  readonly written: string | number;
  readonly command: CommandName;
  /** The index among the keys of the command. */
  readonly index: number;
}

function problemOf({ written, command, index }: WrittenKey, keys: Keymap, config: ConfigKeys): string | undefined {
  const key = toKeyName(written);
  const shown = sanitize(String(written));
  if (key === undefined) {
    const meant = didYouMean(String(written).toLowerCase(), [...named, ...Object.keys(otherNames)]);
    return `there is no key "${shown}"; ${meant ? `did you mean ${meant}?` : 'a key is a character, ctrl+x, or a name such as enter, pgdn, left'}`;
  }
  const reason = taken[key];
  const isOwn = keymap[command].keys.some((own) => own === key);
  if (reason !== undefined && !isOwn) return `"${shown}" cannot be reached: ${reason}`;
  if (command === 'row.actNow' && !isOwn) {
    return `"${shown}" is not a default key of row.actNow, which can only have fewer keys: ${keymap[command].keys.join(' ')}`;
  }
  if (keys[command].keys.indexOf(key) < index) return `"${shown}" is listed twice`;
  const other = rivalOf({ key, command }, keys, config);
  return other && `"${shown}" is also the key of ${other} (${keys[other].help}); give ${other} other keys`;
}

/** Another command with the same key in a shared context. A pair that the file names twice is reported once. */
function rivalOf(
  { key, command }: { readonly key: string; readonly command: CommandName },
  keys: Keymap,
  config: ConfigKeys,
): CommandName | undefined {
  const changed = commandsOf(config);
  return (Object.keys(keys) as CommandName[]).find((other) => {
    if (other === command || changed.indexOf(other) > changed.indexOf(command)) return false;
    return keys[other].keys.includes(key) && meet(keys[other].in, keys[command].in);
  });
}

const meet = (one: Binding['in'], other: Binding['in']): boolean =>
  one.includes('everywhere') || other.includes('everywhere') || one.some((place: KeyContext) => other.includes(place));
