// Long work in pieces: each piece waits for a turn of the event loop of its own, however many are at work at once.

/** Resolves in a later turn of the loop, in which nobody else's does. */
export type NextTurn = () => Promise<void>;

export function createTurns(later: (task: () => void) => unknown = setImmediate): NextTurn {
  const waiting: (() => void)[] = [];
  const serve = () => {
    waiting.shift()?.();
    if (waiting.length > 0) later(serve);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) later(serve);
    });
}
