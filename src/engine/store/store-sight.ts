// What reads a store: rows by id, and the ids of lists, of the present or of a past time.
import { pastTime } from '../../store/past/row-at.ts';
import type { Queries } from '../../store/query/queries.ts';
import { createStoreReader } from '../../store/read/store-reader.ts';
import type { RowShape } from '../../store/row-shape.ts';
import type { Database } from '../../store/sqlite.ts';
import type { StoreSight } from '../program-store.ts';
import { toScope } from '../stored-scope.ts';

export interface SightParts {
  readonly database: Database;
  readonly shapes: readonly RowShape[];
  readonly queries: Queries;
  readonly path?: string;
}

export function createSight({ database, shapes, queries, path }: SightParts): StoreSight {
  const reader = createStoreReader({ database, shapes, toScope });
  return {
    ...(path === undefined ? {} : { path }),
    reader,
    queries,
    at(time) {
      const past = pastTime(time, shapes);
      return {
        ...(path === undefined ? {} : { path }),
        past,
        allTimes: reader,
        reader: createStoreReader({ database, shapes, toScope, past }),
        queries: {
          ids: (query, options) => queries.ids({ ...query, asOf: past }, options),
          search: (query, options) => queries.search({ ...query, asOf: past }, options),
          // They end with the queries of the present.
          close() {},
        },
      };
    },
  };
}
