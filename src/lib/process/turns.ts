// Long work in pieces: each piece waits for a turn of the event loop of its own, however many are at work at once, and
// whoever they work for. Keys are answered between two turns.

import type { Clock } from '../clock.ts';

/**
 * Resolves in a later turn of the loop, in which nobody else's does. `isAhead`: somebody looks at what it is for, or AWS
 * is asked on when it is done, and it stands before what nobody waits for. Neither keeps the other from its work: where
 * both wait, they take turns.
 */
export type NextTurn = (isAhead?: boolean) => Promise<void>;

export function createTurns(later: (task: () => void) => unknown = setImmediate): NextTurn {
  const ahead: (() => void)[] = [];
  const behind: (() => void)[] = [];
  let wasAhead = false;
  const serve = (): void => {
    wasAhead = behind.length === 0 || (ahead.length > 0 && !wasAhead);
    (wasAhead ? ahead : behind).shift()?.();
    if (ahead.length + behind.length > 0) later(serve);
  };
  return (isAhead = false) =>
    new Promise((resolve) => {
      (isAhead ? ahead : behind).push(resolve);
      if (ahead.length + behind.length === 1) later(serve);
    });
}

/** What it takes to wait for a time and then for a turn. */
export interface TimedTurns {
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
}

/** Runs `task` in a turn of its own, in so many ms at the soonest; the returned function cancels it. */
export function inTurn({ clock, nextTurn }: TimedTurns, task: () => void, waitMs: number, isAhead = false): () => void {
  let isLeft = false;
  const go = () => {
    if (!isLeft) task();
  };
  const leave = clock.setTimeout(() => void nextTurn(isAhead).then(go), waitMs);
  return () => {
    isLeft = true;
    leave();
  };
}
