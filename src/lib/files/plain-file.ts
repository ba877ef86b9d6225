// Reads files that may have been replaced by something else: opening a FIFO waits for a writer, and a device may never
// end. https://man7.org/linux/man-pages/man7/fifo.7.html
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';

/** Opens a FIFO without waiting, for reading and writing; it has no effect on a file. */
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
