// An append-only file of JSON lines. What `append` has taken survives the end of the process, however it ends.
import { constants } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readPlainFile } from '../lib/files/open-plain-file.ts';
import { assertFile, withoutWaiting } from '../lib/files/plain-file.ts';

export interface Journal<Entry> {
  /** All entries that are whole; a line that is not, such as the last one of a process that was killed, is passed over. */
  load(): Promise<readonly Entry[]>;
  /** Resolves when the entries are on the disk. */
  append(entries: readonly Entry[]): Promise<void>;
}

export interface JournalOptions<Entry> {
  readonly path: string;
  /** Past it the file is written anew with what is worth keeping. */
  readonly maxBytes: number;
  /** What is worth keeping of all that stands in the file. */
  compact(entries: readonly Entry[]): readonly Entry[];
  /** undefined: the value is no entry. */
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

  /** Through a file beside it, so that there is always a whole one. */
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

/** For who has no place for a file: what was appended is forgotten with the process. */
export const emptyJournal = <Entry>(): Journal<Entry> => ({ load: async () => [], append: async () => {} });

/** Opened anew each time: another vaultop may have written the file anew meanwhile. Returns its size. */
async function write(path: string, mode: number, text: string): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { O_WRONLY, O_CREAT, O_NOFOLLOW, O_APPEND } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | withoutWaiting | mode, 0o600);
  try {
    const found = await file.stat();
    assertFile(found);
    const { size } = found;
    // The process before may have been killed in the middle of a line: ours must not be glued to its rest.
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
