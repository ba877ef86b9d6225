// Checks the file after a crash, in a thread of its own: the check takes seconds for each GB, and nothing waits for it.
import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import { startWorker, type WorkerSource } from '../../lib/process/worker-source.ts';
import type { StoreCheckData } from '../../store/file/check-worker.ts';

export interface CheckOptions {
  readonly checker: WorkerSource;
  readonly clock: Pick<Clock, 'setTimeout'>;
  /** Shows a sentence to the user. */
  notify(text: string): void;
}

/** After the start, when the first responses have arrived. */
const afterMs = minuteMs;

/** Returns the function that stops the check. A check that was stopped is made at the next start. */
export function checkInBackground(path: string, { checker, clock, notify }: CheckOptions): () => void {
  let worker: Worker | undefined;
  const cancel = clock.setTimeout(() => {
    worker = startWorker(checker, { workerData: { check: path } satisfies StoreCheckData });
    worker.on('message', (problems: readonly string[]) => {
      const [problem] = problems;
      if (problem !== undefined) {
        notify(
          `The store ${path} is damaged (${problem}); vaultop store check shows details, vaultop store clear creates a new one.`,
        );
      }
    });
    worker.on('error', () => {});
  }, afterMs);
  return () => {
    cancel();
    void worker?.terminate();
  };
}
