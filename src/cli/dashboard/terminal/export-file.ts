// Writes a list to a file for its owner only, as a whole or not at all, and never over an existing file.
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ExportedList, ListExporter } from '../../../runtime/export-list.ts';
import { createWriter, textFor } from '../../get/writers.ts';
import { homeFolder, nowhere } from '../../options/home.ts';

export const exportFile: ListExporter = async (list) => {
  const path = resolve(list.request.file.replace(/^~(?=\/)/, homeFolder() ?? nowhere));
  try {
    await writeNew(path, list);
    return path;
  } catch (error) {
    throw new Error(sentenceOf(error as NodeJS.ErrnoException, path), { cause: error });
  }
};

/** An existing name is refused before anything is written; the file gets its name when it is complete. */
async function writeNew(path: string, list: ExportedList): Promise<void> {
  const { replace } = list.request;
  if (!replace) await (await open(path, 'wx', 0o600)).close();
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await writeRows(file, list);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (!replace) await rm(path, { force: true });
    throw error;
  }
}

/** The number of characters per write. */
const batchLength = 65_536;

async function writeRows(file: Pick<FileHandle, 'writeFile'>, list: ExportedList): Promise<void> {
  const { resource, sort, request, now, accounts } = list;
  let waiting = '';
  const write = async (text: string) => {
    waiting += text;
    if (waiting.length >= batchLength) await flush();
  };
  const flush = async () => {
    const text = waiting;
    waiting = '';
    await file.writeFile(text);
  };
  const { format } = request;
  const isTable = format === 'table' || format === 'wide';
  const args = { resource, format, headers: true, limit: Number.POSITIVE_INFINITY, printsUrls: false };
  // The rows are in order; a table is sorted again, by the same column.
  const writer = createWriter(isTable ? { ...args, format: 'wide', sort } : args, textFor(format, write), {
    now,
    width: undefined,
    accounts,
  });
  for await (const [key, row] of list.rows) await writer.row(key, row);
  await writer.end();
  await flush();
}

const reasons: Readonly<Record<string, (path: string) => string>> = {
  EEXIST: (path) => `${path} exists already: :export! replaces it`,
  ENOSPC: () => 'the disk is full',
  EDQUOT: () => 'the disk quota is used up',
  ENOENT: (path) => `there is no directory ${dirname(path)}`,
  ENOTDIR: (path) => `${dirname(path)} is no directory`,
  EISDIR: (path) => `${path} is a directory`,
  EACCES: (path) => `${dirname(path)} may not be written to`,
  EROFS: (path) => `${dirname(path)} is on a read-only file system`,
};

const sentenceOf = ({ code = '', message }: NodeJS.ErrnoException, path: string): string =>
  `Not exported: ${reasons[code]?.(path) ?? message}`;
