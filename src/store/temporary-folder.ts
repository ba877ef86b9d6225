// Directories of stores that end with their program. Those of programs that were killed are removed by the next start.
import { accessSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, processSpace } from './processes.ts';
import { statsOf } from './store-files.ts';
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

const namePattern = /^vaultop-store-([0-9a-f]{8})-(\d+)-/;

/** For its owner alone. `use` gets one after the other until one has room; what it throws last is thrown. */
export function inTemporaryFolder<Result>(parents: readonly string[], use: (folder: string) => Result): Result {
  let last: unknown = new Error('there is no directory for a temporary store');
  for (const parent of parents) {
    let folder: string | undefined;
    try {
      folder = mkdtempSync(join(parent, `vaultop-store-${processSpace()}-${process.pid}-`));
      return use(folder);
    } catch (error) {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      if (troubleOf(error) === undefined) throw error;
      last = error;
    }
  }
  throw last;
}

/** Removes what programs have left here that were killed. */
export function removeLeftovers(parents: readonly string[]): void {
  const space = processSpace();
  for (const parent of parents) {
    for (const name of namesIn(parent)) {
      const [, ofSpace, pid] = namePattern.exec(name) ?? [];
      if (ofSpace === space && !isRunning(Number(pid))) removeOwn(join(parent, name));
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Somebody else's directory of that name is none of ours. */
function removeOwn(folder: string): void {
  const found = statsOf(folder);
  if (!found?.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) return;
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another start removes it at the same time.
  }
}
