import { createStoreReader } from '../../store/read/store-reader.ts';
import type { RowShape } from '../../store/row-shape.ts';
import type { Database } from '../../store/sqlite.ts';
import type { StoreWriter } from '../../store/write/store-writer.ts';
import type { AnswerWriter } from '../program-store.ts';
import { toScope } from '../stored-scope.ts';
import type { EvaluationRequest } from './evaluation-request.ts';
import { createEvaluator, type Evaluator, type EvaluatorOptions } from './evaluator.ts';
import { createStoredFacts } from './stored-facts.ts';

/** As the program sees it, wherever it is done. */
export interface StoreEvaluation {
  /** From now on these account-Regions are evaluated, by these settings. */
  watch(request: EvaluationRequest): void;
  /** How many writes have been asked for. */
  position(): number;
  /** Whatever had been written by this position has been evaluated, everywhere. */
  upTo(): number;
  /** Evaluates all that is due at once, where it is done in this thread. */
  finish?(): void;
}

export interface StoreEvaluatorOptions extends Pick<EvaluatorOptions, 'clock' | 'now' | 'evaluated' | 'failed'> {
  readonly database: Database;
  readonly shapes: readonly RowShape[];
  readonly writer: StoreWriter;
}

export function createStoreEvaluator({ database, shapes, ...options }: StoreEvaluatorOptions): Evaluator {
  const reader = createStoreReader({ database, shapes, toScope });
  return createEvaluator({ ...options, reader, facts: createStoredFacts({ reader }) });
}

/** Calls after each call that may have written something. */
export function writerWithCalls(writer: AnswerWriter, called: () => void): AnswerWriter {
  const then = <Result>(result: Result): Result => {
    called();
    return result;
  };
  return {
    begin(request) {
      const sink = writer.begin(request);
      return {
        page: (rows) => then(sink.page(rows)),
        whole: (covers) => then(sink.whole(covers)),
        changes: (since) => then(sink.changes(since)),
        failed: (problem, retryAt) => then(sink.failed(problem, retryAt)),
        abandon: () => sink.abandon(),
      };
    },
    upsert: (resource, rows, seen) => then(writer.upsert(resource, rows, seen)),
  };
}
