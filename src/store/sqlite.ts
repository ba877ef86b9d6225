// The only file that knows node:sqlite, which Node calls experimental: what it changes is changed here.
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export type Database = DatabaseSync;
export type Statement = StatementSync;
export type SqlValue = string | number | null | Uint8Array;

/** A writer waits so long for another program's transaction. In ms. */
const writerWaitsMs = 2_000;
const readerWaitsMs = 50;
const megabyte = 1_000_000;

export interface WriterOptions {
  /** True: a commit is on the disk before it returns. False: a power cut may take the last seconds, never the file. */
  readonly isDurable?: boolean;
}

/** `:memory:` or the path of a file that exists: whoever makes it decides its mode. */
export function openForWriting(path: string, { isDurable = false }: WriterOptions = {}): Database {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(`pragma busy_timeout=${writerWaitsMs}`);
  // Neither can be changed once the first table stands.
  database.exec('pragma page_size=8192');
  database.exec('pragma auto_vacuum=incremental');
  database.exec('pragma journal_mode=wal');
  database.exec(`pragma synchronous=${isDurable ? 'full' : 'normal'}`);
  database.exec('pragma cache_size=-8000');
  database.exec('pragma temp_store=memory');
  database.exec(`pragma journal_size_limit=${16 * megabyte}`);
  database.exec('pragma trusted_schema=off');
  return database;
}

/** For another program's transaction, from now on: somebody waits for the end of this one. */
export const waitShortly = (database: Database): void => database.exec(`pragma busy_timeout=${readerWaitsMs}`);

/** Sorts that are too large for the cache go to a file, since two threads share the memory of one process. */
export function openForReading(path: string): Database {
  const database = new DatabaseSync(path, { readOnly: true });
  database.exec(`pragma busy_timeout=${readerWaitsMs}`);
  database.exec('pragma cache_size=-8000');
  database.exec('pragma temp_store=file');
  database.exec('pragma trusted_schema=off');
  return database;
}

/** All or nothing. Other programs that write wait meanwhile, from the first statement on. */
export function inTransaction<Result>(database: Database, task: () => Result): Result {
  database.exec('begin immediate');
  try {
    const result = task();
    database.exec('commit');
    return result;
  } catch (error) {
    // A full disk has rolled back already.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

/** Statements by their text, each prepared once. */
export function createStatements(database: Database): (sql: string) => Statement {
  const prepared = new Map<string, Statement>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}
