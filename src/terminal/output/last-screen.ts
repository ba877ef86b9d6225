// The last overview as text on disk, so that a start can show it before other code is loaded.
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPlainFileSync } from '../../lib/files/plain-file.ts';
import { makePrivateFolder } from '../../lib/files/private-folder.ts';

export interface LastScreen {
  /** Epoch ms. */
  readonly at: number;
  readonly columns: number;
  readonly rows: number;
  /** Text with colours, without other escape sequences. */
  readonly lines: readonly string[];
  /** Plain JSON for the next start. */
  readonly start?: unknown;
}

const format = 'vaultop.screen/1';
const mostBytes = 64_000;
/** An older screen says more about the past than about the present. */
const oldestMs = 7 * 86_400_000;

/** Colours stay; all other control characters are removed, because the file may have been tampered with. */
const unsafe = /\x1b\[(?![\d;]*m)|\x1b(?!\[)|[\x00-\x1a\x1c-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const harmless = (line: string): string => line.replace(unsafe, '');

/** Keys that expire give each session another name. */
const mostScreens = 20;

function forgetOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const byAge = files.map((file) => ({ file, at: statSync(file).mtimeMs })).sort((one, other) => other.at - one.at);
  for (const { file } of byAge.slice(mostScreens)) rmSync(file, { force: true });
}

/**
 * A name that changes with everything that decides who sees what. It must contain no secret. Hashed in JavaScript
 * (https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js), because loading node:crypto takes longer
 * than everything else until the screen is painted.
 */
export function lastScreenName(deciding: readonly unknown[]): string {
  const text = JSON.stringify(deciding);
  return `${hash(text, 0)}${hash(text, 1)}.json`;
}

function hash(text: string, seed: number): string {
  let one = 0xdeadbeef ^ seed;
  let other = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2_654_435_761);
    other = Math.imul(other ^ code, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  other = Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return [other, one].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

export function readLastScreen(path: string, size: Pick<LastScreen, 'columns' | 'rows'>, now: number) {
  try {
    if (statSync(path).size > mostBytes) return undefined;
    const found = JSON.parse(readPlainFileSync(path)) as LastScreen & { format?: string };
    const fits = found.format === format && found.columns === size.columns && found.rows === size.rows;
    if (!fits || !(found.at <= now && now - found.at < oldestMs)) return undefined;
    return { ...found, lines: found.lines.slice(0, size.rows).map(harmless) };
  } catch {
    // There is no file yet, or it cannot be read: the start is slightly slower.
    return undefined;
  }
}

export function writeLastScreen(path: string, screen: LastScreen): void {
  const { start, ...image } = { ...screen, lines: screen.lines.map(harmless) };
  const whole = JSON.stringify({ format, ...image, start });
  const text = whole.length > mostBytes ? JSON.stringify({ format, ...image }) : whole;
  if (text.length > mostBytes) return;
  try {
    makePrivateFolder(dirname(path));
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, path);
    forgetOldest(dirname(path));
  } catch {
    // With a full disk the next start has no last screen.
  }
}
