import { once } from 'node:events';
import { startWorker, type WorkerSource } from '../lib/process/worker-source.ts';
import type { EmulatorOptions } from './server.ts';

/** Options that can be sent to a thread: a clock cannot. */
export type WorkerOptions = Omit<EmulatorOptions, 'clock'>;

export interface WorkerEmulator {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts the embedded AWS in a worker thread. A later failure of the thread is an uncaught exception of this thread.
 */
export async function startEmulatorWorker(options: WorkerOptions, source: WorkerSource): Promise<WorkerEmulator> {
  const worker = startWorker(source, { workerData: options });
  const [started] = await once(worker, 'message');
  const { url } = started as { url: string };
  return {
    url,
    // Terminates without waiting: the emulator has nothing to save, and on a busy machine a reply can take long.
    async close() {
      await worker.terminate();
    },
  };
}
