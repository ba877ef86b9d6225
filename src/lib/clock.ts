// The only access to time. All code that waits or needs the time takes a Clock as an argument, so that tests need no
// real time.

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `task` once after `ms`; the returned function cancels it. */
  setTimeout(task: () => void, ms: number): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout(task, ms) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** Milliseconds of a clock that nobody sets: differences alone have a meaning. */
export const steadyMs = (): number => performance.now();

/**
 * The headers in which each response of the embedded AWS has its own time, ISO 8601, and how many of its seconds pass
 * in one.
 */
export const clockHeaders = { now: 'x-vaultop-now', speed: 'x-vaultop-speed' } as const;

/** Minutes since the epoch: ages are drawn again when it has changed. */
export const minuteOf = (epochMs: number): number => Math.floor(epochMs / 60_000);

/** Runs `task` once when the event loop has processed everything that has arrived; the returned function cancels it. */
export function afterArrivals(task: () => void): () => void {
  const turn = setImmediate(task);
  return () => clearImmediate(turn);
}

/** Runs `task` after `ms` if the process is still alive: the timer does not keep the process alive. */
export function ifStillAlive(task: () => void, ms: number): () => void {
  const timer = setTimeout(task, ms);
  timer.unref();
  return () => clearTimeout(timer);
}

/** Runs `task` every `ms`, at first after `ms`; the returned function ends it. */
export function repeat(clock: Pick<Clock, 'setTimeout'>, ms: number, task: () => void): () => void {
  let isEnded = false;
  let cancel = () => {};
  const next = () => {
    if (isEnded) return;
    cancel = clock.setTimeout(() => {
      task();
      next();
    }, ms);
  };
  next();
  return () => {
    isEnded = true;
    cancel();
  };
}

/** Resolves when `task` does, or after `ms`, and cancels its timer, which would keep the process alive. */
export async function within(clock: Clock, ms: number, task: Promise<unknown>): Promise<void> {
  let cancel = () => {};
  const timeout = new Promise<void>((resolve) => {
    cancel = clock.setTimeout(resolve, Math.max(0, ms));
  });
  try {
    await Promise.race([task, timeout]);
  } finally {
    cancel();
  }
}

/** Resolves after `ms`, or rejects with the signal's reason if it is aborted first. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
