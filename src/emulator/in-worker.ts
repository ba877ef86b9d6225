import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EmulatorOptions } from './server.ts';

/** What can be handed to a thread: a clock cannot. */
export type WorkerOptions = Omit<EmulatorOptions, 'clock'>;

export interface WorkerEmulator {
  url: string;
  close(): Promise<void>;
}

/** Starts the embedded AWS in a thread; `workerFile` is the worker entry, as source or as built. */
export async function startEmulatorWorker(options: WorkerOptions, workerFile: URL): Promise<WorkerEmulator> {
  const worker = new Worker(workerFile, { workerData: options });
  const [started] = await once(worker, 'message');
  const { url } = started as { url: string };
  return {
    url,
    async close() {
      const exited = once(worker, 'exit');
      worker.postMessage('close');
      await exited;
    },
  };
}
