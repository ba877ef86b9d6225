// All polls that are watched, one for each different request, with one notification for many changes.
import type { Clock } from '../lib/clock.ts';
import type { Poll } from './poll-options.ts';
import type { Snapshot } from './snapshot.ts';
import { createSnapshotChanges } from './snapshot-changes.ts';
import { createViewers } from './viewers.ts';

export interface PollsOptions<PollRequest, Problem> {
  readonly clock: Clock;
  /** Requests with the same key share one poll. */
  readonly keyOf: (request: PollRequest) => string;
  /**
   * The priority of a request, lower being more urgent; if several viewers have the same request, the most urgent one
   * is used.
   */
  readonly priorityOf?: (request: PollRequest) => number;
  // biome-ignore lint/suspicious/noExplicitAny: polls of different rows stand in one registry
  readonly create: (request: PollRequest) => Poll<any, Problem>;
  /** Changes within this many ms are notified once. */
  readonly gatherMs: number;
  /** The number of unwatched polls that keep the age of their rows, so that going back sends no request. */
  readonly keepUnwatched: number;
}

export interface Polls<PollRequest, Problem> {
  /**
   * Starts the polls of new requests in the list and stops those of removed ones. Each viewer has a list of its own,
   * under its own name. The same list object again is no change: a list is never modified after it was passed.
   */
  watchExactly(requests: readonly PollRequest[], viewer?: string): void;
  snapshot(request: PollRequest): Snapshot<Problem> | undefined;
  /** By key, the snapshots that changed since the last call; undefined: the poll does not exist any more. */
  takeChanged(): ReadonlyMap<string, Snapshot<Problem> | undefined>;
  refresh(request: PollRequest): void;
  /**
   * The rows of these requests have changed: watched ones are sent again, after the response to a request in flight, the
   * others as soon as they are watched.
   */
  outdate(isMeant: (request: PollRequest) => boolean): void;
  /** Aborts the request in flight; no other is sent until `refresh`. */
  halt(request: PollRequest): void;
  /** The archive has lost all rows: all lists are requested again. */
  lose(): void;
  setPaused(paused: boolean): void;
  /** Adds rows of a list that came without a request; ignored if no poll has the request. */
  addRows(request: PollRequest, rows: readonly unknown[]): void;
  subscribe(changed: () => void): () => void;
  /** Stops all polls and keeps no rows; new watchers start anew. */
  forget(): void;
  /** Final: nothing is watched or requested any more. */
  stop(): void;
}

export function createPolls<PollRequest, Problem>(
  options: PollsOptions<PollRequest, Problem>,
): Polls<PollRequest, Problem> {
  const { keyOf } = options;
  const registry = createRegistry(options);
  const { polls, changes } = registry;
  let isStopped = false;

  const notices = createNotices(options);
  const notice = (key: string) => {
    if (isStopped) return;
    changes.add(key);
    notices.give();
  };

  const forgetOldest = () => {
    const unwatched = [...polls.keys()].filter((key) => !viewers.isWatched(key));
    for (const key of unwatched.slice(0, -options.keepUnwatched || undefined)) registry.forget(key);
  };

  const viewers = createViewers<PollRequest>({
    keyOf,
    priorityOf: (request) => options.priorityOf?.(request) ?? 1,
    watch(key, request, priority) {
      const leave = registry.pollOf(request).watch(() => notice(key), priority);
      changes.add(key);
      return () => {
        leave();
        changes.add(key);
      };
    },
    reconsider: (key) => polls.get(key)?.reconsider(),
  });

  return {
    watchExactly(wanted, viewer = 'screen') {
      if (!isStopped && viewers.watchExactly(wanted, viewer)) forgetOldest();
    },
    snapshot: (request) => polls.get(keyOf(request))?.snapshot(),
    takeChanged: changes.take,
    refresh(request) {
      if (!isStopped) registry.refresh(keyOf(request));
    },
    outdate(isMeant) {
      if (isStopped) return;
      for (const key of registry.keysOf(isMeant))
        if (viewers.isWatched(key)) registry.outdate(key);
        else registry.forget(key);
    },
    halt: (request) => polls.get(keyOf(request))?.halt(),
    lose() {
      if (!isStopped) registry.lose();
    },
    setPaused: registry.setPaused,
    addRows: (request, rows) => isStopped || polls.get(keyOf(request))?.addRows(rows),
    subscribe: notices.subscribe,
    forget() {
      viewers.leaveAll();
      [...polls.keys()].forEach(registry.forget);
    },
    stop() {
      isStopped = true;
      viewers.leaveAll();
      notices.stop();
    },
  };
}

/** The polls by the keys of their requests, and which of them changed. */
function createRegistry<PollRequest, Problem>({
  keyOf,
  create,
}: Pick<PollsOptions<PollRequest, Problem>, 'keyOf' | 'create'>) {
  // biome-ignore lint/suspicious/noExplicitAny: polls of different rows stand in one registry
  const polls = new Map<string, Poll<any, Problem>>();
  const requests = new Map<string, PollRequest>();
  const changes = createSnapshotChanges((key) => polls.get(key)?.snapshot());
  let paused = false;

  return {
    polls,
    changes,
    pollOf(request: PollRequest) {
      const key = keyOf(request);
      const poll = polls.get(key) ?? create(request);
      if (!polls.has(key)) poll.setPaused(paused);
      polls.set(key, poll);
      requests.set(key, request);
      return poll;
    },
    keysOf: (isMeant: (request: PollRequest) => boolean) =>
      [...requests].flatMap(([key, request]) => (isMeant(request) ? [key] : [])),
    forget(key: string): void {
      polls.delete(key);
      requests.delete(key);
      changes.add(key);
    },
    refresh(key: string): void {
      polls.get(key)?.refresh();
      changes.add(key);
    },
    outdate(key: string): void {
      polls.get(key)?.outdate();
      changes.add(key);
    },
    lose(): void {
      for (const [key, poll] of polls) {
        poll.lose();
        changes.add(key);
      }
    },
    setPaused(value: boolean): void {
      paused = value;
      for (const poll of polls.values()) poll.setPaused(value);
    },
  };
}

/** One notification for all changes within `gatherMs`. */
function createNotices({ clock, gatherMs }: Pick<PollsOptions<unknown, unknown>, 'clock' | 'gatherMs'>) {
  const listeners = new Set<() => void>();
  let cancel: (() => void) | undefined;
  return {
    subscribe(changed: () => void) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    give() {
      cancel ??= clock.setTimeout(() => {
        cancel = undefined;
        for (const changed of [...listeners]) changed();
      }, gatherMs);
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}
