// Writes a list to a file for its owner only, as a whole or not at all, and never over an existing file.
import type { FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { whyNotWritten, writeNew } from '../../../lib/files/write-new.ts';
import type { ExportedList, ListExporter } from '../../../runtime/export-list.ts';
import { createWriter, textFor } from '../../get/writers.ts';
import { homeFolder, nowhere } from '../../options/home.ts';

export const exportFile: ListExporter = async (list) => {
  const path = resolve(list.request.file.replace(/^~(?=\/)/, homeFolder() ?? nowhere));
  try {
    await writeNew({ path, replace: list.request.replace }, (file) => writeRows(file, list));
    return path;
  } catch (error) {
    const why = whyNotWritten(error as NodeJS.ErrnoException, path, ':export!');
    throw new Error(`Not exported: ${why}`, { cause: error });
  }
};

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
