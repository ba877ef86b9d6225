// All the ways the live screen ends: a key, a signal, a bug.

export interface End {
  readonly code: number;
  readonly error?: unknown;
}

export interface Ending {
  readonly reached: Promise<End>;
  end(end: End): void;
  stopWatching(): void;
}

/** Shells say 128 and the signal's number. */
const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export function watchForEnd(): Ending {
  const { promise, resolve } = Promise.withResolvers<End>();
  const handlers = Object.entries(signalCodes).map(([signal, code]) => {
    const handler = () => resolve({ code });
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  const broke = (error: unknown) => resolve({ code: 1, error });
  process.on('uncaughtException', broke);
  process.on('unhandledRejection', broke);
  return {
    reached: promise,
    end: resolve,
    stopWatching() {
      for (const off of handlers) off();
      process.off('uncaughtException', broke);
      process.off('unhandledRejection', broke);
    },
  };
}
