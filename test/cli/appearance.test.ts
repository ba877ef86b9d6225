// Themes and keys of the config file.
import { describe, expect, test, vi } from 'vitest';
import { initialState } from '../../src/app/state/state.ts';
import { checkNames } from '../../src/cli/config/check-names.ts';
import { keymapOf } from '../../src/cli/config/key-table.ts';
import { themeOfBackground, themesOf } from '../../src/cli/config/own-themes.ts';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { toEvents } from '../../src/cli/dashboard/terminal/input-events.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { formatIssue } from '../../src/settings/issue.ts';
import { readConfig } from '../../src/settings/read-config.ts';

const read = (text: string) => readConfig(text, checkNames);
const said = (text: string) => read(text).issues.map((issue) => formatIssue('c', issue));

describe('keys', () => {
  test('what the file says replaces what a command has', () => {
    const { config, issues } = read('keys:\n  cursor.down: [e, PgDn]\n  cursor.pageDown: ^f\n  row.actNow: [b, c]\n');
    expect(issues).toEqual([]);
    const keys = keymapOf(config.keys);
    expect(keys['cursor.down'].keys).toEqual(['e', 'pagedown']);
    expect(keys['cursor.pageDown'].keys).toEqual(['ctrl+f']);
    expect(keys['cursor.up'].keys).toEqual(['k', 'up']);
  });

  test.each([
    ['keys:\n  row.open: f7', 'c:2:13: keys.row.open: there is no key "f7"; a key is a character, ctrl+x, or a name'],
    ['keys:\n  row.open: entr', 'there is no key "entr"; did you mean enter?'],
    ['keys:\n  row.open: ctrl+m', '"ctrl+m" cannot be reached: terminals send it for enter'],
    ['keys:\n  row.open: ctrl+z', '"ctrl+z" cannot be reached: it always suspends vaultop'],
    [
      'keys:\n  row.open: [return, j]',
      'c:2:22: keys.row.open[1]: "j" is also the key of cursor.down (down); give cursor.down other keys',
    ],
    ['keys: {cursor.down: e, row.actNow: [b], cursor.up: e}', '"e" is also the key of cursor.down (down)'],
    ['keys: {row.actNow: [f]}', '"f" is not a default key of row.actNow, which can only have fewer keys'],
    ['keys: {row.copy: [Y, Y]}', '"Y" is listed twice'],
    ['keys: {row.opne: e}', 'c:1:8: warning: keys.row.opne: unknown key; did you mean row.open?'],
    ['keys: {frobnicate: e}', 'keys.frobnicate: unknown key; vaultop config schema lists all'],
    ['keys: {row.open: {}}', 'keys.row.open: expected a key such as x, ctrl+x, enter or pgdn, or a list of them'],
    ['keys: {row.open: "\\e[2J"}', 'there is no key "␛[2J"'],
  ])('%j', (text, message) => {
    expect(said(text).join('\n')).toContain(message);
  });

  test('a key may do different things in different places', () => {
    expect(said('keys: {find.next: [s]}')).toEqual([]);
    expect(said('keys: {find.next: [p]}')[0]).toContain('is also the key of data.pause');
  });
});

describe('themes', () => {
  test("one's own stand on ours", () => {
    const text = 'theme: dim\nthemes:\n  dim: { base: light, good: "#00ff00", bad: { color: red, bold: false } }\n';
    const { config, issues } = read(text);
    expect(issues).toEqual([]);
    const theme = themesOf(config.themes).get('dim');
    expect(theme?.tones).toMatchObject({
      good: { color: '#00ff00' },
      bad: { color: 'red', bold: false },
      warn: { color: 'magenta' },
    });
    expect(readDashboardArguments([], { config })).toMatchObject({ theme: 'dim' });
    expect(readDashboardArguments(['--theme', 'mono'], { config })).toMatchObject({ theme: 'mono' });
    expect(() => readDashboardArguments(['--theme', 'x'], { config })).toThrow(/dark, .*mono or dim, not "x"/);
  });

  test.each([
    ['theme: drak', 'there is no theme "drak"; did you mean dark?'],
    ['themes: {a: {good: greenish}}', 'themes.a.good: expected a color: #rrggbb or one of black, red'],
    ['themes: {"a\\e[2J": {}}', 'themes.a␛[2J: expected a name of letters'],
    ['themes: {a: {godo: red}}', 'unknown key; did you mean good?'],
  ])('%j', (text, message) => {
    expect(said(text).join('\n')).toContain(message);
  });

  test.each([
    ['0;15', 'light'],
    ['0;default;15', 'light'],
    ['15;0', 'dark'],
    ['', 'dark'],
  ])('a terminal that says COLORFGBG=%s is %s', (value, name) => {
    expect(themeOfBackground({ COLORFGBG: value })).toBe(name);
  });
});

describe("a terminal that tells its background's colour", () => {
  const hear = (chosen: object, ...color: [number, number, number]) => {
    const dispatch = vi.fn();
    const view = () => ({ state: { ...initialState({ columns: 80, rows: 24 }), ...chosen } }) as View;
    toEvents({ dispatch, view }).background?.(...color);
    return dispatch.mock.calls.map(([event]) => event);
  };

  test('gets the light theme where that is light, unless somebody chose', () => {
    expect(hear({}, 1, 1, 0.9)).toEqual([{ type: 'themeChosen', name: 'light' }]);
    expect(hear({}, 0.1, 0.1, 0.3)).toEqual([]);
    expect(hear({ theme: 'dark' }, 1, 1, 1)).toEqual([]);
  });
});
