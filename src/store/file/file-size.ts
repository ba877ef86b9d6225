// How much room the store takes, and how it gives room back.
import { type Database, inTransaction } from '../sqlite.ts';

type Count = 'page_count' | 'freelist_count' | 'page_size';

function pragmaOf(database: Database, pragma: Count): number {
  const row = database.prepare(`pragma ${pragma}`).get() as Record<Count, number>;
  return row[pragma];
}

/** Bytes of what is in it: without the pages that are free. */
export const usedBytes = (database: Database): number =>
  (pragmaOf(database, 'page_count') - pragmaOf(database, 'freelist_count')) * pragmaOf(database, 'page_size');

/** Gives some free pages back to the disk. True: there are more. */
export function shrink(database: Database, pages: number): boolean {
  database.exec(`pragma incremental_vacuum(${pages})`);
  return pragmaOf(database, 'freelist_count') > 0;
}

/** Writes the log into the file as far as no reader needs it, and empties it. False: a reader still does. */
export function emptyLog(database: Database): boolean {
  const row = database.prepare('pragma wal_checkpoint(truncate)').get() as { readonly busy: number };
  return row.busy === 0;
}

/** More than the pages and the log have room for already, mostly. */
const triedBytes = 1_000_000;

/** Throws where it cannot be written, or where there is no room for more. */
export function tryToGrow(database: Database): void {
  inTransaction(database, () =>
    database.prepare("insert or replace into meta values('room', zeroblob(?))").run(triedBytes),
  );
  database.exec("delete from meta where name = 'room'");
  shrink(database, triedBytes);
}
