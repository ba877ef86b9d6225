// The store of the live screen: a thread writes it, this one reads rows by their ids.
import type { Worker } from 'node:worker_threads';
import { startWorker, type WorkerSource } from '../lib/worker-source.ts';
import type { StorePlace } from '../store/location.ts';
import { openForReading } from '../store/sqlite.ts';
import { createStoreReader, type StoreReader } from '../store/store-reader.ts';
import { type ProgramStore, toScope } from './program-store.ts';
import { rowShapes } from './row-shapes.ts';
import { createPostingWriter, type StoreCommand, type StoreNews, type StoreWorkerData } from './store-protocol.ts';

export interface StoreThreadOptions {
  readonly source: WorkerSource;
  readonly place: StorePlace;
  /** Epoch ms of AWS's clock. */
  now(): number;
  /** A sentence for the user. */
  tell(text: string): void;
  /** The thread has died: nothing is kept any more. */
  failed(error: unknown): void;
}

/** What is written makes as much garbage as it has rows: a small young part of the heap keeps the process small. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** The thread starts when something is read or written for the first time: not before the first frame. */
export function createStoreThread(options: StoreThreadOptions): ProgramStore {
  const { now } = options;
  let thread: StoreThread | undefined;
  const started = () => {
    thread ??= startThread(options);
    return thread;
  };
  return {
    writer: createPostingWriter((command) => started().worker.postMessage({ ...command, now: now() })),
    reader: () => started().reader,
    async close() {
      if (!thread) return;
      const close: StoreCommand = { type: 'close', now: now() };
      thread.worker.postMessage(close);
      await thread.closed;
    },
  };
}

interface StoreThread {
  readonly worker: Worker;
  readonly reader: Promise<StoreReader>;
  readonly closed: Promise<void>;
}

function startThread({ source, place, now, tell, failed }: StoreThreadOptions): StoreThread {
  const workerData: StoreWorkerData = { place, now: now() };
  const worker = startWorker(source, { workerData, resourceLimits });
  const reader = Promise.withResolvers<StoreReader>();
  const closed = Promise.withResolvers<void>();
  // Nobody may be waiting for it when the thread dies.
  reader.promise.catch(() => {});
  let endReading = () => {};

  const openReader = (path: string) => {
    const database = openForReading(path);
    endReading = () => database.close();
    reader.resolve(createStoreReader({ database, shapes: [...rowShapes.values()], toScope }));
  };

  worker.on('message', (news: StoreNews) => {
    if (news.type === 'opened') openReader(news.path);
    if (news.type !== 'closed') for (const notice of news.notices) tell(notice);
  });
  worker.on('error', (error) => {
    reader.reject(error);
    failed(error);
  });
  worker.on('exit', () => {
    endReading();
    closed.resolve();
  });
  return { worker, reader: reader.promise, closed: closed.promise };
}
