// Reads files that somebody may have put something else in the place of: to open a FIFO waits until somebody writes into it,
// and a device may never end. https://man7.org/linux/man-pages/man7/fifo.7.html
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Opens a FIFO at once, to read and to write; a file takes no notice of it. */
export const withoutWaiting = constants.O_NONBLOCK;

export function assertFile(stats: Pick<Stats, 'isFile' | 'isDirectory' | 'isFIFO'>): void {
  if (stats.isFile()) return;
  const what = stats.isDirectory() ? 'a directory' : stats.isFIFO() ? 'a FIFO' : 'a device or a socket';
  throw Object.assign(new Error(`it is ${what}, not a file`), { code: 'ENOTFILE' });
}

export function readPlainFileSync(path: string): string {
  const file = openSync(path, constants.O_RDONLY | withoutWaiting);
  try {
    assertFile(fstatSync(file));
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** To be closed by whoever opens it. */
export async function openPlainFile(path: string): Promise<FileHandle> {
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
