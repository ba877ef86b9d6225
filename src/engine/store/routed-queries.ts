// Lists of few rows are answered by the thread that is there anyway, all others by one of their own, which starts with the
// first of them.
import type { Clock } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { ListQuery, ListResult } from '../../store/query/list-query.ts';
import type { Queries } from '../../store/query/queries.ts';
import type { PostedQueries } from './store-queries.ts';

export interface RoutedQueriesOptions {
  /** The engine's thread. */
  readonly writer: Pick<PostedQueries, 'ask'>;
  /** A thread of their own. */
  readonly queries: Queries;
  readonly clock: Clock;
}

/** The engine's thread answers lists of up to so many rows: some milliseconds. */
export const mostRows = 2_000;
/** It may have much to write: for so long a list waits for it. */
export const patienceMs = 1_000;
/** A resource of more rows is asked for there again after so long. */
export const longForMs = minuteMs;

export function createRoutedQueries({ writer, queries, clock }: RoutedQueriesOptions): Queries {
  /** Until when a resource counts as long. */
  const longUntil = new Map<string, number>();
  const elsewhere = ({ resource }: ListQuery) => longUntil.set(resource, clock.now() + longForMs);

  /** undefined: the other thread is to be asked. */
  async function fromWriter(query: ListQuery): Promise<ListResult | undefined> {
    const late = Promise.withResolvers<undefined>();
    const cancel = clock.setTimeout(() => late.resolve(undefined), patienceMs);
    try {
      return await Promise.race([writer.ask({ kind: 'ids', query, mostRows }), late.promise]);
    } catch {
      // The thread has ended. The other one reads the file all the same.
      return undefined;
    } finally {
      cancel();
    }
  }

  return {
    async ids(query, options = {}) {
      // Nothing can end a filter that takes too long but the end of its thread.
      const isPlain = (query.filter ?? '') === '' && query.asOf === undefined;
      if (isPlain && (longUntil.get(query.resource) ?? 0) <= clock.now()) {
        const answer = await fromWriter(query);
        if (options.signal?.aborted) return undefined;
        if (answer) return answer;
        elsewhere(query);
      }
      return queries.ids(query, options);
    },
    close: queries.close,
  };
}
