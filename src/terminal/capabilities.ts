// The capabilities of the terminal, from the environment alone: a query would cost a round trip on a slow link, and a
// multiplexer could lose its reply.

export type ColorCount = 0 | 16 | 256 | 16_777_216;

export interface TerminalCapabilities {
  /** The number of colours; richer ones are reduced to these. 0 leaves bold, dim, underline and inverse. */
  colors: ColorCount;
  /** Whether the locale is UTF-8. Otherwise every byte above 0x7E would be shown as another character. */
  unicode: boolean;
  /** CSI ?2026 h/l: the terminal shows a frame at once instead of as it arrives. */
  synchronizedOutput: boolean;
  /** OSC 8. */
  hyperlinks: boolean;
  /** DECSTBM, without which a scrolled list is rewritten. */
  scrollRegion: boolean;
  /** SU and SD (CSI S, CSI T); VT100 and the Linux console scroll by line feed and reverse index instead. */
  scrollCommand: boolean;
  /** CHA (CSI G), which a VT100 lacks. */
  columnAddress: boolean;
  /** REP (CSI b): repeats the previous character. */
  repeat: boolean;
  /** The title of the window can be set, and put back or left to the shell. GNU screen keeps no earlier title. */
  title: boolean;
  /** The terminal answers or ignores queries; old terminals would display unknown ones. */
  answersQueries: boolean;
  multiplexer: 'none' | 'tmux' | 'screen';
  /** The terminal cannot move its cursor: no full-screen program is possible. */
  dumb: boolean;
}

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const hyperlinkPrograms = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'rio', 'Tabby']);
const trueColorPrograms = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'rio', 'Tabby', 'mintty']);

/** VTE supports hyperlinks since 0.50; earlier versions printed the URL. */
const vteWithHyperlinks = 5000;

export function detectCapabilities(
  env: EnvironmentVariables,
  stdout: { readonly isTTY?: boolean | undefined },
  platform: NodeJS.Platform = process.platform,
): TerminalCapabilities {
  const term = (env.TERM ?? (platform === 'win32' ? 'xterm-256color' : 'dumb')).toLowerCase();
  const multiplexer = detectMultiplexer(env, term);
  // GNU screen may run on the machine from which this shell was reached.
  const maybeScreen = multiplexer === 'screen' || (multiplexer === 'none' && term.startsWith('screen'));
  const plain = /^(vt\d|ansi|cons25|linux|sun)/.test(term);
  const dumb = term === 'dumb' || term === 'unknown' || term === '';
  const modern = !plain && !dumb;
  return {
    colors: detectColors(env, stdout.isTTY === true, colorsOf(env, term, platform)),
    unicode: detectUnicode(env, platform),
    synchronizedOutput: modern && !maybeScreen,
    hyperlinks: modern && !maybeScreen && detectHyperlinks(env, term, multiplexer),
    scrollRegion: !dumb,
    scrollCommand: modern,
    columnAddress: !dumb && !/^(vt\d|ansi)/.test(term),
    // GNU screen and several emulators that do not identify as xterm lack REP.
    repeat: modern && !maybeScreen && /^(xterm|tmux|alacritty|foot|kitty|wezterm|ghostty)/.test(term),
    title: modern && !maybeScreen,
    answersQueries: modern && !maybeScreen,
    multiplexer,
    dumb,
  };
}

function detectMultiplexer(env: EnvironmentVariables, term: string): TerminalCapabilities['multiplexer'] {
  if (env.TMUX || term.startsWith('tmux')) return 'tmux';
  // tmux and others set TERM=screen-256color for a shell on another machine: only GNU screen sets STY.
  return env.STY ? 'screen' : 'none';
}

/** `offered`: the colours of the terminal itself. FORCE_COLOR overrides NO_COLOR, as in Node itself. */
function detectColors(env: EnvironmentVariables, isTTY: boolean, offered: ColorCount): ColorCount {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forcedColors(forced, offered);
  return env.NO_COLOR || !isTTY ? 0 : offered;
}

function forcedColors(forced: string, offered: ColorCount): ColorCount {
  switch (forced) {
    case '0':
    case 'false':
      return 0;
    case '1':
      return 16;
    case '2':
      return 256;
    case '3':
      return 16_777_216;
    default:
      return offered || 16;
  }
}

function colorsOf(env: EnvironmentVariables, term: string, platform: NodeJS.Platform): ColorCount {
  if (term === 'dumb' || term === 'unknown' || term === '' || /^vt\d/.test(term)) return 0;
  // GNU screen before 5 drops 24-bit colours, whatever the outer terminal has set in COLORTERM.
  const screen = env.STY !== undefined || (term.startsWith('screen') && env.TMUX === undefined);
  if (!screen && /^(truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return 16_777_216;
  if (!screen && (trueColorPrograms.has(env.TERM_PROGRAM ?? '') || env.WT_SESSION)) return 16_777_216;
  if (/-direct$|^(xterm-)?(kitty|ghostty)/.test(term)) return 16_777_216;
  if (/256/.test(term) || platform === 'win32') return 256;
  return 16;
}

/**
 * Whether text for people may contain more than ASCII. Without a locale, as in cron, names are written unchanged to a
 * pipe or a file; an explicit locale other than UTF-8 is respected there too.
 */
export function takesUnicode(
  env: EnvironmentVariables,
  stdout: { readonly isTTY?: boolean | undefined },
  platform: NodeJS.Platform = process.platform,
): boolean {
  return (!stdout.isTTY && !localeOf(env)) || detectUnicode(env, platform);
}

/** The first that is set is used, in the order of POSIX. */
const localeOf = (env: EnvironmentVariables): string | undefined => env.LC_ALL || env.LC_CTYPE || env.LANG;

/** macOS sets none of them in a plain ssh session but is UTF-8. */
function detectUnicode(env: EnvironmentVariables, platform: NodeJS.Platform): boolean {
  const locale = localeOf(env);
  if (!locale) return platform === 'win32' || platform === 'darwin';
  return /utf-?8/i.test(locale);
}

function detectHyperlinks(env: EnvironmentVariables, term: string, multiplexer: string): boolean {
  // tmux supports synchronized output since 3.4 and sets its version; older versions drop the sequences, which is
  // harmless but costs bytes.
  if (multiplexer === 'tmux') return Number.parseFloat(env.TERM_PROGRAM_VERSION ?? '') >= 3.4;
  if (Number(env.VTE_VERSION ?? 0) >= vteWithHyperlinks || env.WT_SESSION) return true;
  return hyperlinkPrograms.has(env.TERM_PROGRAM ?? '') || /kitty|foot|alacritty|wezterm|ghostty/.test(term);
}
