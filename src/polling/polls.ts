// All polls that somebody watches, one for each different question, with one gathered notice for many changes.
import type { Clock } from '../lib/clock.ts';
import type { Poll } from './poll-options.ts';
import type { Snapshot } from './snapshot.ts';

export interface PollsOptions<Question, Problem> {
  readonly clock: Clock;
  /** Two questions with the same key share one poll. */
  readonly keyOf: (question: Question) => string;
  /** How urgent a question is, lower being sooner; the same one may be asked by several, and the most urgent counts. */
  readonly priorityOf?: (question: Question) => number;
  // biome-ignore lint/suspicious/noExplicitAny: polls of different rows stand in one registry
  readonly create: (question: Question) => Poll<any, Problem>;
  /** Changes within this many ms are told once. */
  readonly gatherMs: number;
  /** How many polls that nobody watches any more know how old their rows are, so that going back asks nothing. */
  readonly keepUnwatched: number;
}

export interface Polls<Question, Problem> {
  /**
   * Starts what is new in the list and stops what is no longer in it. Each viewer has a list of its own: what is worked
   * out beside the screen is watched under another name, and neither disturbs the other. The very same list again is no
   * change: a list is never altered once it has been given.
   */
  watchExactly(questions: readonly Question[], viewer?: string): void;

  snapshot(question: Question): Snapshot<Problem> | undefined;
  /** Snapshots that are others than at the last call, by key; undefined: nothing is known of it any more. */

  takeChanged(): ReadonlyMap<string, Snapshot<Problem> | undefined>;
  refresh(question: Question): void;
  /** Leaves a question that is out, until it is asked again by `refresh`. */
  halt(question: Question): void;
  /** What they have brought is not where it was kept any more: all of it is requested again. */
  lose(): void;
  setPaused(paused: boolean): void;
  /** Rows of an answer that were learned of in another way; nobody's question is told nothing. */
  addRows(question: Question, rows: readonly unknown[]): void;
  subscribe(changed: () => void): () => void;
  /** Stops them all and keeps no rows; who watches next begins anew. */
  forget(): void;
  /** For good: nothing is watched or asked any more. */
  stop(): void;
}

interface Watching {
  priority: number;
  leave(): void;
}

export function createPolls<Question, Problem>(options: PollsOptions<Question, Problem>): Polls<Question, Problem> {
  const { clock, keyOf } = options;

  // biome-ignore lint/suspicious/noExplicitAny: polls of different rows stand in one registry
  const polls = new Map<string, Poll<any, Problem>>();
  const viewers = new Map<string, Map<string, Watching>>();
  /** The list that each viewer gave last. */
  const given = new Map<string, readonly Question[]>();
  const listeners = new Set<() => void>();
  const changes = createSnapshotChanges((key) => polls.get(key)?.snapshot());
  let cancelNotice: (() => void) | undefined;
  let paused = false;
  let isStopped = false;

  const notice = (key: string) => {
    if (isStopped) return;
    changes.add(key);
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

  const isWatched = (key: string) => [...viewers.values()].some((watched) => watched.has(key));

  const forgetPoll = (key: string) => {
    polls.delete(key);
    changes.add(key);
  };

  const forgetOldest = () => {
    const unwatched = [...polls.keys()].filter((key) => !isWatched(key));
    for (const key of unwatched.slice(0, -options.keepUnwatched || undefined)) forgetPoll(key);
  };

  const priorityOf = (question: Question) => options.priorityOf?.(question) ?? 1;

  /** By key: a screen and what is worked out beside it ask for the same list, each as urgently as it needs it. */
  const mostUrgent = (questions: readonly Question[]): ReadonlyMap<string, Question> => {
    const wanted = new Map<string, Question>();
    for (const question of questions) {
      const key = keyOf(question);
      const known = wanted.get(key);
      if (known === undefined || priorityOf(question) < priorityOf(known)) wanted.set(key, question);
    }
    return wanted;
  };

  const startWatching = (key: string, question: Question): Watching => {
    const watching: Watching = { priority: priorityOf(question), leave: () => {} };
    const leave = pollOf(question).watch(
      () => notice(key),
      () => watching.priority,
    );
    changes.add(key);
    watching.leave = () => {
      leave();
      changes.add(key);
    };
    return watching;
  };

  const setPriority = (key: string, watching: Watching, priority: number) => {
    if (watching.priority === priority) return;
    watching.priority = priority;
    polls.get(key)?.reconsider();
  };

  const leaveAll = () => {
    for (const watched of viewers.values()) for (const { leave } of watched.values()) leave();
    viewers.clear();
    given.clear();
  };

  return {
    watchExactly(questions, viewer = 'screen') {
      if (isStopped || given.get(viewer) === questions) return;
      given.set(viewer, questions);
      const watched = viewers.get(viewer) ?? new Map<string, Watching>();
      viewers.set(viewer, watched);
      const wanted = mostUrgent(questions);
      // What is new comes first: a poll that only changes hands must not stop in between.
      for (const [key, question] of wanted) {
        const watching = watched.get(key);
        if (watching) setPriority(key, watching, priorityOf(question));
        else watched.set(key, startWatching(key, question));
      }
      for (const [key, watching] of [...watched]) {
        if (wanted.has(key)) continue;
        watched.delete(key);
        watching.leave();
      }
      forgetOldest();
    },
    snapshot: (question) => polls.get(keyOf(question))?.snapshot(),
    takeChanged: changes.take,
    refresh(question) {
      if (isStopped) return;
      const key = keyOf(question);
      polls.get(key)?.refresh();
      changes.add(key);
    },
    halt: (question) => polls.get(keyOf(question))?.halt(),
    lose() {
      if (isStopped) return;
      for (const [key, poll] of polls) {
        poll.lose();
        changes.add(key);
      }
    },
    setPaused(value) {
      paused = value;
      for (const poll of polls.values()) poll.setPaused(value);
    },
    addRows: (question, rows) => isStopped || polls.get(keyOf(question))?.addRows(rows),
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    forget() {
      leaveAll();
      for (const key of [...polls.keys()]) forgetPoll(key);
    },
    stop() {
      isStopped = true;
      leaveAll();
      cancelNotice?.();
      cancelNotice = undefined;
    },
  };
}

/** Pages that show nothing yet change a snapshot without a notice: those that are being asked for are looked at as well. */
function createSnapshotChanges<Problem>(snapshotOf: (key: string) => Snapshot<Problem> | undefined) {
  const taken = new Map<string, Snapshot<Problem>>();
  const candidates = new Set<string>();
  return {
    add: (key: string) => candidates.add(key),
    take() {
      const changed = new Map<string, Snapshot<Problem> | undefined>();
      for (const key of [...candidates]) {
        const snapshot = snapshotOf(key);
        if (snapshot?.askingSince === undefined) candidates.delete(key);
        if (taken.get(key) === snapshot) continue;
        if (snapshot) taken.set(key, snapshot);
        else taken.delete(key);
        changed.set(key, snapshot);
      }
      return changed;
    },
  };
}
