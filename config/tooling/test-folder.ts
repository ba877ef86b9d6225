// The temporary folder of a test run: in memory where the system offers that, because many tests write a store, and each
// commit would wait for the disk. It is removed when the run ends.
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of Linux whose files are in memory. */
const inMemory = '/dev/shm';

/** A container may have less: its tests use the usual folder. */
const neededBytes = 2e9;

/** Called once before all tests; returns what is called after them. */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(hasRoom(inMemory) ? inMemory : tmpdir(), 'vaultop-tests-'));
  // As others may enter the usual folder, which tests of permissions rely on.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= neededBytes;
  } catch {
    return false;
  }
}
