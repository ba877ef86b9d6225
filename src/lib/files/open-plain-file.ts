// Like plain-file.ts, but asynchronous. In a module of its own, because the launcher imports almost nothing.
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { assertFile, withoutWaiting } from './plain-file.ts';

/** The caller has to close the file. */
async function openPlainFile(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | withoutWaiting);
  try {
    assertFile(await file.stat());
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

export async function readPlainFile(path: string): Promise<string> {
  const file = await openPlainFile(path);
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
