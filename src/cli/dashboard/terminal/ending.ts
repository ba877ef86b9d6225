// All causes for the end of the live screen: a key, a signal, an error. Leaving waits for nothing beyond a deadline.
import { ifStillAlive } from '../../../lib/clock.ts';

export interface End {
  readonly code: number;
  readonly error?: unknown;
}

export interface Ending {
  readonly reached: Promise<End>;
  end(end: End): void;
  /** Ctrl+C does not end the screen: it is for a program that has the terminal. Returns the function that ends this. */
  holdInterrupts(): () => void;
  /** Later errors do not end the screen. */
  stopWatching(): void;
}

export interface EndingOptions {
  /** Leaving took too long: restores the terminal, and ends the process as soon as the terminal has taken the bytes. */
  overdue(end: End): void;
  /** The terminal does not take the bytes. */
  endNow(end: End): void;
}

/** Shells report 128 plus the number of the signal. */
const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Pending work (a socket, a program, a disk) does not keep the process alive beyond this time. */
const deadlineMs = 800;
/** A slow link has more time for the bytes that restore the terminal. */
const slowLinkMs = 4_000;

export function watchForEnd({ overdue, endNow }: EndingOptions): Ending {
  const { promise, resolve } = Promise.withResolvers<End>();
  let isEnding = false;
  let holds = 0;
  const end = (reason: End) => {
    resolve(reason);
    if (isEnding) return;
    isEnding = true;
    ifStillAlive(() => overdue(reason), deadlineMs);
    ifStillAlive(() => endNow(reason), slowLinkMs);
  };
  // The listeners stay: without them a second signal would end the process at once, with the terminal half restored.
  for (const [signal, code] of Object.entries(signalCodes)) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || holds === 0) end({ code });
    });
  }
  const broke = (error: unknown) => end({ code: 1, error });
  process.on('uncaughtException', broke);
  process.on('unhandledRejection', broke);
  return {
    reached: promise,
    end,
    holdInterrupts() {
      holds += 1;
      return () => {
        holds -= 1;
      };
    },
    stopWatching() {
      process.off('uncaughtException', broke);
      process.off('unhandledRejection', broke);
    },
  };
}
