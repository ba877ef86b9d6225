// Evaluates account-Regions one after the other when their facts change or when time makes them due, and writes the
// results as rows.
import type { PlaceFindings } from '../../domain/attention/findings/acknowledgement.ts';
import type { Clock } from '../../lib/clock.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { StoreWriter } from '../../store/write/store-writer.ts';
import { createPlaceEvaluator } from './account-regions/place-evaluator.ts';
import type { EvaluationRequest } from './evaluation-request.ts';
import type { StoredFacts } from './facts/stored-facts.ts';

export interface EvaluatorOptions {
  readonly facts: StoredFacts;
  readonly reader: Pick<StoreReader, 'lastSeq' | 'scopes' | 'scopesMark' | 'openIds' | 'wholeSince' | 'lastReceivedAt'>;
  readonly writer: Pick<StoreWriter, 'derive'>;
  /** Ends acknowledgements of findings that are gone. */
  readonly lapse?: ((place: PlaceFindings) => void) | undefined;
  /** An account-Region with fewer rows of facts is always evaluated as a whole. Absent: a thousand. */
  readonly leastKeptRows?: number;
  /** Absent: evaluates only when `finish` is called. */
  readonly clock?: Clock | undefined;
  /** Epoch ms of AWS's clock. */
  now(): number;
  /** Rows may have been written, and the result of `upTo` may have changed. */
  evaluated(): void;
  /** A read or a write failed. */
  failed(error: unknown): void;
}

export interface Evaluator {
  /** Replaces the request; the parts that both requests share are not evaluated again. */
  watch(request: EvaluationRequest): void;
  /** Rows or responses may have been written. `position`: the number of such calls. */
  written(position: number): void;
  /** Everything that was written up to this position has been evaluated, in all account-Regions. */
  upTo(): number;
  /** Evaluates everything that is due at once. */
  finish(): void;
  stop(): void;
}

/** A response has many pages: their changes are evaluated together. */
const gatherMs = 250;
/**
 * Repeated evaluations may take a fifth of the time, first evaluations half of it: until then a list on screen is
 * empty.
 */
const restPerWork = { again: 4, first: 1 };
const restAfterFailureMs = 60_000;
/** AWS's clock may be set while the evaluator waits. */
const longestWaitMs = 60_000;

export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { clock, reader, now, evaluated, failed } = options;
  const places = createPlaceEvaluator(options);
  let position = 0;
  let reported = { seq: -1, upTo: -1 };
  let waiting: { readonly at: number; cancel(): void } | undefined;
  /** Final: the database may be closed. */
  let isStopped = false;

  function go(): void {
    waiting = undefined;
    if (!clock) return;
    const began = clock.now();
    try {
      const work = places.step(position);
      report();
      wait(work ? (clock.now() - began) * restPerWork[work] : untilDue());
    } catch (error) {
      failed(error);
      wait(restAfterFailureMs);
    }
  }

  function report(): void {
    const now = { seq: reader.lastSeq(), upTo: places.upTo() };
    if (now.seq === reported.seq && now.upTo === reported.upTo) return;
    reported = now;
    evaluated();
  }

  const untilDue = () => Math.min(longestWaitMs, Math.max(0, places.dueAt() - now()));

  function wait(ms: number): void {
    if (!clock || isStopped) return;
    const at = clock.now() + ms;
    if (waiting && waiting.at <= at) return;
    waiting?.cancel();
    waiting = { at, cancel: clock.setTimeout(go, ms) };
  }

  return {
    watch(request) {
      places.watch(request);
      wait(0);
    },
    written(count) {
      position = count;
      if (places.written()) wait(gatherMs);
    },
    upTo: places.upTo,
    finish() {
      while (places.step(position));
      report();
    },
    stop() {
      isStopped = true;
      waiting?.cancel();
      places.stop();
    },
  };
}
