// The store of the live screen: one thread writes it, another one answers queries, and this one reads rows by their ids.
import type { Worker } from 'node:worker_threads';
import type { HistoryLimits } from '../../config/limits.ts';
import type { Clock } from '../lib/clock.ts';
import { startWorker, type WorkerSource } from '../lib/worker-source.ts';
import type { StorePlace } from '../store/location.ts';
import { checkInBackground } from './check-in-background.ts';
import type { EvaluationRequest } from './evaluation/evaluation-request.ts';
import type { ProgramStore, StoreSight } from './program-store.ts';
import { createPostingWriter, type StoreCommand, type StoreNews, type StoreWorkerData } from './store-protocol.ts';
import { createPostedQueries, type PostedQueries } from './store-queries.ts';
import { createSights } from './store-sights.ts';

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
  /** The thread has died. `isOver`: for the second time, and nothing is kept any more; else another one has been started. */
  failed(error: unknown, isOver: boolean): void;
}

/** What is written makes as much garbage as it has rows: a small young part of the heap keeps the process small. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** The thread starts when something is read or written for the first time: not before the first frame. */
export function createStoreThread(options: StoreThreadOptions): ProgramStore {
  const { now } = options;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const asked: PostedQueries = createPostedQueries((number, query) =>
    started().post({ type: 'query', now: now(), number, query }),
  );
  const sights = createSights({ ...options, asked });
  const opened = Promise.withResolvers<StoreSight>();
  // Nobody may be waiting for it when the thread dies.
  opened.promise.catch(() => {});
  let stopChecking = () => {};
  let thread: StoreThread | undefined;
  let deaths = 0;
  let isClosing = false;
  /** Something was not kept: until the next start the rows in memory are newer than those of the file. */
  let isBehind = false;

  const see = (path: string) => {
    try {
      opened.resolve(sights.open(path));
    } catch (error) {
      opened.reject(error);
      options.failed(error, true);
    }
  };

  const hear = (news: StoreNews) => {
    if (news.type === 'opened') {
      see(news.path);
      stopChecking();
      if (news.needsCheck) stopChecking = checkInBackground(news.path, options);
    }
    if (news.type === 'opened' || news.type === 'notices') for (const notice of news.notices) options.tell(notice);
    if (news.type === 'answered') writer.answered(news.answer);
    if (news.type === 'answer' || news.type === 'refused') asked.receive(news);
    if (news.type === 'lost') isBehind = true;
    if (news.type === 'written' && news.number === requests) upTo = news.upTo;
    if (news.type === 'opened' || news.type === 'written' || news.type === 'lost') changed();
  };

  /** What the readers see stays. Of the answers that were under way nothing is kept, for the new thread knows none of them. */
  const died = (error: unknown) => {
    if (isClosing) return;
    deaths += 1;
    isBehind = true;
    writer.forget();
    const isOver = deaths > 1;
    asked.fail(error);
    if (isOver) opened.reject(error);
    else {
      thread = startThread(options, { hear, died });
      // It counts from the beginning.
      position = 0;
      if (request) evaluate(request);
    }
    options.failed(error, isOver);
  };

  const started = (): StoreThread => {
    thread ??= startThread(options, { hear, died });
    return thread;
  };

  let request: EvaluationRequest | undefined;
  let requests = 0;
  /** How many commands of the writer were sent, and up to which of them all is evaluated. */
  let [position, upTo] = [0, -1];

  const evaluate = (next: EvaluationRequest) => {
    request = next;
    requests += 1;
    upTo = -1;
    started().post({ type: 'evaluate', number: requests, request: next, now: now() });
  };

  const writer = createPostingWriter((command) => {
    position += 1;
    started().post({ ...command, now: now() });
  });

  return {
    writer,
    evaluation: { watch: evaluate, position: () => position, upTo: () => upTo },
    sight: () => (isBehind ? undefined : sights.latest()),
    day: (request) => asked.ask({ kind: 'day', request }),
    opened() {
      started();
      return opened.promise;
    },
    subscribe: (listener) => listeners.add(listener),
    async close() {
      isClosing = true;
      writer.forget();
      stopChecking();
      // Whoever closes it last empties its log into the file: that must be who writes.
      sights.close();
      asked.fail(new Error('The store is closed.'));
      await thread?.close();
    },
  };
}

interface StoreThread {
  post(command: StoreCommand): void;
  close(): Promise<void>;
}

interface StoreThreadEvents {
  hear(news: StoreNews): void;
  died(error: unknown): void;
}

function startThread(
  { writer, place, limits, now }: StoreThreadOptions,
  { hear, died }: StoreThreadEvents,
): StoreThread {
  const closed = Promise.withResolvers<void>();
  const worker: Promise<Worker | undefined> = place.then((where) => {
    const workerData: StoreWorkerData = { place: where, limits, now: now() };
    const one = startWorker(writer, { workerData, resourceLimits });
    one.on('message', hear);
    one.on('error', died);
    one.on('exit', () => closed.resolve());
    return one;
  });
  const there = worker.catch((error: unknown) => {
    closed.resolve();
    died(error);
    return undefined;
  });
  return {
    post: (command) => void there.then((one) => one?.postMessage(command)),
    async close() {
      const close: StoreCommand = { type: 'close', now: now() };
      (await there)?.postMessage(close);
      await closed.promise;
    },
  };
}
