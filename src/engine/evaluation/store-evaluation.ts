import { createStoreReader } from '../../store/read/store-reader.ts';
import type { RowShape } from '../../store/row-shape.ts';
import type { Database } from '../../store/sqlite.ts';
import type { StoreWriter } from '../../store/write/store-writer.ts';
import type { ResponseWriter } from '../program-store.ts';
import { toScope } from '../stored-scope.ts';
import type { EvaluationRequest } from './evaluation-request.ts';
import { createEvaluator, type Evaluator, type EvaluatorOptions } from './evaluator.ts';
import { createStoredFacts } from './facts/stored-facts.ts';
import { createAcknowledgementLapse } from './lapse-acknowledgements.ts';

/** The evaluation as the program uses it, in whatever thread it runs. */
export interface StoreEvaluation {
  /** Replaces the account-Regions that are evaluated, and the settings. */
  watch(request: EvaluationRequest): void;
  /** The number of writes that were requested. */
  position(): number;
  /** Everything that was written by this position has been evaluated, in all account-Regions. */
  upTo(): number;
  /** Evaluates everything that is due at once, if the evaluation runs in this thread. */
  finish?(): void;
}

export interface StoreEvaluatorOptions extends Pick<EvaluatorOptions, 'clock' | 'now' | 'evaluated' | 'failed'> {
  readonly database: Database;
  readonly shapes: readonly RowShape[];
  readonly writer: StoreWriter;
}

export function createStoreEvaluator({ database, shapes, ...options }: StoreEvaluatorOptions): Evaluator {
  const reader = createStoreReader({ database, shapes, toScope });
  const lapse = createAcknowledgementLapse(database);
  return createEvaluator({ ...options, reader, lapse, facts: createStoredFacts({ reader }) });
}

/** Calls `called` after each call that may have written something. */
export function writerWithCalls(writer: ResponseWriter, called: () => void): ResponseWriter {
  const then = <Result>(result: Result): Result => {
    called();
    return result;
  };
  return {
    begin(request) {
      const sink = writer.begin(request);
      return {
        page: (rows, isThin) => then(sink.page(rows, isThin)),
        whole: (covers) => then(sink.whole(covers)),
        changes: (since) => then(sink.changes(since)),
        failed: (problem, retryAt) => then(sink.failed(problem, retryAt)),
        abandon: () => sink.abandon(),
      };
    },
    upsert: (resource, rows, seen) => then(writer.upsert(resource, rows, seen)),
  };
}
