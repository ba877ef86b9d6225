// Threads of the program: each begins with a file, or with a text where there are no files, inside an executable.
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The entry as a file, source or built, or its bundled text. */
export type WorkerSource = URL | (() => string);

export const startWorker = (source: WorkerSource, options: WorkerOptions): Worker =>
  source instanceof URL ? new Worker(source, options) : new Worker(source(), { ...options, eval: true });
