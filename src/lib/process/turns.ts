// Splits long work into pieces: each piece waits for its own turn of the event loop, however many tasks are active and
// whoever they belong to. Keys are handled between two turns.

import type { Clock } from '../clock.ts';

/**
 * Resolves in a later turn of the loop that no other piece shares. `isAhead`: the work is for the screen, or leads to
 * another request to AWS, and precedes background work. Neither kind starves the other: if both wait, they alternate.
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

/** The means to wait for a time and then for a turn. */
export interface TimedTurns {
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
}

export interface LaterTurn {
  /** The turn comes in this time at the earliest. */
  readonly waitMs: number;
  readonly isAhead?: boolean;
}

/** Runs `task` in a turn of its own; the returned function cancels it. */
export function inTurn({ clock, nextTurn }: TimedTurns, task: () => void, { waitMs, isAhead }: LaterTurn): () => void {
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
