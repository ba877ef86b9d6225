import { once } from 'node:events';
import { startWorker, type WorkerSource } from '../lib/process/worker-source.ts';
import type { EmulatorOptions } from './server.ts';

/** What can be handed to a thread: a clock cannot. */
export type WorkerOptions = Omit<EmulatorOptions, 'clock'>;

export interface WorkerEmulator {
  url: string;
  close(): Promise<void>;
}

/** Starts the embedded AWS in a thread. A thread that breaks later on is an uncaught exception of this one. */
export async function startEmulatorWorker(options: WorkerOptions, source: WorkerSource): Promise<WorkerEmulator> {
  const worker = startWorker(source, { workerData: options });
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
