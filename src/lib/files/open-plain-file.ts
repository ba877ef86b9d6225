// As plain-file.ts, without keeping anybody waiting. On its own, for the launcher loads next to nothing.
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { assertFile, withoutWaiting } from './plain-file.ts';

/** To be closed by whoever opens it. */
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
