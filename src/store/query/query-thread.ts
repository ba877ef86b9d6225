// Runs queries in a thread of their own, which exists only while there are queries.
import type { Clock } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { ListQuery, ListResult } from './list-query.ts';
import type { Queries, QueryOptions } from './queries.ts';
import { createQueryLink, type QueryLinkOptions } from './query-link.ts';
import type { QueryReply } from './query-messages.ts';

export interface QueryThreadOptions extends Pick<QueryLinkOptions, 'file' | 'worker'> {
  readonly clock: Clock;
}

/** The thread ends after this time without work. It takes 40 MB, and 50 ms to start. */
export const idleMs = minuteMs;

/**
 * The thread is ended after this time without a message. On the slowest disk a step takes 5 s, and nothing else stops a
 * step.
 */
export const stuckMs = 15_000;

interface Pending extends QueryOptions {
  readonly query: ListQuery;
  /** The problem of a filter that was removed from the query. */
  readonly problem?: string;
  resolve(answer: ListResult | undefined): void;
  reject(error: Error): void;
}

export function createQueryThread({ file, worker, clock }: QueryThreadOptions): Queries {
  const pending = new Map<number, Pending>();
  let lastNumber = 0;
  /** The query whose step began last. */
  let atWork: number | undefined;
  let cancelTimer = () => {};
  const link = createQueryLink({ file, worker, receive, failed: fail });
  const sendIds = (number: number, query: ListQuery) => link.send({ kind: 'ids', number, query });

  function end(): void {
    cancelTimer();
    link.end();
    atWork = undefined;
  }

  function fail(error: Error): void {
    end();
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  }

  function receive(reply: QueryReply): void {
    const { number } = reply;
    atWork = number;
    const one = pending.get(number);
    if (reply.kind === 'first') one?.first?.(reply.ids);
    if (reply.kind === 'answer') one?.resolve({ ...reply.answer, ...(one.problem ? { problem: one.problem } : {}) });
    if (reply.kind === 'failed') one?.reject(new Error(reply.message));
    if (reply.kind === 'answer' || reply.kind === 'failed') pending.delete(number);
    watch();
  }

  function watch(): void {
    cancelTimer();
    cancelTimer = pending.size === 0 ? clock.setTimeout(end, idleMs) : clock.setTimeout(endStuck, stuckMs);
  }

  /** The query that does not end is sent again without its filter, the other queries unchanged. */
  function endStuck(): void {
    const stuck = atWork !== undefined && pending.has(atWork) ? atWork : pending.keys().next().value;
    end();
    for (const [number, one] of pending) {
      if (number === stuck) askWithoutFilter(number, one);
      else sendIds(number, one.query);
    }
    watch();
  }

  function askWithoutFilter(number: number, one: Pending): void {
    const { filter, ...query } = one.query;
    if (filter === undefined) {
      pending.delete(number);
      one.reject(new Error('The query takes too long.'));
      return;
    }
    pending.set(number, { ...one, query, problem: 'takes too long, so it is not applied' });
    sendIds(number, query);
  }

  function cancel(number: number): void {
    const one = pending.get(number);
    if (!one) return;
    pending.delete(number);
    link.send({ kind: 'cancel', number });
    one.resolve(undefined);
    watch();
  }

  return {
    async ids(query, options = {}) {
      const { signal } = options;
      if (signal?.aborted) return undefined;
      lastNumber += 1;
      const number = lastNumber;
      const abort = () => cancel(number);
      try {
        return await new Promise<ListResult | undefined>((resolve, reject) => {
          pending.set(number, { ...options, query, resolve, reject });
          sendIds(number, query);
          signal?.addEventListener('abort', abort);
          watch();
        });
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    close() {
      end();
      for (const { resolve } of pending.values()) resolve(undefined);
      pending.clear();
    },
  };
}
