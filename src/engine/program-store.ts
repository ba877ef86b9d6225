// The store as the program uses it: it writes responses, and reads rows and ids of lists, in this thread or in others.

import { type Clock, systemClock } from '../lib/clock.ts';
import { resources } from '../resources/index.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import { programName } from '../store/file/processes.ts';
import { troubleOf } from '../store/file/trouble.ts';
import type { PastTime } from '../store/past/past-database.ts';
import { createQueries, type Queries } from '../store/query/queries.ts';
import type { Covers } from '../store/read/covers.ts';
import type { StoreReader } from '../store/read/store-reader.ts';
import { createRequestLeases, type RequestLeases } from '../store/request-leases.ts';
import type { AnyRow, StoredScope } from '../store/row-shape.ts';
import type { Database } from '../store/sqlite.ts';
import { createStoreWriter, type StoreWriter } from '../store/write/store-writer.ts';
import type { DayRequest, DaySummary } from './day/day-summary.ts';
import { createStoreEvaluator, type StoreEvaluation, writerWithCalls } from './evaluation/store-evaluation.ts';
import { type Acknowledgements, createAcknowledgements } from './store/acknowledgements.ts';
import { carefulLeases, carefulWriter } from './store/careful-writer.ts';
import { createNameLeases, type LocalNameLeases, type NameLeases } from './store/name-leases.ts';
import { createRowShapes } from './store/row-shapes.ts';
import { createDayReaders, readDay } from './store/store-queries.ts';
import { createSight } from './store/store-sight.ts';
import { storedScope } from './stored-scope.ts';

export interface ResponseRequest {
  readonly resource: ResourceId;
  readonly scope: StoredScope;
  /** Equal params give equal text. */
  readonly params: string;
  /** Epoch ms. */
  readonly requestedAt: number;
  /** No member of a row decides whether the response lists it: the store notes the rows of the response. */
  readonly notesMembers?: boolean;
}

/** Names a request without its time. */
export type ResponseName = Pick<ResponseRequest, 'resource' | 'scope' | 'params'>;

/** One response that is being written. */
export interface ResponseSink {
  /** `isThin`: the rows come again with more members. */
  page(rows: readonly AnyRow[], isThin?: boolean): void;
  /** Its rows can be read when this returns. */
  whole(covers?: Covers): void;
  /** The response contains what is new or changed since the response requested at `since`, epoch ms. */
  changes(since: number): void;
  failed(problem: string, retryAt: number): void;
  abandon(): void;
}

export interface SeenRows {
  readonly requestedAt: number;
  readonly identity: string;
}

export interface ResponseWriter {
  begin(request: ResponseRequest): ResponseSink;
  /** Rows that came without a list, as this identity saw them at that time. */
  upsert(resource: ResourceId, rows: readonly AnyRow[], seen: SeenRows): void;
}

/** Reads rows by id, and the ids of a list. */
export interface StoreSight {
  /** The path of the file. Absent: it has none that others can see. */
  readonly path?: string;
  readonly reader: StoreReader;
  readonly queries: Queries;
  /** Set where it reads a past time. */
  readonly past?: PastTime;
  /** Where it reads a past time: reads the versions of all times. */
  readonly allTimes?: StoreReader;
  /** Reads this time, in epoch ms, in place of the present. Absent: it reads a past time already. */
  at?(time: number): StoreSight;
}

export interface ProgramStore {
  readonly writer: ResponseWriter;
  /**
   * Leases of requests that are about to be sent: each ends with the response that `writer.begin` takes, or expires.
   * Absent: no other program uses this store.
   */
  readonly leases?: Omit<RequestLeases, 'renew'> | undefined;
  /** Leases of work that only one program does at a time. Absent: no other program uses this store. */
  readonly nameLeases?: NameLeases | undefined;
  /** Leases of the queues of the live feed. Absent: no other program uses this store. */
  readonly queueLeases?: LocalNameLeases | undefined;
  /** What persons have acknowledged. Absent: nothing can be acknowledged here. */
  readonly acknowledgements?: Acknowledgements | undefined;
  /** undefined: the file is not open yet, or its contents are not the newest responses. */
  sight(): StoreSight | undefined;
  /** The data of the overview, including all writes that were requested before. */
  day(request: DayRequest): Promise<DaySummary>;
  /** Resolves as soon as the file is open. */
  opened(): Promise<StoreSight>;
  /** Calls `changed` soon after a write, or after the file was opened. */
  subscribe(changed: () => void): void;
  /** The evaluation of derived lists. */
  readonly evaluation: StoreEvaluation;
  /** Writes that were requested before are on disk when it resolves. */
  close(): Promise<void>;
}

/** The store as the engine uses it. */
export interface EngineStore extends Omit<ProgramStore, 'day' | 'evaluation' | 'nameLeases' | 'acknowledgements'> {
  /**
   * Calls `resumed` when written responses were lost and new ones are stored again: the store is another file, or could
   * not be written for a while. Absent: that does not happen.
   */
  onResumed?(resumed: () => void): void;
}

/** The store without its writer: for readers. */
export type ReadableStore = Omit<ProgramStore, 'writer' | 'leases' | 'queueLeases'>;

export interface StoreInProcessOptions {
  readonly database: Database;
  /** Epoch ms of AWS's clock. */
  now(): number;
  /** The clock of the evaluation. 'none': derived lists are evaluated only by `finish`. Absent: the system's clock. */
  readonly clock?: Clock | 'none' | undefined;
  close?(): void;
  /** The name of the program that holds leases. Absent: the name of this process. */
  readonly holder?: string;
  /** A write failed, and no more are made. Absent: the error is thrown. */
  failed?(error: unknown): void;
}

/** Reads and writes synchronously: for commands that draw nothing, and for tests. */
export function createStoreInProcess(options: StoreInProcessOptions): ProgramStore {
  const { database, now, clock = systemClock, close, failed, holder = programName() } = options;
  const shapes = createRowShapes(now);
  const listeners = new Set<() => void>();
  const written = () => {
    for (const changed of listeners) changed();
  };
  const queries = createQueries(database);
  const readsDay = createDayReaders(database, shapes);
  const sight = createSight({ database, shapes, queries });
  const storeWriter = createStoreWriter({ database, shapes, now });
  const leases = createRequestLeases(database, { holder, now });
  const names = createNameLeases(database, { holder, now });
  let position = 0;
  const evaluator = createStoreEvaluator({
    database,
    shapes,
    now,
    writer: storeWriter,
    evaluated: written,
    ...(clock === 'none' ? {} : { clock }),
    failed(error) {
      if (!failed || troubleOf(error) === undefined) throw error;
      failed(error);
    },
  });
  const writer = writerWithCalls(responseWriter(storeWriter, { written, leases }), () => {
    position += 1;
    evaluator.written(position);
  });
  return {
    writer: failed ? carefulWriter(writer, failed) : writer,
    leases: failed ? carefulLeases(leases, failed) : leases,
    evaluation: {
      watch: evaluator.watch,
      position: () => position,
      upTo: evaluator.upTo,
      finish: evaluator.finish,
    },
    nameLeases: names,
    queueLeases: names,
    acknowledgements: createAcknowledgements(database, written),
    sight: () => sight,
    day: (request) => readDay(readsDay, request),
    opened: async () => sight,
    subscribe: (changed) => listeners.add(changed),
    async close() {
      evaluator.stop();
      queries.close();
      close?.();
    },
  };
}

export interface ResponseWriterOptions {
  /** Called after each call that may have written something. */
  written(): void;
  /** Leases of the requests whose responses it writes. Absent: no other program uses this store. */
  readonly leases?: RequestLeases | undefined;
}

/** Wraps the writer: ends the lease of a request with its response, and calls `written` after each write. */
export function responseWriter(writer: StoreWriter, { written, leases }: ResponseWriterOptions): ResponseWriter {
  const scopeOf = (identity: string) => (row: AnyRow) => storedScope(row.scope, identity);
  return {
    begin(request) {
      const response = writer.begin({ ...request, scopeOf: scopeOf(request.scope.identity) });
      const isGone = resources[request.resource].stored?.isGone;
      const release = () => leases?.release(request);
      return {
        page(rows, isThin) {
          leases?.renew(request);
          const gone = isGone ? rows.filter(isGone) : [];
          response.page(gone.length > 0 ? rows.filter((row) => !gone.includes(row)) : rows, isThin);
          if (gone.length > 0) response.gone(gone);
          written();
        },
        whole(covers) {
          response.whole(covers);
          release();
          written();
        },
        changes(since) {
          response.changes(since);
          release();
        },
        failed(problem, retryAt) {
          response.failed(problem, retryAt);
          release();
        },
        abandon() {
          response.abandon();
          release();
        },
      };
    },
    upsert(resource, rows, { identity, requestedAt }) {
      writer.upsert(resource, rows, { requestedAt, scopeOf: scopeOf(identity) });
      written();
    },
  };
}
