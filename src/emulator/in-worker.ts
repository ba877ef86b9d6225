import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EmulatorOptions } from './server.ts';

/** What can be handed to a thread: a clock cannot. */
export type WorkerOptions = Omit<EmulatorOptions, 'clock'>;

/** The worker entry as a file, source or built, or its bundled text where there are no files: inside an executable. */
export type WorkerSource = URL | (() => string);

export interface WorkerEmulator {
  url: string;
  close(): Promise<void>;
}

/** Starts the embedded AWS in a thread. A thread that breaks later on is an uncaught exception of this one. */
export async function startEmulatorWorker(options: WorkerOptions, source: WorkerSource): Promise<WorkerEmulator> {
  const worker =
    source instanceof URL
      ? new Worker(source, { workerData: options })
      : new Worker(source(), { workerData: options, eval: true });
  const [started] = await once(worker, 'message');
  const { url } = started as { url: string };
  return {
    url,
    // At once: it keeps nothing, and on a busy machine its turn to answer may be long in coming.
    async close() {
      await worker.terminate();
    },
  };
}
