import { expect, test } from 'vitest';
import { editInput, emptyInput, inputOf, type TextInput } from '../../src/app/command-line/text-input.ts';

const press = (input: TextInput, ...keys: string[]) => keys.reduce((line, key) => editInput(line, key) ?? line, input);

test.each<[string, string[], TextInput]>([
  ['', ['p', 'r', 'space', 'd'], { text: 'pr d', cursor: 4 }],
  ['prod', ['backspace'], { text: 'pro', cursor: 3 }],
  ['prod', ['home', 'delete'], { text: 'rod', cursor: 0 }],
  ['prod', ['left', 'left', 'x'], { text: 'prxod', cursor: 3 }],
  ['prod db', ['ctrl+w'], { text: 'prod ', cursor: 5 }],
  ['prod db', ['ctrl+u'], { text: '', cursor: 0 }],
  ['prod db', ['ctrl+a', 'ctrl+k'], { text: '', cursor: 0 }],
  ['a😀', ['backspace'], { text: 'a', cursor: 1 }],
  ['a😀', ['left', 'x'], { text: 'ax😀', cursor: 2 }],
])('%j after %j', (text, keys, expected) => {
  expect(press(inputOf(text), ...keys)).toEqual(expected);
});

test('a key that edits nothing is left to others', () => {
  expect(editInput(emptyInput, 'pagedown')).toBeUndefined();
  expect(editInput(emptyInput, 'ctrl+l')).toBeUndefined();
});
