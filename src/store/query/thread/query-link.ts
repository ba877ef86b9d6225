// The thread of the queries: begins with the first message, and can be ended and begin again.
import type { Worker } from 'node:worker_threads';
import { startWorker, type WorkerSource } from '../../../lib/process/worker-source.ts';
import type { QueryMessage, QueryReply } from './query-messages.ts';
import type { QueryWorkerData } from './query-worker.ts';

/** The heap of the thread is small: a large young generation only makes the process larger. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

export interface QueryLinkOptions {
  /** The path of the store. */
  readonly file: string;
  /** The program of the thread: a file, or its text inside an executable. */
  readonly worker: WorkerSource;
  receive(reply: QueryReply): void;
  /** The thread failed, or ended without being asked to. */
  failed(error: Error): void;
}

export interface QueryLink {
  send(message: QueryMessage): void;
  end(): void;
}

export function createQueryLink({ file, worker, receive, failed }: QueryLinkOptions): QueryLink {
  let thread: Worker | undefined;

  function start(): Worker {
    const workerData: QueryWorkerData = { file };
    const started = startWorker(worker, { workerData, resourceLimits });
    // Messages of a thread that was ended are ignored.
    const whileThere =
      <Value>(take: (value: Value) => void) =>
      (value: Value) => {
        if (started === thread) take(value);
      };
    started.on('message', whileThere(receive));
    started.on('error', whileThere(failed));
    started.on(
      'exit',
      whileThere(() => failed(new Error('The thread of the queries has ended.'))),
    );
    return started;
  }

  return {
    send(message) {
      thread ??= start();
      thread.postMessage(message);
    },
    end() {
      void thread?.terminate();
      thread = undefined;
    },
  };
}
