// Queries that the engine's thread answers: the overview, and lists with few rows. Their results are small, and include
// all writes that were requested before.
import type { Acknowledgement } from '../../domain/attention/findings/acknowledgement.ts';
import { afterArrivals } from '../../lib/clock.ts';
import { unknownType } from '../../lib/unknown-type.ts';
import type { ListQuery, ListResult } from '../../store/query/list-query.ts';
import { answerInSteps } from '../../store/query/queries.ts';
import { hasMoreRows } from '../../store/query/rows/row-count.ts';
import type { RowShape } from '../../store/row-shape.ts';
import type { Database } from '../../store/sqlite.ts';
import { createDayReader, type DayReader, type DayRequest, type DaySummary } from '../day/day-summary.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import type { NameLeases } from './name-leases.ts';

export type StoreQuery =
  | { readonly kind: 'day'; readonly request: DayRequest }
  /** Answered only if the list has at most this many rows. */
  | { readonly kind: 'ids'; readonly query: ListQuery; readonly mostRows: number }
  | { readonly kind: 'takeLease'; readonly name: string; readonly forMs: number }
  | { readonly kind: 'releaseLease'; readonly name: string }
  | { readonly kind: 'acknowledge'; readonly all: readonly Acknowledgement[] }
  | { readonly kind: 'liftAcknowledgements'; readonly keys: readonly string[] };

/** undefined: the list has too many rows. */
export type StoreResult = DaySummary | ListResult | boolean | undefined;

export type StoreReply = { readonly number: number } & (
  | { readonly type: 'answer'; readonly response: StoreResult }
  | { readonly type: 'refused'; readonly message: string }
);

/** The readers of the present and of the past time that was asked for last: each keeps what it has read. */
export function createDayReaders(database: Database, shapes: readonly RowShape[]): DayReader {
  const present = createDayReader(database, shapes);
  let past: { readonly time: number; readonly read: DayReader } | undefined;
  return (request) => {
    const { asOf } = request;
    if (!asOf) return present(request);
    if (past?.time !== asOf.time) past = { time: asOf.time, read: createDayReader(database, shapes, asOf) };
    return past.read(request);
  };
}

type Pause = () => Promise<void>;
const noPause: Pause = () => Promise.resolve();

export async function readDay(read: DayReader, request: DayRequest, pause = noPause): Promise<DaySummary> {
  const steps = read(request);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await pause();
  }
}

export interface QueryReaderOptions {
  readonly database: Database;
  readonly shapes: readonly RowShape[];
  readonly leases: NameLeases;
  readonly acknowledgements: Acknowledgements;
  send(reply: StoreReply): void;
}

/** In the engine's thread. Between two steps it takes new messages. */
export function createQueryReader({ database, shapes, leases, acknowledgements, send }: QueryReaderOptions) {
  const readsDay = createDayReaders(database, shapes);
  const pause: Pause = () => new Promise((resolve) => afterArrivals(resolve));

  async function idsOf(query: ListQuery, mostRows: number): Promise<ListResult | undefined> {
    if (hasMoreRows(database, query, mostRows)) return undefined;
    return answerInSteps({ database, query, isWanted: () => true, pause });
  }

  async function answerTo(requested: StoreQuery): Promise<StoreResult> {
    switch (requested.kind) {
      case 'day':
        return readDay(readsDay, requested.request, pause);
      case 'takeLease':
        return leases.take(requested.name, requested.forMs);
      case 'releaseLease':
        return leases.release(requested.name).then(() => true);
      case 'acknowledge':
        return acknowledgements.add(requested.all).then(() => true);
      case 'liftAcknowledgements':
        return acknowledgements.lift(requested.keys).then(() => true);
      case 'ids':
        return idsOf(requested.query, requested.mostRows);
      default:
        return unknownType('A query of the store', requested);
    }
  }

  return (number: number, query: StoreQuery): void => {
    answerTo(query).then(
      (response) => send({ type: 'answer', number, response }),
      (error: unknown) => send({ type: 'refused', number, message: String(error) }),
    );
  };
}

type AnswerTo<Query extends StoreQuery> = Query extends { readonly kind: 'day' }
  ? DaySummary
  : Query extends { readonly kind: 'ids' }
    ? ListResult | undefined
    : boolean;

export interface PostedQueries {
  ask<Query extends StoreQuery>(query: Query): Promise<AnswerTo<Query>>;
  receive(reply: StoreReply): void;
  /** Rejects all pending queries. */
  fail(error: unknown): void;
}

/** In the program. */
export function createPostedQueries(post: (number: number, query: StoreQuery) => void): PostedQueries {
  const pending = new Map<number, PromiseWithResolvers<StoreResult>>();
  let lastNumber = 0;
  return {
    ask<Query extends StoreQuery>(query: Query) {
      lastNumber += 1;
      const one = Promise.withResolvers<StoreResult>();
      pending.set(lastNumber, one);
      post(lastNumber, query);
      return one.promise as Promise<AnswerTo<Query>>;
    },
    receive(reply) {
      const one = pending.get(reply.number);
      pending.delete(reply.number);
      if (reply.type === 'answer') one?.resolve(reply.response);
      else one?.reject(new Error(reply.message));
    },
    fail(error) {
      for (const { reject } of pending.values()) reject(error);
      pending.clear();
    },
  };
}
