// Directories of stores that are deleted with their program. Directories of killed programs are removed at the next
// start.
import { accessSync, constants, mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, processSpace } from './processes.ts';
import { removeStoreFiles, statsOf } from './store-files.ts';
import { troubleOf } from './trouble.ts';

/** In memory if the system has such a directory: as fast as a disk, and available if the disk is full. */
export const temporaryParents = (): readonly string[] => ['/dev/shm', tmpdir()].filter(isWritable);

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The name of the file in such a directory. */
export const storeName = 'store.sqlite';

const namePattern = /^vaultop-store-([0-9a-f]{8})-(\d+)-\w+$/;

/**
 * The directory is accessible for its owner only. `use` is called with one directory after the other until one has
 * enough space; its last error is thrown.
 */
export function inTemporaryFolder<Result>(parents: readonly string[], use: (folder: string) => Result): Result {
  let last: unknown = new Error(
    'No directory for a temporary store is writable. Next: set TMPDIR to a writable directory',
  );
  for (const parent of parents) {
    let folder: string | undefined;
    try {
      folder = mkdtempSync(join(parent, `vaultop-store-${processSpace()}-${process.pid}-`));
      return use(folder);
    } catch (error) {
      if (folder !== undefined) removeStoreFolder(folder);
      if (troubleOf(error) === undefined) throw error;
      last = error;
    }
  }
  throw last;
}

/** Removes the directories of killed programs. */
export function removeLeftovers(parents: readonly string[]): void {
  for (const parent of parents) {
    for (const name of namesIn(parent)) if (isLeftover(name)) removeStoreFolder(join(parent, name));
  }
}

function isLeftover(name: string): boolean {
  const found = namePattern.exec(name);
  return found !== null && found[1] === processSpace() && !isRunning(Number(found[2]));
}

/**
 * Removes only the files of a store, and the directory if it is empty. Never a whole tree: the parent directories are
 * shared by all programs of the machine, and a mistake here must not delete their files.
 */
export function removeStoreFolder(folder: string): void {
  try {
    const found = statsOf(folder);
    if (!found?.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) return;
    removeStoreFiles(join(folder, storeName));
    rmdirSync(folder);
  } catch {
    // The directory contains other files, or another program removes it at the same time.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
