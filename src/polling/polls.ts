// All polls that somebody watches, one for each different question, with one gathered notice for many changes.
import type { Clock } from '../lib/clock.ts';
import type { Poll, Snapshot } from './poll.ts';

export interface PollsOptions<Question, Problem> {
  readonly clock: Clock;
  /** Two questions with the same key share one poll. */
  readonly keyOf: (question: Question) => string;
  // biome-ignore lint/suspicious/noExplicitAny: polls of different rows stand in one registry
  readonly create: (question: Question) => Poll<any, Problem>;
  /** Changes within this many ms are told once. */
  readonly gatherMs: number;
  /** How many polls that nobody watches any more keep their rows, so that going back is instant. */
  readonly keepUnwatched: number;
}

export interface Polls<Question, Problem> {
  /** Starts what is new in the list and stops what is no longer in it. */
  watchExactly(questions: readonly Question[]): void;
  // biome-ignore lint/suspicious/noExplicitAny: see create
  snapshot(question: Question): Snapshot<any, Problem> | undefined;
  refresh(question: Question): void;
  setPaused(paused: boolean): void;
  subscribe(changed: () => void): () => void;
  stop(): void;
}

export function createPolls<Question, Problem>(options: PollsOptions<Question, Problem>): Polls<Question, Problem> {
  const { clock, keyOf } = options;
  // biome-ignore lint/suspicious/noExplicitAny: see create
  const polls = new Map<string, Poll<any, Problem>>();
  const watched = new Map<string, () => void>();
  const listeners = new Set<() => void>();
  let cancelNotice: (() => void) | undefined;
  let paused = false;

  const notice = () => {
    cancelNotice ??= clock.setTimeout(() => {
      cancelNotice = undefined;
      for (const changed of [...listeners]) changed();
    }, options.gatherMs);
  };

  const pollOf = (question: Question) => {
    const key = keyOf(question);
    const existing = polls.get(key);
    if (existing) return existing;
    const created = options.create(question);
    created.setPaused(paused);
    polls.set(key, created);
    return created;
  };

  const forgetOldest = () => {
    const unwatched = [...polls.keys()].filter((key) => !watched.has(key));
    for (const key of unwatched.slice(0, -options.keepUnwatched || undefined)) polls.delete(key);
  };

  return {
    watchExactly(questions) {
      const wanted = new Map(questions.map((question) => [keyOf(question), question]));
      for (const [key, unwatch] of [...watched]) {
        if (wanted.has(key)) continue;
        watched.delete(key);
        unwatch();
      }
      for (const [key, question] of wanted) {
        if (!watched.has(key)) watched.set(key, pollOf(question).watch(notice));
      }
      forgetOldest();
    },
    snapshot: (question) => polls.get(keyOf(question))?.snapshot(),
    refresh: (question) => polls.get(keyOf(question))?.refresh(),
    setPaused(value) {
      paused = value;
      for (const poll of polls.values()) poll.setPaused(value);
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    stop() {
      for (const unwatch of watched.values()) unwatch();
      watched.clear();
      cancelNotice?.();
      cancelNotice = undefined;
    },
  };
}
