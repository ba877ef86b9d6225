// The log, for later analysis by a person: JSON lines in a file, never on the terminal, never with a secret.
import { closeSync, constants, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../clock.ts';
import { type LogLevel, logLevels } from './log-level.ts';
import { assertFile, withoutWaiting } from './plain-file.ts';

export interface Log {
  /** Entries of lower severity are not written. */
  readonly level: LogLevel;
  debug(event: string, fields?: Readonly<Record<string, unknown>>): void;
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface LogOptions {
  /** undefined: there is no directory for it, and nothing is written. */
  readonly path: string | undefined;
  /** The maximum length of the file and of its single predecessor (`.1`). */
  readonly maxBytes: number;
  readonly clock: Pick<Clock, 'now'>;
  /** Entries of lower severity are not written. Absent: `info`. */
  readonly level?: LogLevel;
  /** Takes the line instead of the file. */
  write?(line: string): void;
}

export function createLog({ path, maxBytes, clock, level: least = 'info', write }: LogOptions): Log {
  const put = write ?? ((line: string) => (path === undefined ? undefined : appendBounded(path, line, maxBytes)));
  const at = (level: LogLevel) => (event: string, fields?: Readonly<Record<string, unknown>>) => {
    if (logLevels.indexOf(level) > logLevels.indexOf(least)) return;
    try {
      put(jsonLine({ time: new Date(clock.now()).toISOString(), level, event, ...fields }));
    } catch {
      // A full disk or a directory of another user must not end the dashboard.
    }
  };
  return { level: least, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

const hazards = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** JSON does not escape C1 and bidi controls, and the log is read in a terminal. */
export function jsonLine(record: object): string {
  const toEscape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(redact(record)).replace(hazards, toEscape)}\n`;
}

const secretKey = /secret|token|password|passphrase|authorization|signature|credential|cookie|private.?key/i;
const accessKeyId = /\b(A[KS]IA)[A-Z0-9]{8,}([A-Z0-9]{4})\b/g;
const deepest = 8;
const longestText = 4_000;

export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.slice(0, longestText).replace(accessKeyId, '$1…$2');
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= deepest) return '…';
  if (value instanceof Error)
    return redact({ ...value, name: value.name, message: value.message, stack: value.stack }, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactField(key, item, depth)]));
}

function redactField(key: string, value: unknown, depth: number): unknown {
  if (/^access.?key.?id$/i.test(key) && typeof value === 'string') return `${value.slice(0, 4)}…${value.slice(-4)}`;
  if (secretKey.test(key) && value !== undefined && value !== null) return '[redacted]';
  return redact(value, depth + 1);
}

function appendBounded(path: string, line: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(line);
  const { file, sizeBytes } = open(path);
  if (sizeBytes > 0 && sizeBytes + bytes > maxBytes) {
    closeSync(file);
    renameSync(path, `${path}.1`);
    append(open(path).file, line);
  } else {
    append(file, line);
  }
}

/** Appends to a file that only its owner may read. */
export const appendPrivately = (path: string, text: string): void => append(open(path).file, text);

function append(file: number, line: string): void {
  try {
    writeSync(file, line);
  } finally {
    closeSync(file);
  }
}

/**
 * Opened again for each line, so that two dashboards, one of which rotates the file, do not write to a file that nobody
 * reads.
 */
function open(path: string): { file: number; sizeBytes: number } {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
  const file = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | withoutWaiting, 0o600);
  try {
    const found = fstatSync(file);
    assertFile(found);
    return { file, sizeBytes: found.size };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
