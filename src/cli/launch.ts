// The steps before the program is loaded: paints the last screen, and sets Node's compile cache. It imports almost
// nothing, because its own loading time counts.
import { rmSync, statSync, writeSync } from 'node:fs';
// Imported by default, because an old Node lacks the member, and must still report that it is too old.
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

/** A screen that is on the terminal before the live one. */
export interface FirstScreen {
  /** The path for the next screen. */
  readonly path: string;
  /** The painted lines; absent if there was no last screen. */
  readonly lines?: readonly string[];
  /** The data that the previous start saved for this one. */
  readonly start?: unknown;
  /** The live screen takes the terminal over, in its present state. */
  takeOver(): void;
  /** Restores the terminal, unless it was taken over: text will be printed on the ordinary screen. */
  leave(): void;
}

/** Returns the directory; undefined: there is no cache. */
export function keepCompiledCode(words: readonly string[]): string | undefined {
  const [folder, code] = [cacheFile(), cacheFile('code')];
  if (words.includes('--no-cache') || folder === undefined || code === undefined) return undefined;
  try {
    // Code that others may have written must not be run.
    if (makePrivateFolder(folder).wasOpen) rmSync(code, { recursive: true, force: true });
    makePrivateFolder(code);
    if (canBeReplaced(folder)) return undefined;
    // Node 22.21 is the oldest supported version, and has this function.
    forUsAlone(() => nodeModule.enableCompileCache(code));
    // Node writes the rest when the process has ended.
    process.on('exit', () => process.umask(0o077));
    return code;
  } catch {
    // A directory that cannot be written, or that belongs to others, only costs time.
    return undefined;
  }
}

/** The umask decides the permissions of files that Node creates. */
export function forUsAlone(task: () => void): void {
  const before = process.umask(0o077);
  try {
    task();
  } finally {
    process.umask(before);
  }
}

/** undefined if no live screen follows, or if it must not be stored. */
export function paintLastScreen(words: readonly string[]): FirstScreen | undefined {
  // First: Node opens the standard input at its first use, and a one-shot command does not need it.
  if (!isPlainDashboard(words)) return undefined;
  const { stdin, stdout } = process;
  if (!(stdin.isTTY && stdout.isTTY)) return undefined;
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

/** Flags of runs that draw no screen, or one that must not be kept: that of another time, or of a stranger's extract. */
const notLive = /^(--(once|json|help|version|no-cache|dry-run|screen-reader|(at|open)(=.*)?)|-[hvV])$/;

const isPlainDashboard = (words: readonly string[]): boolean =>
  (words[0] === undefined || words[0].startsWith('-')) && !words.some((word) => notLive.test(word));

/**
 * Everything that may decide the identity and the place: a last screen must not show what somebody else saw. The id of
 * a key identifies its owner; the secret is not read.
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

/** A terminal that is reading takes the rest of a screen within this time. */
const patienceMs = 10;

/**
 * A terminal takes about 8 kB at once. The rest would be written only after the program is loaded, so this function
 * waits for the terminal, for a limited time. Returns the number of written bytes.
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
  // Keys that are typed early must not be echoed into the screen.
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
