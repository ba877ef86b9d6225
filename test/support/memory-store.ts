// A store that ends with the test, written and read in its own thread.
import { createStoreInProcess, type ProgramStore } from '../../src/engine/program-store.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';

/** `clock`: absent: derived lists are evaluated only by `finish`. */
export function openMemoryStore(now: () => number, clock: Clock | 'none' = 'none'): ProgramStore {
  const database = openForWriting(':memory:');
  migrate(database);
  return createStoreInProcess({ database, now, clock, close: () => database.close() });
}

/** For a clock that stands still: each request is sent a millisecond after the previous one. */
export function inSuccession(store: ProgramStore): ProgramStore {
  let requests = 0;
  const later = <Request extends { readonly requestedAt: number }>(request: Request): Request => {
    requests += 1;
    return { ...request, requestedAt: request.requestedAt + requests };
  };
  const { writer } = store;
  return {
    ...store,
    writer: {
      begin: (request) => writer.begin(later(request)),
      upsert: (resource, rows, seen) => writer.upsert(resource, rows, later(seen)),
    },
  };
}
