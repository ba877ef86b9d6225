// One answer in one file: gzipped JSON lines, a head first and then a row a line.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { cache } from '../../../config/limits.ts';
import { openPlainFile } from '../../lib/open-plain-file.ts';
import { makePrivateFolder } from '../../lib/private-folder.ts';

export interface Answer {
  readonly rows: readonly unknown[];
  /** Epoch ms. */
  readonly loadedAt: number;
  /** False: there were more rows than are kept. */
  readonly whole: boolean;
}

interface Head {
  /** Goes up when lines mean something else. */
  readonly schema: 1;
  /** Another program may have other rows. */
  readonly program: string;
  /** Whose answer to what: a hash in a file's name proves nothing. */
  readonly subject: string;
  readonly loadedAt: number;
  readonly whole: boolean;
  readonly count: number;
}

/**
 * Written through a file beside it, so that whoever reads finds a whole one. Its name is not to be guessed, and it is made anew:
 * a link in its place would be followed.
 */
export async function writeAnswer(path: string, program: string, subject: string, answer: Answer): Promise<void> {
  const { rows, loadedAt, whole } = answer;
  const head: Head = { schema: 1, program, subject, loadedAt, whole, count: rows.length };
  const beside = `${path}.${randomUUID().slice(0, 8)}.new`;
  makePrivateFolder(dirname(path));
  try {
    const file = createWriteStream(beside, { mode: 0o600, flags: 'wx' });
    await pipeline(Readable.from(chunksOf(head, rows)), createGzip({ level: 1 }), file);
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw error;
  }
}

/** Each piece fills the pipe, so that the next is made in a later turn of the loop: keys are answered in between. */
function* chunksOf(head: Head, rows: readonly unknown[]): Generator<string> {
  yield `${JSON.stringify(head)}\n`;
  for (let from = 0; from < rows.length; from += cache.rowsAtOnce) {
    yield rows
      .slice(from, from + cache.rowsAtOnce)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join('');
  }
}

/** undefined: there is none for this program and subject. Throws what is wrong with a file that cannot be read. */
export async function readAnswer(path: string, program: string, subject: string): Promise<Answer | undefined> {
  const file = await openPlainFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (!file) return undefined;
  const unzipped = createGunzip();
  const reading = pipeline(file.createReadStream(), unzipped);
  // Its failure comes out of the lines as well.
  reading.catch(() => {});
  const lines = createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY });
  const rows: unknown[] = [];
  let head: Head | undefined;
  try {
    for await (const line of lines) {
      if (head) rows.push(JSON.parse(line));
      else head = toHead(JSON.parse(line));
      if (head.program !== program || head.subject !== subject) return undefined;
    }
    await reading;
  } finally {
    unzipped.destroy();
  }
  if (!head || rows.length !== head.count) throw new Error(`${rows.length} rows of ${head?.count ?? 'none'}`);
  return { rows, loadedAt: head.loadedAt, whole: head.whole };
}

function toHead(value: unknown): Head {
  const head = value as Partial<Head> | null;
  if (head?.schema !== 1 || typeof head.loadedAt !== 'number') throw new Error('no head that this program knows');
  return head as Head;
}
