// A thread of its own for the embedded AWS, so that its work never holds up a frame of the dashboard. No top-level await:
// inside an executable the thread begins with text, which Node reads as CommonJS.
import { parentPort, workerData } from 'node:worker_threads';
import { type EmulatorOptions, startEmulator } from './server.ts';

async function serve(): Promise<void> {
  const emulator = await startEmulator((workerData ?? {}) as EmulatorOptions);
  parentPort?.postMessage({ url: emulator.url });
}

void serve();
