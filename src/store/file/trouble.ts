// What an error of SQLite or of the file system says about the store. https://www.sqlite.org/rescode.html

export type StoreErrorKind = 'damaged' | 'full' | 'unwritable' | 'busy';

/** The low byte of SQLite's codes; the others tell more of the same. */
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

/** Errors of writing, syncing and growing a file: SQLite reports a quota that is used up (EDQUOT) as one of them. */
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

/** undefined: it is no trouble of the file, but a mistake of the program. */
export function troubleOf(error: unknown): StoreErrorKind | undefined {
  const { errcode, code } = (error ?? {}) as { readonly errcode?: number; readonly code?: string };
  if (errcode !== undefined) return writeErrors.has(errcode) ? 'full' : bySqlite[errcode & 0xff];
  return code === undefined ? undefined : byFileSystem[code];
}

/** The store cannot lie where the user wants it: a sentence that says why. */
export class StoreRefused extends Error {}
