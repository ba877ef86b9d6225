// The store as the program uses it: it writes answers, and reads rows and the ids of lists, in this thread or in others.

import { type Clock, systemClock } from '../lib/clock.ts';
import { resources } from '../resources/index.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import { programName } from '../store/file/processes.ts';
import { troubleOf } from '../store/file/trouble.ts';
import { createQueries, type Queries } from '../store/query/queries.ts';
import type { Covers } from '../store/read/covers.ts';
import { createStoreReader, type StoreReader } from '../store/read/store-reader.ts';
import { createRequestLeases, type RequestLeases } from '../store/request-leases.ts';
import type { AnyRow, StoredScope } from '../store/row-shape.ts';
import type { Database } from '../store/sqlite.ts';
import { createStoreWriter, type StoreWriter } from '../store/write/store-writer.ts';
import { createDayReader, type DayRequest, type DaySummary } from './day/day-summary.ts';
import { createStoreEvaluator, type StoreEvaluation, writerWithCalls } from './evaluation/store-evaluation.ts';
import { carefulLeases, carefulWriter } from './store/careful-writer.ts';
import { createNameLeases, type NameLeases } from './store/name-leases.ts';
import { createRowShapes } from './store/row-shapes.ts';
import { readDay } from './store/store-queries.ts';
import { storedScope, toScope } from './stored-scope.ts';

export interface AnswerRequest {
  readonly resource: ResourceId;
  readonly scope: StoredScope;
  /** The same text for the same params. */
  readonly params: string;
  /** Epoch ms. */
  readonly requestedAt: number;
  /** No member of a row tells that the answer lists it. */
  readonly notesMembers?: boolean;
}

/** What is asked for, whenever it is. */
export type AnswerName = Pick<AnswerRequest, 'resource' | 'scope' | 'params'>;

/** One answer on its way into the store. */
export interface AnswerSink {
  page(rows: readonly AnyRow[]): void;
  /** Its rows can be read when this returns. */
  whole(covers?: Covers): void;
  /** It had what is new or changed since the answer that was requested at `since`, epoch ms. */
  changes(since: number): void;
  failed(problem: string, retryAt: number): void;
  abandon(): void;
}

export interface SeenRows {
  readonly requestedAt: number;
  readonly identity: string;
}

export interface AnswerWriter {
  begin(request: AnswerRequest): AnswerSink;
  /** Rows that no list brought, as this identity saw them at that time. */
  upsert(resource: ResourceId, rows: readonly AnyRow[], seen: SeenRows): void;
}

/** What reads: rows by their ids, and the ids of a list. */
export interface StoreSight {
  readonly reader: StoreReader;
  readonly queries: Queries;
}

export interface ProgramStore {
  readonly writer: AnswerWriter;
  /**
   * Of requests that are to be sent: each ends with the answer that `writer.begin` takes, or by itself. Absent: no other
   * program has this store.
   */
  readonly leases?: Omit<RequestLeases, 'renew'> | undefined;
  /** Of what only one program does at a time. Absent: no other program has this store. */
  readonly nameLeases?: NameLeases | undefined;
  /** undefined: the file is not open yet, or what it has is not what AWS said last. */
  sight(): StoreSight | undefined;
  /** What the overview shows, with all that was given to be written before. */
  day(request: DayRequest): Promise<DaySummary>;
  /** As soon as the file is open. */
  opened(): Promise<StoreSight>;
  /** Calls when something was written, or the file was opened, soon after it. */
  subscribe(changed: () => void): void;
  /** What AWS gives no list of, made of what is written. */
  readonly evaluation: StoreEvaluation;
  /** What has been written by then is safe. */
  close(): Promise<void>;
}

/** As the engine uses it. */
export interface EngineStore extends Omit<ProgramStore, 'day' | 'evaluation' | 'nameLeases'> {
  /**
   * Calls when answers that were written are missing and what comes is kept again: the store is another one, or could not be
   * written for a while. Absent: that does not happen.
   */
  onResumed?(resumed: () => void): void;
}

/** Without its writer: for whoever only looks. */
export type ReadableStore = Omit<ProgramStore, 'writer' | 'leases'>;

export interface StoreInProcessOptions {
  readonly database: Database;
  /** Epoch ms of AWS's clock. */
  now(): number;
  /** What AWS gives no list of is evaluated by it, once it is watched. 'none': only by `finish`. Absent: the system's. */
  readonly clock?: Clock | 'none' | undefined;
  close?(): void;
  /** The name of the program whose store it is. Absent: that of this process. */
  readonly holder?: string;
  /** Something could not be written, and nothing more is. Absent: it is thrown. */
  failed?(error: unknown): void;
}

/** Reads and writes at once: for commands that draw nothing, and for tests. */
export function createStoreInProcess(options: StoreInProcessOptions): ProgramStore {
  const { database, now, clock = systemClock, close, failed, holder = programName() } = options;
  const shapes = createRowShapes(now);
  const listeners = new Set<() => void>();
  const written = () => {
    for (const changed of listeners) changed();
  };
  const queries = createQueries(database);
  const readsDay = createDayReader(database, shapes);
  const sight = { reader: createStoreReader({ database, shapes, toScope }), queries };
  const storeWriter = createStoreWriter({ database, shapes, now });
  const leases = createRequestLeases(database, { holder, now });
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
  const writer = writerWithCalls(answerWriter(storeWriter, { written, leases }), () => {
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
    nameLeases: createNameLeases(database, { holder, now }),
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

export interface AnswerWriterOptions {
  /** Called after each call that may have written. */
  written(): void;
  /** Of the requests whose answers it writes. Absent: no other program has this store. */
  readonly leases?: RequestLeases | undefined;
}

export function answerWriter(writer: StoreWriter, { written, leases }: AnswerWriterOptions): AnswerWriter {
  const scopeOf = (identity: string) => (row: AnyRow) => storedScope(row.scope, identity);
  return {
    begin(request) {
      const response = writer.begin({ ...request, scopeOf: scopeOf(request.scope.identity) });
      const isGone = resources[request.resource].stored?.isGone;
      const release = () => leases?.release(request);
      return {
        page(rows) {
          leases?.renew(request);
          const gone = isGone ? rows.filter(isGone) : [];
          response.page(gone.length > 0 ? rows.filter((row) => !gone.includes(row)) : rows);
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
