// Translates Ink's key events to the names in config/keys.ts.
import type { Key } from 'ink';

const flags = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'return'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const satisfies readonly (readonly [keyof Key, string])[];

/** All keys of the event. Over a slow link several keys arrive as one event: 'jjj', or 'j' and enter as 'j\r'. */
export function keyNames(input: string, key: Key): string[] {
  if (key.eventType === 'release') return [];
  const named = flags.find(([flag]) => key[flag]);
  if (named) return [named[1]];
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
  if (key.meta || key.super || key.hyper) return [];
  if (key.ctrl && isUndo(input, key)) return ['ctrl+_'];
  if (key.ctrl) return input === '' ? [] : [`ctrl+${input === ' ' ? 'space' : input.toLowerCase()}`];
  return [...input].map(characterName).filter((name) => name !== '');
}

/** The underscore is a shifted key, which the kitty keyboard protocol reports as the key without shift: ctrl+shift+-. */
const isUndo = (input: string, { shift }: Key): boolean => input === '_' || (input === '-' && shift);

const controls: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r': 'return',
  '\n': 'return',
  '\t': 'tab',
  '\b': 'backspace',
  '\x7f': 'backspace',
  '\x1b': 'escape',
  '\x1f': 'ctrl+_',
};

/** ctrl with a letter arrives as the position of the letter in the alphabet. */
function characterName(character: string): string {
  const named = controls[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 1 && code <= 26) return `ctrl+${String.fromCodePoint(code + 96)}`;
  return code < 32 ? '' : character;
}
