// Returns the ids of a list's rows, from this thread or from one of its own.
import type { Database } from '../sqlite.ts';
import { listIds, type QuerySizes } from './list-ids.ts';
import type { ListQuery, ListResult, RowIds } from './list-query.ts';
import { warmRows } from './rows/warm-rows.ts';
import { searchIds } from './search-ids.ts';
import type { FoundIds, SearchQuery } from './search-query.ts';

export interface QueryOptions {
  /** Called with the ids of the first page, if they are known before the others. */
  readonly first?: (ids: RowIds) => void;
  /** Cancels the query. */
  readonly signal?: AbortSignal;
}

export interface SearchOptions {
  /** Called with rows of a list as soon as they are known; several times for a long list. */
  readonly found: (ids: FoundIds) => void;
  /** Cancels the search. */
  readonly signal?: AbortSignal;
}

export interface Queries {
  /** undefined: the query was cancelled. */
  ids(query: ListQuery, options?: QueryOptions): Promise<ListResult | undefined>;
  /** Resolves when all lists were searched, or the search was cancelled. */
  search(query: SearchQuery, options: SearchOptions): Promise<void>;
  /** Pending queries stay without a result. */
  close(): void;
}

/** In this thread: for a store in memory, for tests, and for commands that show one list. */
export function createQueries(database: Database, sizes?: QuerySizes): Queries {
  let isClosed = false;
  return {
    async ids(query, { first, signal } = {}) {
      await Promise.resolve();
      const isWanted = () => !isClosed && signal?.aborted !== true;
      return isWanted()
        ? answerInSteps({ database, query, isWanted, ...(first ? { first } : {}), ...(sizes ? { sizes } : {}) })
        : undefined;
    },
    async search(query, { found, signal }) {
      await Promise.resolve();
      const isWanted = () => !isClosed && signal?.aborted !== true;
      if (isWanted()) await searchInSteps({ database, query, found, isWanted });
    },
    close() {
      isClosed = true;
    },
  };
}

export interface StepsOptions {
  readonly database: Database;
  readonly query: ListQuery;
  readonly sizes?: QuerySizes;
  readonly first?: (ids: RowIds) => void;
  readonly isWanted: () => boolean;
  /** Called between two steps. */
  readonly pause?: () => Promise<void>;
}

/** undefined: the query was cancelled. */
export async function answerInSteps(options: StepsOptions): Promise<ListResult | undefined> {
  const { database, query, sizes, first, isWanted, pause = () => Promise.resolve() } = options;
  const steps = listIds(database, query, sizes);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      warmRows(database, step.value.ids);
      return step.value;
    }
    if (step.value) {
      warmRows(database, step.value.first);
      first?.(step.value.first);
    }
    await pause();
    if (!isWanted()) return undefined;
  }
}

export interface SearchStepsOptions extends Pick<StepsOptions, 'database' | 'isWanted' | 'pause'> {
  readonly query: SearchQuery;
  readonly found: (ids: FoundIds) => void;
}

export async function searchInSteps(options: SearchStepsOptions): Promise<void> {
  const { database, query, found, isWanted, pause = () => Promise.resolve() } = options;
  for (const ids of searchIds(database, query)) {
    if (ids) {
      warmRows(database, Int32Array.from([...ids.ids, ...ids.past]));
      found(ids);
    }
    await pause();
    if (!isWanted()) return;
  }
}
