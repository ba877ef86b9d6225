// Lists with few rows are answered by the engine's thread, all others by a thread of their own, which starts with the
// first of them.
import type { Clock } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { ListQuery, ListResult } from '../../store/query/list-query.ts';
import type { Queries } from '../../store/query/queries.ts';
import type { PostedQueries } from './store-queries.ts';

export interface RoutedQueriesOptions {
  /** The engine's thread. */
  readonly writer: Pick<PostedQueries, 'ask'>;
  /** The query thread. */
  readonly queries: Queries;
  readonly clock: Clock;
}

/** The engine's thread answers lists of at most this many rows, which takes some milliseconds. */
export const mostRows = 2_000;
/** The engine's thread may have many writes pending: a list waits for it at most this long. */
export const patienceMs = 1_000;
/** For a resource with more rows the engine's thread is tried again after this time. */
export const longForMs = minuteMs;

export function createRoutedQueries({ writer, queries, clock }: RoutedQueriesOptions): Queries {
  /** For each resource, the time until which it counts as long. */
  const longUntil = new Map<string, number>();
  const elsewhere = ({ resource }: ListQuery) => longUntil.set(resource, clock.now() + longForMs);

  /** undefined: the query thread has to be used. */
  async function fromWriter(query: ListQuery): Promise<ListResult | undefined> {
    const late = Promise.withResolvers<undefined>();
    const cancel = clock.setTimeout(() => late.resolve(undefined), patienceMs);
    try {
      return await Promise.race([writer.ask({ kind: 'ids', query, mostRows }), late.promise]);
    } catch {
      // The engine's thread has ended. The query thread can still read the file.
      return undefined;
    } finally {
      cancel();
    }
  }

  return {
    async ids(query, options = {}) {
      // Only the end of its thread stops a filter that takes too long.
      const isPlain = (query.filter ?? '') === '' && query.asOf === undefined;
      if (isPlain && (longUntil.get(query.resource) ?? 0) <= clock.now()) {
        const response = await fromWriter(query);
        if (options.signal?.aborted) return undefined;
        if (response) return response;
        elsewhere(query);
      }
      return queries.ids(query, options);
    },
    search: queries.search,
    close: queries.close,
  };
}
