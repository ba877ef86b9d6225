// The store as the screen's side reads it: the engine's thread writes, a third thread answers queries, and this thread
// reads rows by id.
import type { Clock } from '../../lib/clock.ts';
import type { WorkerSource } from '../../lib/process/worker-source.ts';
import { unknownType } from '../../lib/unknown-type.ts';
import type { EvaluationRequest } from '../evaluation/evaluation-request.ts';
import type { ReadableStore, StoreSight } from '../program-store.ts';
import { postedAcknowledgements } from './acknowledgements.ts';
import { checkInBackground } from './check-in-background.ts';
import { postedNameLeases } from './name-leases.ts';
import type { StoreCommand, StoreNews } from './store-protocol.ts';
import { createPostedQueries } from './store-queries.ts';
import { createSights } from './store-sights.ts';

export interface RemoteStoreOptions {
  /** The thread that answers queries, and the thread that checks the file after a crash. */
  readonly queries: WorkerSource;
  readonly checker: WorkerSource;
  readonly clock: Clock;
  /** Sends a command to the engine's thread. */
  post(command: StoreCommand): void;
  /** Epoch ms of AWS's clock. */
  now(): number;
  /** Shows a sentence to the user. */
  notify(text: string): void;
  /** The file cannot be read. */
  failed(error: unknown): void;
}

export interface RemoteStore {
  readonly store: ReadableStore;
  /** Takes a message from the engine's thread. */
  receive(news: StoreNews): void;
  /** The number of writes that were requested so far. */
  written(count: number): void;
  /** The engine's thread died: it answers none of its queries. */
  writerDied(error: unknown): void;
}

export function createRemoteStore(options: RemoteStoreOptions): RemoteStore {
  const listeners = new Set<() => void>();
  const requested = createPostedQueries((number, query) => options.post({ type: 'query', number, query }));
  const sights = createSights({ ...options, requested });
  const opened = Promise.withResolvers<StoreSight>();
  // The rejection counts as handled even if no caller waits for it.
  opened.promise.catch(() => {});
  let stopChecking = () => {};
  let request: EvaluationRequest | undefined;
  let requests = 0;
  /**
   * The number of writes that were requested at the engine's last message, and up to which of them everything is
   * evaluated.
   */
  let [position, upTo] = [0, -1];

  const evaluate = (next: EvaluationRequest) => {
    request = next;
    requests += 1;
    upTo = -1;
    options.post({ type: 'evaluate', number: requests, request: next });
  };

  const open = (path: string, needsCheck: boolean) => {
    stopChecking();
    try {
      opened.resolve(sights.open(path));
    } catch (error) {
      opened.reject(error);
      options.failed(error);
      return;
    }
    if (needsCheck) stopChecking = checkInBackground(path, options);
  };

  const changed = () => {
    for (const listener of listeners) listener();
  };
  const notifyAll = (notices: readonly string[]) => {
    for (const notice of notices) options.notify(notice);
  };

  return {
    store: {
      sight: () => sights.latest(),
      nameLeases: postedNameLeases(requested),
      acknowledgements: postedAcknowledgements(requested),
      evaluation: { watch: evaluate, position: () => position, upTo: () => upTo },
      day: (request) => requested.ask({ kind: 'day', request }),
      opened: () => opened.promise,
      subscribe: (listener) => listeners.add(listener),
      async close() {
        stopChecking();
        sights.close();
        requested.fail(new Error('The store is closed.'));
      },
    },
    written(count) {
      position = count;
    },
    writerDied(error) {
      requested.fail(error);
      // A new engine counts from zero.
      position = 0;
      if (request) evaluate(request);
    },
    receive(news) {
      switch (news.type) {
        case 'answer':
        case 'refused':
          return requested.receive(news);
        case 'notices':
          return notifyAll(news.notices);
        case 'opened':
          open(news.path, news.needsCheck);
          notifyAll(news.notices);
          return changed();
        case 'written':
          if (news.number === requests) upTo = news.upTo;
          return changed();
        case 'lost':
          return changed();
        default:
          return unknownType('News of the store', news);
      }
    },
  };
}
