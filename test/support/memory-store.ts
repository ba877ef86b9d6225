// A store that ends with the test, written and read in its own thread.
import { createStoreInProcess, type ProgramStore } from '../../src/runtime/program-store.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';

export function openMemoryStore(now: () => number): ProgramStore {
  const database = openForWriting(':memory:');
  migrate(database);
  return createStoreInProcess({ database, now, close: () => database.close() });
}
