// The only file that uses node:sqlite, which Node calls experimental: changes of its API affect only this file.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

export type Database = DatabaseSync;
export type Statement = StatementSync;
export type SqlValue = string | number | null | Uint8Array;

/** How long a writer waits for another program's transaction. In ms. */
const writerWaitsMs = 2_000;
const readerWaitsMs = 50;
/** SQLite's own value: a commit that leaves a log of so many pages writes it into the file. */
const checkpointPages = 1_000;
const megabyte = 1_000_000;

export interface WriterOptions {
  /**
   * true: nothing waits for the disk, and a power failure may damage the file. false: a power failure may lose the last
   * seconds, but never damages the file.
   */
  readonly isDraft?: boolean;
}

/** `path`: `:memory:` or the path of an existing file, whose creator decides its mode. */
export function openForWriting(path: string, { isDraft = false }: WriterOptions = {}): Database {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(`pragma busy_timeout=${writerWaitsMs}`);
  // Before the log is set up, which writes the file.
  database.exec(`pragma synchronous=${isDraft ? 'off' : 'normal'}`);
  // Neither can be changed after the first table was created.
  database.exec('pragma page_size=8192');
  database.exec('pragma auto_vacuum=incremental');
  database.exec('pragma journal_mode=wal');
  database.exec('pragma cache_size=-8000');
  database.exec('pragma temp_store=memory');
  database.exec(`pragma journal_size_limit=${16 * megabyte}`);
  database.exec('pragma trusted_schema=off');
  return database;
}

/** Shortens the wait for another program's transaction from now on: the program is about to end. */
export const waitShortly = (database: Database): void => database.exec(`pragma busy_timeout=${readerWaitsMs}`);

/** Runs the task, whose statements fail at once, or say so, where another program has what they need. */
export function withoutWaiting<Result>(database: Database, task: () => Result): Result {
  const { timeout } = database.prepare('pragma busy_timeout').get() as { readonly timeout: number };
  database.exec('pragma busy_timeout=0');
  try {
    return task();
  } finally {
    database.exec(`pragma busy_timeout=${timeout}`);
  }
}

/** Runs the task, whose commit does not write a long log into the file: that takes as long as the disk does. */
export function withoutCheckpoint<Result>(database: Database, task: () => Result): Result {
  database.exec('pragma wal_autocheckpoint=0');
  try {
    return task();
  } finally {
    database.exec(`pragma wal_autocheckpoint=${checkpointPages}`);
  }
}

export interface ReaderOptions {
  /** Reads rows by their ids only, a screenful at a time: more pages in memory than those are of no use. */
  readonly isForScreen?: boolean;
}

/** Sorts that are too large for the cache go to a file, because two threads share the memory of one process. */
export function openForReading(path: string, { isForScreen = false }: ReaderOptions = {}): Database {
  const database = new DatabaseSync(path, { readOnly: true });
  database.exec(`pragma busy_timeout=${readerWaitsMs}`);
  // What a cache has taken once stays with the process, even if SQLite frees it.
  database.exec(`pragma cache_size=${isForScreen ? -2_000 : -8_000}`);
  database.exec('pragma temp_store=file');
  database.exec('pragma trusted_schema=off');
  return database;
}

/** The largest text of a stranger's file, in bytes: the longest document of a row is far shorter. */
const longestText = 4 * megabyte;

/**
 * Opens a stranger's file, of which nothing may be believed: its schema runs no function, and a page that contradicts
 * itself is an error. https://www.sqlite.org/security.html
 */
export function openUntrusted(path: string): Database {
  const database = new DatabaseSync(path, {
    readOnly: true,
    enableForeignKeyConstraints: false,
    enableDoubleQuotedStringLiterals: false,
    defensive: true,
  });
  database.exec('pragma trusted_schema=off');
  database.exec('pragma query_only=on');
  database.exec('pragma cell_size_check=on');
  database.exec('pragma mmap_size=0');
  database.exec('pragma temp_store=memory');
  // Node 22 has no limits.
  const { limits } = database as Partial<Pick<DatabaseSync, 'limits'>>;
  if (limits) limits.length = longestText;
  return database;
}

/** Makes another database readable as `source` until the connection is closed. */
export function attachAsSource(database: Database, path: string): void {
  database.prepare('attach ? as source').run(`${pathToFileURL(path).href}?mode=ro`);
}

/** Moves the log into the file: from now on the file is whole without the files beside it. */
export const leaveLog = (database: Database): void => void database.prepare('pragma journal_mode=delete').get();

/**
 * Runs the task in a transaction, which is rolled back if the task throws. Other programs that write wait from the
 * first statement on.
 */
export function inTransaction<Result>(database: Database, task: () => Result): Result {
  database.exec('begin immediate');
  try {
    const result = task();
    database.exec('commit');
    return result;
  } catch (error) {
    // SQLite has already rolled back if the disk is full.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

/** Returns a prepared statement for each SQL text; each is prepared once. */
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
