// An append-only file of JSON lines. Entries that `append` has taken survive the end of the process, however it ends.
import { constants } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readPlainFile } from '../lib/files/open-plain-file.ts';
import { assertFile, withoutWaiting } from '../lib/files/plain-file.ts';

export interface Journal<Entry> {
  /** All complete entries; an incomplete line, such as the last one of a killed process, is skipped. */
  load(): Promise<readonly Entry[]>;
  /** Resolves when the entries are on the disk. */
  append(entries: readonly Entry[]): Promise<void>;
}

export interface JournalOptions<Entry> {
  readonly path: string;
  /** A larger file is rewritten with the entries that are worth keeping. */
  readonly maxBytes: number;
  /** The entries that are worth keeping. */
  compact(entries: readonly Entry[]): readonly Entry[];
  /** undefined: the value is not an entry. */
  readEntry(value: unknown): Entry | undefined;
}

export function createJournal<Entry>({ path, maxBytes, compact, readEntry }: JournalOptions<Entry>): Journal<Entry> {
  let last = Promise.resolve();

  const load = async () => {
    const text = await readPlainFile(path).catch(absent);
    return text.split('\n').flatMap((line) => readLine(line, readEntry));
  };

  const append = async (entries: readonly Entry[]) => {
    const sizeBytes = await write(path, constants.O_APPEND, toLines(entries));
    if (sizeBytes > maxBytes) await rewrite(compact(await load()));
  };

  /** Through a temporary file, so that a complete file always exists. */
  const rewrite = async (entries: readonly Entry[]) => {
    const beside = `${path}.${process.pid}.new`;
    await write(beside, constants.O_TRUNC, toLines(entries));
    await rename(beside, path);
  };

  return {
    load,
    append(entries) {
      if (entries.length === 0) return last;
      const next = last.then(() => append(entries));
      last = next.catch(() => {});
      return next;
    },
  };
}

const toLines = (entries: readonly unknown[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

/** Used if there is no path: entries are lost with the process. */
export const emptyJournal = <Entry>(): Journal<Entry> => ({ load: async () => [], append: async () => {} });

/** Opened again at each write: another program may have rewritten the file. Returns its size. */
async function write(path: string, mode: number, text: string): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { O_WRONLY, O_CREAT, O_NOFOLLOW, O_APPEND } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | withoutWaiting | mode, 0o600);
  try {
    const found = await file.stat();
    assertFile(found);
    const { size } = found;
    // The previous process may have been killed in the middle of a line: the next entry must start on a new line.
    const start = mode === O_APPEND && size > 0 ? '\n' : '';
    await file.appendFile(start + text);
    await file.datasync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

function readLine<Entry>(line: string, readEntry: JournalOptions<Entry>['readEntry']): Entry[] {
  if (line === '') return [];
  try {
    const entry = readEntry(JSON.parse(line));
    return entry === undefined ? [] : [entry];
  } catch {
    return [];
  }
}

function absent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
