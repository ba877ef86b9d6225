// Writes responses to the present store, and evaluates what was written. Each period of writing begins with an open
// store, and ends with a failure or with the next store.
import type { Clock } from '../../lib/clock.ts';
import type { OpenStore } from '../../store/file/open-store.ts';
import { programName } from '../../store/file/processes.ts';
import { createRequestLeases, type RequestLeases } from '../../store/request-leases.ts';
import { createStoreWriter } from '../../store/write/store-writer.ts';
import type { EvaluationRequest } from '../evaluation/evaluation-request.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import { createStoreEvaluator, writerWithCalls } from '../evaluation/store-evaluation.ts';
import { type ResponseWriter, responseWriter } from '../program-store.ts';
import { carefulLeases, carefulWriter } from './careful-writer.ts';
import type { createRowShapes } from './row-shapes.ts';

export interface StoreWritingOptions {
  readonly shapes: ReturnType<typeof createRowShapes>;
  readonly clock: Clock;
  /** Epoch ms of AWS's clock. */
  now(): number;
  isWriting(): boolean;
  failed(error: unknown): void;
  /** Something was written or evaluated. */
  written(): void;
}

export interface StoreWriting {
  readonly leases: Omit<RequestLeases, 'renew'>;
  readonly writer: ResponseWriter;
  /** Ends all responses in progress: parts of them are missing. */
  begin(store: OpenStore): void;
  /** Evaluates nothing more. */
  stop(): void;
  evaluate(request: EvaluationRequest): void;
  /** How many calls of the writer there were, and up to which of them rows are evaluated. */
  position(): number;
  upTo(): ReturnType<Evaluator['upTo']>;
}

export function createStoreWriting(options: StoreWritingOptions): StoreWriting {
  const { shapes, clock, now, isWriting, failed } = options;
  let current: ResponseWriter;
  /** How often writing started: a response is written only in the period in which it began. */
  let beginnings = 0;
  let evaluator: Evaluator;
  let leases: RequestLeases;
  let request: EvaluationRequest | undefined;
  let position = 0;

  return {
    leases: {
      holder: programName(),
      take: (wanted) => !isWriting() || leases.take(wanted),
      release: (wanted) => isWriting() && leases.release(wanted),
    },
    writer: writerWithCalls(
      { begin: (requested) => current.begin(requested), upsert: (...rows) => current.upsert(...rows) },
      () => {
        position += 1;
        if (isWriting()) evaluator.written(position);
      },
    ),
    begin({ database }) {
      const writer = createStoreWriter({ database, shapes, now });
      leases = carefulLeases(createRequestLeases(database, { holder: programName(), now }), failed);
      beginnings += 1;
      const own = beginnings;
      const isOver = () => !isWriting() || own !== beginnings;
      current = carefulWriter(responseWriter(writer, { written: options.written, leases }), failed, isOver);
      evaluator?.stop();
      evaluator = createStoreEvaluator({ database, shapes, writer, now, clock, failed, evaluated: options.written });
      if (request) evaluator.watch(request);
    },
    stop: () => evaluator.stop(),
    evaluate(next) {
      request = next;
      if (isWriting()) evaluator.watch(next);
    },
    position: () => position,
    upTo: () => evaluator.upTo(),
  };
}
