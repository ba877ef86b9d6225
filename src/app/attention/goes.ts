// Drives long work while somebody watches: so much in a go, and keys are answered in between.
import { goOn, type Steps } from '../../lib/steps.ts';

export interface Goes {
  /** Rows looked at in one go. */
  readonly atOnce: number;
  /** Runs the next go in so many ms; one at a time. */
  later(go: () => void, waitMs: number): void;
  /** In so many ms there is something new to show, or to look at. */
  behind(waitMs: number): void;
}

/** Between two goes, for whatever else has come. */
const pauseMs = 8;

/** None is made at once. `done` is called at the end of the last one; the returned function leaves off before. */
export function inGoes<Result>(
  steps: Steps<Result>,
  { atOnce, later }: Goes,
  done: (result: Result) => void,
): () => void {
  let isLeft = false;
  const go = () => {
    if (isLeft) return;
    const end = goOn(steps, atOnce);
    if (end) done(end.result);
    else later(go, pauseMs);
  };
  later(go, 0);
  return () => {
    isLeft = true;
  };
}
