// The query thread, so that no key press waits for a list. No top-level await: inside an executable the thread starts
// from text, which Node reads as CommonJS.
import '../../../lib/quiet-thread.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { openForReading } from '../../sqlite.ts';
import { serveQueries } from './serve-queries.ts';

export interface QueryWorkerData {
  /** The path of the store. */
  readonly file: string;
}

if (parentPort) serveQueries(openForReading((workerData as QueryWorkerData).file), parentPort);
