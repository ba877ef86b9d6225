// Opens the existing store for one command. None is created, and a file of an unknown version is left unchanged.

import { assertOwnFiles } from '../../store/file/store-files.ts';
import { migrate, type SchemaState, schemaState } from '../../store/schema.ts';
import { type Database, openForReading, openForWriting } from '../../store/sqlite.ts';

export function reading<Result>(path: string, task: (database: Database) => Result): Result {
  assertOwnFiles(path);
  const database = openForReading(path);
  try {
    // Another program may be closing the file and emptying its log.
    database.exec('pragma busy_timeout=2000');
    assertKnown(path, schemaState(database));
    return task(database);
  } finally {
    database.close();
  }
}

export function changing<Result>(path: string, task: (database: Database) => Result): Result {
  const state = reading(path, schemaState);
  const database = openForWriting(path);
  try {
    if (state !== 'current') migrate(database);
    return task(database);
  } finally {
    database.close();
  }
}

function assertKnown(path: string, state: SchemaState): void {
  if (state === 'foreign') throw new Error(`${path} is a database of another program, not a store of vaultop.`);
  if (state === 'newer') throw new Error(`A newer version of vaultop has written ${path}: use that version.`);
  if (state === 'new') throw new Error(`${path} is empty: the next start of vaultop creates a store in it.`);
}
