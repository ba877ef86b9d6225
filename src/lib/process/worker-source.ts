// Threads of the program: each starts from a file, or from a text inside an executable.
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The entry as a file, source or built, or its bundled text. */
export type WorkerSource = URL | (() => string);

export const startWorker = (source: WorkerSource, options: WorkerOptions): Worker =>
  source instanceof URL ? new Worker(source, options) : new Worker(source(), { ...options, eval: true });

export interface WorkerAhead {
  /** The thread, which gets the data as its first message; undefined: it has ended. */
  take(data: unknown): Worker | undefined;
}

/**
 * Starts a thread that loads its program before its data is known. Until it is taken it does not keep the process
 * alive.
 */
export function startWorkerAhead(source: WorkerSource, options: WorkerOptions): WorkerAhead {
  const worker = startWorker(source, options);
  worker.unref();
  let hasEnded = false;
  // The thread that replaces it will end for the same reason, which is reported then.
  const end = () => {
    hasEnded = true;
  };
  worker.on('error', end);
  worker.on('exit', end);
  return {
    take(data) {
      if (hasEnded) return undefined;
      worker.off('error', end);
      worker.off('exit', end);
      worker.ref();
      worker.postMessage(data);
      return worker;
    },
  };
}
