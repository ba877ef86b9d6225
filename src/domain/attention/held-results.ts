// The results of a rule for each resource, with the time until which each of them holds.
import { createEvaluationTime, type EvaluationTime } from './evaluation-time.ts';

export interface HeldResult<Result> {
  readonly result: Result;
  /** Epoch ms: with the same facts the result stays the same until then. */
  readonly holdsUntil: number;
}

/** By ARN. */
export type HeldResults<Result> = ReadonlyMap<string, HeldResult<Result>>;

export interface EachOptions<Result> {
  /** Epoch ms. */
  readonly now: number;
  /** The results of an earlier evaluation; absent: there was none. */
  readonly known?: HeldResults<Result> | undefined;
  /** The facts that the earlier result follows from did not change. */
  isUnchanged(arn: string, known: Result): boolean;
}

/** Evaluates the subjects that changed or whose earlier results hold no longer. The others keep their results. */
export function evaluateEach<Subject, Result>(
  subjects: ReadonlyMap<string, Subject>,
  evaluate: (subject: Subject, time: EvaluationTime, arn: string) => Result,
  { now, known, isUnchanged }: EachOptions<Result>,
): HeldResults<Result> {
  const results = new Map<string, HeldResult<Result>>();
  for (const [arn, subject] of subjects) {
    const before = known?.get(arn);
    if (before && before.holdsUntil > now && isUnchanged(arn, before.result)) {
      results.set(arn, before);
      continue;
    }
    const time = createEvaluationTime(now);
    const result = evaluate(subject, time, arn);
    results.set(arn, { result, holdsUntil: time.holdsUntil() });
  }
  return results;
}

/** Records in `time` until when all results hold. */
export function noteHolds(results: HeldResults<unknown>, time: EvaluationTime): void {
  let earliest = Number.POSITIVE_INFINITY;
  for (const { holdsUntil } of results.values()) earliest = Math.min(earliest, holdsUntil);
  if (earliest !== Number.POSITIVE_INFINITY) time.reached(earliest);
}
