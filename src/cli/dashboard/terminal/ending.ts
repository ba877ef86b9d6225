// All the ways the live screen ends: a key, a signal, a bug. And by when: leaving waits for nobody longer than that.
import { ifStillAlive } from '../../../lib/clock.ts';

export interface End {
  readonly code: number;
  readonly error?: unknown;
}

export interface Ending {
  readonly reached: Promise<End>;
  end(end: End): void;
  /** What throws from now on is no business of the screen's. */
  stopWatching(): void;
}

export interface EndingOptions {
  /** Leaving took too long: puts the terminal back, and ends the process as soon as the terminal has taken that. */
  overdue(end: End): void;
  /** The terminal does not take it. */
  endNow(end: End): void;
}

/** Shells say 128 and the signal's number. */
const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What hangs by then (a socket, a program, a disk) does not keep the process. */
const deadlineMs = 800;
/** A slow link is given longer, for the bytes that put the terminal back. */
const slowLinkMs = 4_000;

export function watchForEnd({ overdue, endNow }: EndingOptions): Ending {
  const { promise, resolve } = Promise.withResolvers<End>();
  let isEnding = false;
  const end = (reason: End) => {
    resolve(reason);
    if (isEnding) return;
    isEnding = true;
    ifStillAlive(() => overdue(reason), deadlineMs);
    ifStillAlive(() => endNow(reason), slowLinkMs);
  };
  // They stay: a second signal would end the process at once, with the terminal half put back.
  for (const [signal, code] of Object.entries(signalCodes)) process.on(signal, () => end({ code }));
  const broke = (error: unknown) => end({ code: 1, error });
  process.on('uncaughtException', broke);
  process.on('unhandledRejection', broke);
  return {
    reached: promise,
    end,
    stopWatching() {
      process.off('uncaughtException', broke);
      process.off('unhandledRejection', broke);
    },
  };
}
