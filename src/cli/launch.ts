// What happens before the program loads: the last known screen is painted, and Node is told where to keep compiled code.
// Loads next to nothing, for its own loading is part of the wait.
import { rmSync, statSync, writeSync } from 'node:fs';
// By its default, for an old Node has no member of that name and must live to say that it is too old.
import nodeModule from 'node:module';
import { systemClock } from '../lib/clock.ts';
import { canBeReplaced, makePrivateFolder } from '../lib/files/private-folder.ts';
import { formatAge } from '../lib/text/format.ts';
import { detectCapabilities } from '../terminal/capabilities.ts';
import { lastScreenName, readLastScreen } from '../terminal/output/last-screen.ts';
import { restoreSequence } from '../terminal/output/restore.ts';
import { awsFiles } from './options/aws-files.ts';
import { nowhere } from './options/home.ts';
import { cacheFile, configFile } from './options/places.ts';

/** A screen that stands on the terminal before the live one. */
export interface FirstScreen {
  /** Where the next one is to be kept. */
  readonly path: string;
  /** What was painted; absent when nothing was known. */
  readonly lines?: readonly string[];
  /** What the start before left for this one. */
  readonly start?: unknown;
  /** The live screen takes the terminal over, as it stands. */
  takeOver(): void;
  /** Puts the terminal back, if nothing has taken it over: there is something to say on the ordinary screen. */
  leave(): void;
}

/** Returns the folder; undefined: it is kept nowhere. */
export function keepCompiledCode(words: readonly string[]): string | undefined {
  const [folder, code] = [cacheFile(), cacheFile('code')];
  if (words.includes('--no-cache') || folder === undefined || code === undefined) return undefined;
  try {
    // What others may have written must not be run.
    if (makePrivateFolder(folder).wasOpen) rmSync(code, { recursive: true, force: true });
    makePrivateFolder(code);
    if (canBeReplaced(folder)) return undefined;
    // Node 22.21 is the oldest that runs us and has it.
    forUsAlone(() => nodeModule.enableCompileCache(code));
    // Node writes the rest when the process has ended.
    process.on('exit', () => process.umask(0o077));
    return code;
  } catch {
    // A directory that cannot be written, or that is not ours, only costs time.
    return undefined;
  }
}

/** Node makes its files with the rights that the umask leaves. */
export function forUsAlone(task: () => void): void {
  const before = process.umask(0o077);
  try {
    task();
  } finally {
    process.umask(before);
  }
}

/** Undefined where there is no live screen to come, or it is not to be kept. */
export function paintLastScreen(words: readonly string[]): FirstScreen | undefined {
  const { stdin, stdout } = process;
  if (!(stdin.isTTY && stdout.isTTY) || !isPlainDashboard(words)) return undefined;
  if (process.env.INK_SCREEN_READER === 'true') return undefined;
  const capabilities = detectCapabilities(process.env, stdout);
  if (capabilities.dumb) return undefined;
  // A terminal that does not know its size says 0.
  const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
  const path = cacheFile('screens', lastScreenName([words, size, capabilities, surroundings()]));
  if (path === undefined) return undefined;
  const now = systemClock.now();
  const found = readLastScreen(path, size, now);
  if (!found) return { path, takeOver() {}, leave() {} };
  const lines = [...found.lines.slice(0, size.rows - 1), mark(now - found.at, size.columns)];
  return { path, lines, start: found.start, ...paint(lines) };
}

const notLive = ['--once', '--json', '--help', '-h', '--version', '-V', '--no-cache', '--dry-run', '--screen-reader'];

const isPlainDashboard = (words: readonly string[]): boolean =>
  (words[0] === undefined || words[0].startsWith('-')) && !words.some((word) => notLive.includes(word));

/**
 * Whatever may decide who we are and what we look at: another answer must not show what somebody else saw. A key's id tells
 * whose it is; its secret is not asked for.
 */
function surroundings(): unknown {
  const { env } = process;
  const variables = Object.entries(env).filter(([name]) => /^(AWS|VAULTOP)_(?!.*(SECRET|TOKEN|PASSWORD))/.test(name));
  const files = [...awsFiles(env), configFile() ?? nowhere];
  return [process.getuid?.(), variables.sort(), files.map(changedAt)];
}

function changedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function mark(ageMs: number, columns: number): string {
  return `\x1b[7m ${`As seen ${formatAge(ageMs)} ago; loading `.slice(0, columns - 2)}\x1b[27m`;
}

/** A terminal that is read takes what is left of a screen within one. */
const patienceMs = 10;

/**
 * A terminal takes some 8 kB at once. What is left of a screen would wait until the program has loaded, so here it waits for
 * the terminal: a moment, and no longer on a slow link. Gives how many bytes were written.
 */
function writeAtOnce(fd: number, bytes: Buffer): number {
  const until = performance.now() + patienceMs;
  let written = 0;
  while (written < bytes.length && performance.now() < until) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
  return written;
}

function paint(lines: readonly string[]): Pick<FirstScreen, 'takeOver' | 'leave'> {
  const { stdin, stdout } = process;
  const { _handle: handle } = stdout as { _handle?: { fd?: number; setBlocking?(blocking: boolean): void } };
  handle?.setBlocking?.(false);
  // What is typed ahead must not be echoed into the screen.
  stdin.setRawMode(true);
  const placed = lines.map((line, index) => `\x1b[${index + 1}H${line}\x1b[m`);
  const painted = Buffer.from(`\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[H\x1b[J${placed.join('')}`);
  stdout.write(painted.subarray(handle?.fd === undefined ? 0 : writeAtOnce(handle.fd, painted)));
  const watched = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const takeOver = () => {
    process.off('exit', leave);
    for (const signal of watched) process.off(signal, end);
  };
  const leave = () => {
    takeOver();
    handle?.setBlocking?.(true);
    stdout.write(restoreSequence);
    stdin.setRawMode(false);
  };
  const end = () => {
    leave();
    process.exit(1);
  };
  process.once('exit', leave);
  for (const signal of watched) process.once(signal, end);
  let done = false;
  return {
    takeOver() {
      done = true;
      takeOver();
    },
    leave() {
      if (!done) leave();
      done = true;
    },
  };
}
