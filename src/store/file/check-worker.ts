// Checks a file after a crash, in a thread of its own. Sends the problems, and ends.
import '../../lib/quiet-thread.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { checkAfterCrash } from './check.ts';

/** The path of the file. */
export interface StoreCheckData {
  readonly check: string;
}

parentPort?.postMessage(checkAfterCrash((workerData as StoreCheckData).check));
