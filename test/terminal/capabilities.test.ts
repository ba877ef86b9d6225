import { describe, expect, test } from 'vitest';
import { detectCapabilities, type EnvironmentVariables, takesUnicode } from '../../src/terminal/capabilities.ts';
import { toAscii } from '../../src/terminal/cells/ascii-fallback.ts';

const detect = (env: EnvironmentVariables, isTTY = true, platform: NodeJS.Platform = 'linux') =>
  detectCapabilities(env, { isTTY }, platform);

describe('colours', () => {
  test.each<[EnvironmentVariables, number]>([
    [{ TERM: 'xterm-256color' }, 256],
    [{ TERM: 'xterm' }, 16],
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 16_777_216],
    [{ TERM: 'tmux-256color', TMUX: '/tmp/t,1,0', COLORTERM: 'truecolor' }, 16_777_216],
    [{ TERM: 'screen-256color', TMUX: '/tmp/t,1,0', COLORTERM: '24bit' }, 16_777_216],
    [{ TERM: 'screen-256color', STY: '1.pts', COLORTERM: 'truecolor' }, 256],
    [{ TERM: 'screen', COLORTERM: 'truecolor' }, 16],
    [{ TERM: 'linux' }, 16],
    [{ TERM: 'vt100' }, 0],
    [{ TERM: 'dumb', COLORTERM: '' }, 0],
    [{ TERM: 'xterm-kitty' }, 16_777_216],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, 0],
    [{ TERM: 'xterm-256color', NO_COLOR: '' }, 256],
    [{ TERM: 'xterm-256color', NO_COLOR: '1', FORCE_COLOR: '2' }, 256],
    [{ TERM: 'xterm-256color', FORCE_COLOR: '0' }, 0],
    [{ TERM: 'xterm-256color', FORCE_COLOR: '1' }, 16],
    [{ TERM: 'dumb', FORCE_COLOR: '' }, 16],
    [{ TERM: 'xterm', FORCE_COLOR: '3' }, 16_777_216],
    [{ TERM: 'xterm-256color', FORCE_COLOR: 'false' }, 0],
    [{ TERM: 'unknown' }, 0],
    [{ TERM: '' }, 0],
    [{ TERM: 'xterm-direct' }, 16_777_216],
    [{ TERM: 'ghostty' }, 16_777_216],
    [{ TERM: 'xterm-256color', WT_SESSION: 'x' }, 16_777_216],
    [{ TERM: 'screen-256color', WT_SESSION: 'x' }, 256],
    ...['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'rio', 'Tabby', 'mintty'].map(
      (TERM_PROGRAM): [EnvironmentVariables, number] => [{ TERM: 'xterm-256color', TERM_PROGRAM }, 16_777_216],
    ),
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, 256],
  ])('%j has %i', (env, colors) => {
    expect(detect(env).colors).toBe(colors);
  });

  test('none in a pipe', () => {
    expect(detect({ TERM: 'xterm-256color' }, false).colors).toBe(0);
  });
});

test.each<[EnvironmentVariables, NodeJS.Platform, boolean]>([
  [{ LANG: 'C.UTF-8' }, 'linux', true],
  [{ LANG: 'en_GB.utf8' }, 'linux', true],
  [{ LANG: 'C' }, 'linux', false],
  [{}, 'linux', false],
  [{}, 'darwin', true],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, 'linux', false],
  [{ LANG: 'C', LC_CTYPE: 'C.UTF-8' }, 'linux', true],
  [{ LANG: 'C', LC_CTYPE: 'C.UTF-8', LC_ALL: '' }, 'linux', true],
])('%j on %s: unicode is %s', (env, platform, unicode) => {
  expect(detect(env, true, platform).unicode).toBe(unicode);
});

test.each<[EnvironmentVariables, object]>([
  [
    { TERM: 'xterm-256color' },
    { synchronizedOutput: true, scrollRegion: true, scrollCommand: true, repeat: true, multiplexer: 'none' },
  ],
  [
    { TERM: 'tmux-256color', TMUX: 'x' },
    { synchronizedOutput: true, repeat: true, multiplexer: 'tmux' },
  ],
  [
    { TERM: 'screen-256color', TMUX: 'x' },
    { multiplexer: 'tmux', repeat: false, scrollCommand: true },
  ],
  [
    { TERM: 'screen.xterm-256color', STY: 'x' },
    { multiplexer: 'screen', repeat: false, synchronizedOutput: false, hyperlinks: false },
  ],
  [
    { TERM: 'screen-256color' },
    { multiplexer: 'none', repeat: false, synchronizedOutput: false, hyperlinks: false, answersQueries: false },
  ],
  [
    { TERM: 'linux' },
    { scrollRegion: true, scrollCommand: false, columnAddress: true, repeat: false, synchronizedOutput: false },
  ],
  [{ TERM: 'vt100' }, { scrollRegion: true, scrollCommand: false, columnAddress: false, repeat: false, dumb: false }],
  [{ TERM: 'dumb' }, { dumb: true, scrollRegion: false, columnAddress: false }],
  [{}, { dumb: true }],
  ...['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'rio', 'Tabby'].map(
    (TERM_PROGRAM): [EnvironmentVariables, object] => [{ TERM: 'xterm-256color', TERM_PROGRAM }, { hyperlinks: true }],
  ),
  [{ TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, { hyperlinks: false }],
  ...['xterm-kitty', 'foot', 'alacritty', 'wezterm', 'ghostty'].map((TERM): [EnvironmentVariables, object] => [
    { TERM },
    { hyperlinks: true },
  ]),
  ...['xterm', 'tmux', 'alacritty', 'foot', 'kitty', 'wezterm', 'ghostty'].map(
    (TERM): [EnvironmentVariables, object] => [{ TERM }, { repeat: true }],
  ),
  [{ TERM: 'rxvt' }, { repeat: false, scrollCommand: true, title: true }],
  ...['vt220', 'ansi', 'cons25', 'linux', 'sun'].map((TERM): [EnvironmentVariables, object] => [
    { TERM },
    { scrollRegion: true, scrollCommand: false, title: false, answersQueries: false, hyperlinks: false },
  ]),
  ...['ansi', 'vt220'].map((TERM): [EnvironmentVariables, object] => [{ TERM }, { columnAddress: false }]),
  ...['cons25', 'sun', 'rxvt'].map((TERM): [EnvironmentVariables, object] => [{ TERM }, { columnAddress: true }]),
  ...['unknown', ''].map((TERM): [EnvironmentVariables, object] => [{ TERM }, { dumb: true, title: false }]),
  [{ TERM: 'tmux-256color' }, { multiplexer: 'tmux', title: true }],
  [{ TERM: 'xterm', VTE_VERSION: '5000' }, { hyperlinks: true }],
  [{ TERM: 'xterm', VTE_VERSION: '4999' }, { hyperlinks: false }],
  [{ TERM: 'xterm', WT_SESSION: 'x' }, { hyperlinks: true }],
  [{ TERM: 'xterm-256color', VTE_VERSION: '7006' }, { hyperlinks: true }],
  [{ TERM: 'xterm-256color', VTE_VERSION: '4600' }, { hyperlinks: false }],
  [{ TERM: 'tmux-256color', TMUX: 'x', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.4' }, { hyperlinks: true }],
  [{ TERM: 'tmux-256color', TMUX: 'x', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.3a' }, { hyperlinks: false }],
])('%j can do %j', (env, expected) => {
  expect(detect(env)).toMatchObject(expected);
});

test.each<[Record<string, string>, boolean, boolean]>([
  [{ LC_ALL: 'C' }, false, false],
  [{ LC_ALL: 'C' }, true, false],
  [{ LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' }, false, false],
  [{ LANG: 'de_DE.ISO-8859-1' }, false, false],
  [{ LANG: 'en_US.UTF-8' }, false, true],
  [{ LANG: 'en_US.UTF-8' }, true, true],
  // Cron sets none.
  [{}, false, true],
  [{}, true, false],
])('text for people with %j, on a terminal: %s, takes Unicode: %s', (env, isTTY, takes) => {
  expect(takesUnicode(env, { isTTY }, 'linux')).toBe(takes);
});

test('a text without Unicode is as wide as it was', () => {
  expect(toAscii('日本 é … │ 😀|')).toBe('???? e . | ??|');
  expect(toAscii('─━┄┅┈┉╌╍═│┃┆┇┊┋╎╏║┌┼╚')).toBe('---------|||||||||+++');
});
