// Classifies errors of SQLite and of the file system. https://www.sqlite.org/rescode.html

export type StoreErrorKind = 'damaged' | 'full' | 'unwritable' | 'busy';

/** By the low byte of SQLite's codes; the other bytes give details. */
const bySqlite: Readonly<Record<number, StoreErrorKind>> = {
  3: 'unwritable', // SQLITE_PERM
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'unwritable', // SQLITE_READONLY
  10: 'unwritable', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'unwritable', // SQLITE_CANTOPEN
  26: 'damaged', // SQLITE_NOTADB
};

/** Errors of writing, syncing and growing a file: SQLite reports an exhausted quota (EDQUOT) as one of them. */
const writeErrors: ReadonlySet<number> = new Set([778, 1034, 1290, 1546, 4874]);

const byFileSystem: Readonly<Record<string, StoreErrorKind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'unwritable',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  ENOTDIR: 'unwritable',
  ENOENT: 'unwritable',
  ELOOP: 'unwritable',
  ENAMETOOLONG: 'unwritable',
  EIO: 'unwritable',
};

/** undefined: a programming error, not a problem of the file. */
export function troubleOf(error: unknown): StoreErrorKind | undefined {
  const { errcode, code } = (error ?? {}) as { readonly errcode?: number; readonly code?: string };
  if (errcode !== undefined) return writeErrors.has(errcode) ? 'full' : bySqlite[errcode & 0xff];
  return code === undefined ? undefined : byFileSystem[code];
}

/** The store cannot be at the place that the user chose. The message is a sentence with the reason. */
export class StoreRefused extends Error {}
