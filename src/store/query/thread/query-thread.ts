// Runs queries in a thread of their own, which exists only while there are queries.
import type { Clock } from '../../../lib/clock.ts';
import { minuteMs } from '../../../lib/duration.ts';
import type { ListResult } from '../list-query.ts';
import type { Queries, QueryOptions, SearchOptions } from '../queries.ts';
import { createQueryLink, type QueryLinkOptions } from './query-link.ts';
import type { QueryMessage, QueryReply } from './query-messages.ts';

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

interface Pending extends QueryOptions, Partial<SearchOptions> {
  readonly message: QueryMessage;
  /** The problem of a filter that was removed from the query. */
  readonly problem?: string;
  resolve(response: ListResult | undefined): void;
  reject(error: Error): void;
}

export function createQueryThread({ file, worker, clock }: QueryThreadOptions): Queries {
  const pending = new Map<number, Pending>();
  let lastNumber = 0;
  /** The query whose step began last. */
  let atWork: number | undefined;
  let cancelTimer = () => {};
  const link = createQueryLink({ file, worker, receive, failed: fail });

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
    if (settle(reply, pending.get(number))) pending.delete(number);
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
      else link.send(one.message);
    }
    watch();
  }

  function askWithoutFilter(number: number, one: Pending): void {
    if (one.message.kind !== 'ids' || one.message.query.filter === undefined) {
      pending.delete(number);
      one.reject(new Error('The query took too long.'));
      return;
    }
    const { filter, ...query } = one.message.query;
    const message: QueryMessage = { kind: 'ids', number, query };
    pending.set(number, { ...one, message, problem: 'takes too long, so it is not applied' });
    link.send(message);
  }

  function cancel(number: number): void {
    const one = pending.get(number);
    if (!one) return;
    pending.delete(number);
    link.send({ kind: 'cancel', number });
    one.resolve(undefined);
    watch();
  }

  /** undefined: the query was cancelled. */
  async function ask(
    messageOf: (number: number) => QueryMessage,
    options: QueryOptions & Partial<SearchOptions>,
  ): Promise<ListResult | undefined> {
    const { signal } = options;
    if (signal?.aborted) return undefined;
    lastNumber += 1;
    const number = lastNumber;
    const message = messageOf(number);
    const abort = () => cancel(number);
    try {
      return await new Promise<ListResult | undefined>((resolve, reject) => {
        pending.set(number, { ...options, message, resolve, reject });
        link.send(message);
        signal?.addEventListener('abort', abort);
        watch();
      });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  return {
    ids: (query, options = {}) => ask((number) => ({ kind: 'ids', number, query }), options),
    async search(query, options) {
      await ask((number) => ({ kind: 'search', number, query }), options);
    },
    close() {
      end();
      for (const { resolve } of pending.values()) resolve(undefined);
      pending.clear();
    },
  };
}

/** Gives the reply to the query that waits for it, if it still does. Whether it was the last reply. */
function settle(reply: QueryReply, one: Pending | undefined): boolean {
  if (reply.kind === 'first') one?.first?.(reply.ids);
  if (reply.kind === 'found') one?.found?.(reply.found);
  if (reply.kind === 'searched') one?.resolve(undefined);
  if (reply.kind === 'answer') one?.resolve({ ...reply.response, ...(one.problem ? { problem: one.problem } : {}) });
  if (reply.kind === 'failed') one?.reject(new Error(reply.message));
  return reply.kind === 'answer' || reply.kind === 'searched' || reply.kind === 'failed';
}
