// Directories of stores that end with their program. Those of programs that were killed are removed by the next start.
import { accessSync, constants, mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, processSpace } from './processes.ts';
import { removeStoreFiles, statsOf } from './store-files.ts';
import { troubleOf } from './trouble.ts';

/** In memory where the system has such a directory: as fast as a disk, and there when the disk is full. */
export const temporaryParents = (): readonly string[] => ['/dev/shm', tmpdir()].filter(isWritable);

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Of the file in such a directory. */
export const storeName = 'store.sqlite';

const namePattern = /^vaultop-store-([0-9a-f]{8})-(\d+)-\w+$/;

/** For its owner alone. `use` gets one after the other until one has room; what it throws last is thrown. */
export function inTemporaryFolder<Result>(parents: readonly string[], use: (folder: string) => Result): Result {
  let last: unknown = new Error('there is no directory for a temporary store');
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

/** Removes what programs have left here that were killed. */
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
 * The files of a store alone, and the directory once it is empty. Never a whole tree: this looks into directories that all
 * programs of the machine share, and a mistake here must not be able to delete what is theirs.
 */
export function removeStoreFolder(folder: string): void {
  try {
    const found = statsOf(folder);
    if (!found?.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) return;
    removeStoreFiles(join(folder, storeName));
    rmdirSync(folder);
  } catch {
    // Something else lies in it, or another start removes it at the same time.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
