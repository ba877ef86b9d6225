// The worker thread of the embedded AWS, so that its work never delays a frame of the dashboard. No top-level await: in
// an executable the thread starts from text, which Node parses as CommonJS.
import '../lib/quiet-thread.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { type EmulatorOptions, startEmulator } from './server.ts';

async function serve(): Promise<void> {
  const emulator = await startEmulator((workerData ?? {}) as EmulatorOptions);
  parentPort?.postMessage({ url: emulator.url });
}

void serve();
