// Threads of the program: each begins with a file, or with a text where there are no files, inside an executable.
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The entry as a file, source or built, or its bundled text. */
export type WorkerSource = URL | (() => string);

export const startWorker = (source: WorkerSource, options: WorkerOptions): Worker =>
  source instanceof URL ? new Worker(source, options) : new Worker(source(), { ...options, eval: true });

export interface WorkerAhead {
  /** The thread, which is given its data as its first message; undefined: it has ended. */
  take(data: unknown): Worker | undefined;
}

/** A thread that loads its program before its data is known. Until it is taken it keeps no process alive. */
export function startWorkerAhead(source: WorkerSource, options: WorkerOptions): WorkerAhead {
  const worker = startWorker(source, options);
  worker.unref();
  let hasEnded = false;
  // The thread that is started in its place ends for the same reason, and that is reported.
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
