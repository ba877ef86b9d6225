// The store of the live screen: one thread writes it, another one answers queries, and this one reads rows by their ids.
import type { Worker } from 'node:worker_threads';
import type { HistoryLimits } from '../../config/limits.ts';
import type { Clock } from '../lib/clock.ts';
import { startWorker, type WorkerSource } from '../lib/worker-source.ts';
import type { StorePlace } from '../store/location.ts';
import { createQueryThread } from '../store/query/query-thread.ts';
import { openForReading } from '../store/sqlite.ts';
import { createStoreReader } from '../store/store-reader.ts';
import { type ProgramStore, type StoreSight, toScope } from './program-store.ts';
import { createRowShapes } from './row-shapes.ts';
import { createPostingWriter, type StoreCommand, type StoreNews, type StoreWorkerData } from './store-protocol.ts';

export interface StoreThreadOptions {
  readonly writer: WorkerSource;
  readonly queries: WorkerSource;
  /** Where it lies, once that is known. */
  readonly place: Promise<StorePlace>;
  readonly limits: HistoryLimits;
  readonly clock: Clock;
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
  const listeners = new Set<() => void>();
  let sight: StoreSight | undefined;
  let thread: StoreThread | undefined;
  const started = (): StoreThread => {
    thread ??= startThread(options, (found) => {
      sight = found ?? sight;
      for (const changed of listeners) changed();
    });
    return thread;
  };
  return {
    writer: createPostingWriter((command) => started().post({ ...command, now: now() })),
    sight: () => sight,
    opened: () => started().opened,
    subscribe: (changed) => listeners.add(changed),
    async close() {
      sight?.queries.close();
      await thread?.close();
    },
  };
}

interface StoreThread {
  post(command: StoreCommand): void;
  readonly opened: Promise<StoreSight>;
  close(): Promise<void>;
}

/** `changed` is given what reads it, once. */
function startThread(options: StoreThreadOptions, changed: (sight?: StoreSight) => void): StoreThread {
  const { place, limits, now, tell, failed } = options;
  const opened = Promise.withResolvers<StoreSight>();
  const closed = Promise.withResolvers<void>();
  // Nobody may be waiting for it when the thread dies.
  opened.promise.catch(() => {});
  let endReading = () => {};

  const open = (path: string) => {
    const found = openSight(path, options);
    endReading = found.close;
    opened.resolve(found.sight);
    changed(found.sight);
  };

  const hear = (news: StoreNews) => {
    if (news.type === 'opened') open(news.path);
    if (news.type === 'opened' || news.type === 'notices') for (const notice of news.notices) tell(notice);
    if (news.type === 'written') changed();
  };

  const worker: Promise<Worker> = place.then((where) => {
    const workerData: StoreWorkerData = { place: where, limits, now: now() };
    const one = startWorker(options.writer, { workerData, resourceLimits });
    one.on('message', hear);
    one.on('error', (error) => {
      opened.reject(error);
      failed(error);
    });
    one.on('exit', () => {
      endReading();
      closed.resolve();
    });
    return one;
  });
  worker.catch((error: unknown) => {
    opened.reject(error);
    closed.resolve();
    failed(error);
  });

  return {
    post: (command) =>
      void worker.then(
        (one) => one.postMessage(command),
        () => {},
      ),
    opened: opened.promise,
    async close() {
      const close: StoreCommand = { type: 'close', now: now() };
      await worker.then(
        (one) => one.postMessage(close),
        () => {},
      );
      await closed.promise;
    },
  };
}

function openSight(path: string, { queries, clock, now }: StoreThreadOptions) {
  const database = openForReading(path);
  const sight: StoreSight = {
    reader: createStoreReader({ database, shapes: createRowShapes(now), toScope }),
    queries: createQueryThread({ file: path, worker: queries, clock }),
  };
  return { sight, close: () => database.close() };
}
