// The size of the store, and the functions that return space to the disk.
import { type Database, inTransaction, withoutWaiting } from '../sqlite.ts';

type Count = 'page_count' | 'freelist_count' | 'page_size';

function pragmaOf(database: Database, pragma: Count): number {
  const row = database.prepare(`pragma ${pragma}`).get() as Record<Count, number>;
  return row[pragma];
}

/** Bytes of the contents, without free pages. */
export const usedBytes = (database: Database): number =>
  (pragmaOf(database, 'page_count') - pragmaOf(database, 'freelist_count')) * pragmaOf(database, 'page_size');

export const pageCount = (database: Database): number => pragmaOf(database, 'page_count');
export const freePages = (database: Database): number => pragmaOf(database, 'freelist_count');

/** Returns at most `pages` free pages to the disk. The result is true if there are more. */
export function shrink(database: Database, pages: number): boolean {
  database.exec(`pragma incremental_vacuum(${pages})`);
  return freePages(database) > 0;
}

/** Moves the write-ahead log into the file as far as no reader needs it. Nobody waits, and nobody is waited for. */
export const writeBack = (database: Database): void => database.exec('pragma wal_checkpoint(passive)');

/**
 * Moves the write-ahead log into the file as far as no reader needs it, and empties it. The result is false if a reader
 * still needs it.
 */
export function emptyLog(database: Database): boolean {
  const row = database.prepare('pragma wal_checkpoint(truncate)').get() as { readonly busy: number };
  return row.busy === 0;
}

/** Like `emptyLog`, but waits for no other program: the log stays as it is if one uses it. */
export function emptyLogIfFree(database: Database): void {
  writeBack(database);
  withoutWaiting(database, () => emptyLog(database));
}

/** More than the free pages and the log usually hold. */
const triedBytes = 1_000_000;

/** Throws if the file cannot be written, or if the disk is full. */
export function tryToGrow(database: Database): void {
  inTransaction(database, () =>
    database.prepare("insert or replace into meta values('room', zeroblob(?))").run(triedBytes),
  );
  database.exec("delete from meta where name = 'room'");
  shrink(database, triedBytes);
}
