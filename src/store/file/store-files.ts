// The three files of a store, and operations on all of them.
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

export const storeFiles = (path: string): readonly string[] => ['', '-wal', '-shm'].map((end) => `${path}${end}`);

/**
 * Creates a store under another name first and then renames it, if there is none: two programs that start at once would
 * lock each other out of an empty file. It is written to the disk once, between the two. The file is created before the first connection, because SQLite's own files get
 * its permissions. It is never opened while there is a connection, because closing any descriptor of a file drops all
 * locks of the process on it. https://www.sqlite.org/howtocorrupt.html
 */
export function createStoreFile(path: string, fill: (draft: string) => void): { readonly isNew: boolean } {
  if (statsOf(path)) return { isNew: false };
  const draft = `${path}.${randomUUID().slice(0, 8)}.new`;
  try {
    createEmptyFile(draft);
    fill(draft);
    writeToDisk(draft);
    return { isNew: appear(draft, path) };
  } finally {
    removeStoreFiles(draft);
  }
}

/** With access for its owner only. */
export const createEmptyFile = (path: string): void => closeSync(openSync(path, 'wx', 0o600));

function writeToDisk(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Returns false if another program was faster. */
function appear(draft: string, path: string): boolean {
  removeOrphanedLog(path);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Some file systems have no hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP') throw error;
    renameSync(draft, path);
    return true;
  }
}

/** A log whose store was deleted or moved away: SQLite would write its contents into the new store. */
function removeOrphanedLog(path: string): void {
  if (statsOf(path)) return;
  for (const file of storeFiles(path).slice(1)) rmSync(file, { force: true });
}

/** Throws if a file is a link or belongs to another user: SQLite would accept a log that others wrote. */
export function assertOwnFiles(path: string): void {
  for (const file of storeFiles(path)) {
    const found = statsOf(file);
    if (!found) continue;
    if (!found.isFile()) throw new Error(`${file} is a link, or not a regular file.`);
    const us = process.getuid?.();
    if (us !== undefined && found.uid !== us) throw new Error(`${file} belongs to user ${found.uid}.`);
    if ((found.mode & 0o077) !== 0) chmodSync(file, 0o600);
  }
}

export const removeStoreFiles = (path: string): void => {
  for (const file of storeFiles(path)) rmSync(file, { force: true });
};

const asideMark = '.damaged-';

/** Renames the files, never copies them. Only the newest files that were moved away are kept. Returns the new path. */
export function setAside(path: string, now: number): string {
  removeSetAside(path);
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const aside = `${path}${asideMark}${time}`;
  const names = storeFiles(aside);
  // The log first: a new store must never find it.
  storeFiles(path).forEach((file, index) => {
    if (index > 0 && statsOf(file)) renameSync(file, names[index] ?? '');
  });
  renameSync(path, aside);
  return aside;
}

/** Returns true if there was a file. */
export function removeSetAside(path: string): boolean {
  const start = `${basename(path)}${asideMark}`;
  const found = readdirSync(dirname(path)).filter((name) => name.startsWith(start));
  for (const name of found) rmSync(join(dirname(path), name), { force: true });
  return found.length > 0;
}

export function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
