// Long work in pieces: each piece waits for a turn of the event loop of its own, however many are at work at once, and
// whoever they work for. Keys are answered between two turns.

import type { Clock } from './clock.ts';

/**
 * Resolves in a later turn of the loop, in which nobody else's does. `isSeen`: somebody looks at what it is for, and it
 * stands before what nobody looks at. Neither keeps the other waiting: where both wait, they take turns.
 */
export type NextTurn = (isSeen?: boolean) => Promise<void>;

export function createTurns(later: (task: () => void) => unknown = setImmediate): NextTurn {
  const seen: (() => void)[] = [];
  const unseen: (() => void)[] = [];
  let wasSeen = false;
  const serve = () => {
    wasSeen = unseen.length === 0 || (seen.length > 0 && !wasSeen);
    (wasSeen ? seen : unseen).shift()?.();
    if (seen.length + unseen.length > 0) later(serve);
  };
  return (isSeen = false) =>
    new Promise((resolve) => {
      (isSeen ? seen : unseen).push(resolve);
      if (seen.length + unseen.length === 1) later(serve);
    });
}

/** Runs `task` in a turn of its own, in so many ms at the soonest; the returned function cancels it. */
export function inTurn(
  { clock, nextTurn }: { readonly clock: Clock; readonly nextTurn: NextTurn },
  task: () => void,
  waitMs: number,
  isSeen = false,
): () => void {
  let isLeft = false;
  const go = () => {
    if (!isLeft) task();
  };
  const leave = clock.setTimeout(() => void nextTurn(isSeen).then(go), waitMs);
  return () => {
    isLeft = true;
    leave();
  };
}
