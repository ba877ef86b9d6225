// The state machine of a poll: its state, its events, and the effects that follow. It knows no rows, no AWS and no
// timer. Times of requests are by this machine's clock, ages of rows by AWS's clock.
import { paceOf, retryMs, type Timing, waitFor } from './pace.ts';
import type { PollFailure } from './snapshot.ts';

export interface PollState<Problem> {
  /** `waiting`: a timer runs until the next request. */
  readonly activity: 'resting' | 'waiting' | 'asking';
  readonly isWatched: boolean;
  readonly isPaused: boolean;
  /** A person stopped the poll: it sends no request until `refreshed`. */
  readonly isStopped: boolean;
  /** Epoch ms by this machine's clock: the time of the request in flight. */
  readonly askingSince?: number;
  /** Epoch ms by AWS's clock: of the newest whole response, and of the newest response with all rows. */
  readonly loadedAt?: number;
  readonly wholeAt?: number;
  /**
   * Epoch ms by this machine's clock: the time of the request with the newest whole response; absent if that was in an
   * earlier run.
   */
  readonly askedAt?: number;
  /** Epoch ms by this machine's clock: the end of the newest attempt. */
  readonly answeredAt: number;
  readonly isRestored: boolean;
  /** The archive lost the rows, and no whole response has arrived since. */
  readonly isLost?: true;
  /** The rows have changed since the request in flight was sent: the next one follows its response at once. */
  readonly outdated?: { readonly needsAll: boolean };
  readonly failure?: PollFailure<Problem>;
  /** The duration of the newest response with all rows, in ms; 0 after a response with changes only. */
  readonly tookMs: number;
  /** Consecutive responses without a busy row. */
  readonly quietTurns: number;
}

/** The inputs of the interval besides the state. */
export interface Demand {
  readonly isBusy: boolean;
  readonly isVisible: boolean;
  readonly inBackground: boolean;
  /** 1 or more: the factor by which the interval may be longer. */
  readonly stretch: number;
}

export type PollEvent<Problem> =
  | { readonly type: 'watched' | 'reconsidered'; readonly now: number; readonly demand: Demand }
  | { readonly type: 'left' | 'stopped' | 'paused' | 'resumed' }
  | { readonly type: 'due'; readonly now: number }
  /** The archive has lost the rows. */
  | { readonly type: 'lost'; readonly now: number }
  /** `needsAll`: all rows must be requested, not only changes. */
  | { readonly type: 'refreshed'; readonly now: number; readonly needsAll: boolean }
  /** The rows have changed in AWS: a response to an earlier request does not count. */
  | { readonly type: 'outdated'; readonly now: number; readonly needsAll: boolean }
  | { readonly type: 'restored'; readonly loadedAt: number; readonly isWhole: boolean }
  | {
      readonly type: 'answered';
      readonly now: number;
      /** The time of the request, by both clocks. */
      readonly askedAt: number;
      readonly loadedAt: number;
      readonly isWhole: boolean;
      readonly demand: Demand;
    }
  | { readonly type: 'failed'; readonly now: number; readonly problem: Problem; readonly isLasting: boolean };

export type PollEffect =
  | { readonly type: 'ask' | 'abort' | 'stopWaiting' }
  | { readonly type: 'wait'; readonly ms: number };

export interface PollUpdate<Problem> {
  readonly state: PollState<Problem>;
  readonly effects: readonly PollEffect[];
}

export const firstState = (now: number): PollState<never> => ({
  activity: 'resting',
  isWatched: false,
  isPaused: false,
  isStopped: false,
  isRestored: false,
  answeredAt: now,
  tookMs: 0,
  quietTurns: 0,
});

/** The state after an event, and the effects that the poll has to carry out. Pure. */
export function nextState<Problem>(
  state: PollState<Problem>,
  event: PollEvent<Problem>,
  timing: Timing,
): PollUpdate<Problem> {
  switch (event.type) {
    case 'watched':
      return watched(state, event.now, paceFor(state, event.demand, timing));
    case 'reconsidered':
      return reconsidered(state, event, timing);
    case 'left':
      return rest({ ...state, isWatched: false });
    case 'stopped':
      return rest({ ...state, isStopped: true });
    case 'paused':
      return paused(state);
    case 'resumed':
      return state.isPaused ? wait({ ...state, isPaused: false }, 0) : still(state);
    case 'due':
      return ask(state, event.now);
    case 'refreshed':
      return refreshed(state, event);
    case 'outdated':
      return outdated(state, event);
    case 'lost':
      return lost(state, event.now);
    case 'restored':
      return still(restored(state, event));
    case 'answered':
      return answered(state, event, timing);
    case 'failed':
      return failed(state, event, timing);
  }
}

const still = <Problem>(state: PollState<Problem>): PollUpdate<Problem> => ({ state, effects: [] });

function watched<Problem>(state: PollState<Problem>, now: number, paceMs: number): PollUpdate<Problem> {
  if (state.isPaused) return still({ ...state, isWatched: true });
  const next = { ...state, isWatched: true, isStopped: false };
  const ageMs = state.askedAt === undefined ? Number.POSITIVE_INFINITY : now - state.askedAt;
  return ageMs >= paceMs ? ask(next, now) : wait(next, paceMs - ageMs);
}

function reconsidered<Problem>(
  state: PollState<Problem>,
  { now, demand }: { readonly now: number; readonly demand: Demand },
  timing: Timing,
): PollUpdate<Problem> {
  if (state.activity !== 'waiting' || state.failure) return still(state);
  const { answeredAt } = state;
  return wait(state, answeredAt + waitFor(answeredAt, paceFor(state, demand, timing), timing) - now);
}

function paused<Problem>(state: PollState<Problem>): PollUpdate<Problem> {
  const next: PollState<Problem> = { ...state, isPaused: true };
  if (state.activity !== 'waiting') return still(next);
  return { state: { ...next, activity: 'resting' }, effects: [{ type: 'stopWaiting' }] };
}

function ask<Problem>(state: PollState<Problem>, now: number): PollUpdate<Problem> {
  if (state.activity === 'asking') return still(state);
  return {
    state: { ...state, activity: 'asking', askingSince: now },
    effects: [{ type: 'stopWaiting' }, { type: 'ask' }],
  };
}

/** What was known is outdated: a poll that is left before the response asks at once when it is watched again. */
function refreshed<Problem>(
  state: PollState<Problem>,
  { now, needsAll }: Extract<PollEvent<Problem>, { type: 'refreshed' }>,
): PollUpdate<Problem> {
  const outdated = omit(state, 'askedAt');
  return ask({ ...(needsAll ? omit(outdated, 'wholeAt') : outdated), isStopped: false }, now);
}

function outdated<Problem>(
  state: PollState<Problem>,
  { now, needsAll }: Extract<PollEvent<Problem>, { type: 'outdated' }>,
): PollUpdate<Problem> {
  const update = refreshed(state, { type: 'refreshed', now, needsAll });
  if (state.activity !== 'asking') return update;
  return still({ ...update.state, outdated: { needsAll: needsAll || state.outdated?.needsAll === true } });
}

/** Aborts the request in flight, and sends no other. */
function rest<Problem>(state: PollState<Problem>): PollUpdate<Problem> {
  return {
    state: { ...omit(state, 'askingSince', 'outdated'), activity: 'resting' },
    effects: [{ type: 'stopWaiting' }, { type: 'abort' }],
  };
}

/**
 * The poll knows nothing and requests all rows, at once unless it was refused. Some rows of a request in flight are
 * lost.
 */
function lost<Problem>(state: PollState<Problem>, now: number): PollUpdate<Problem> {
  const isLost = state.isLost || state.loadedAt !== undefined;
  const next: PollState<Problem> = {
    ...omit(state, 'loadedAt', 'wholeAt', 'askedAt', 'outdated'),
    isRestored: false,
    ...(isLost ? { isLost } : {}),
  };
  if (state.activity === 'asking') {
    const { effects, state: asking } = ask({ ...next, activity: 'resting' }, now);
    return { state: asking, effects: [{ type: 'abort' }, ...effects] };
  }
  return state.failure ? still(next) : wait(next, 0);
}

/** Waits for the next request, if there is one. A request in flight continues. */
function wait<Problem>(state: PollState<Problem>, ms: number): PollUpdate<Problem> {
  if (state.activity === 'asking') return still(state);
  if (!state.isWatched || state.isPaused || state.isStopped) {
    return { state: { ...state, activity: 'resting' }, effects: [{ type: 'stopWaiting' }] };
  }
  return { state: { ...state, activity: 'waiting' }, effects: [{ type: 'wait', ms: Math.max(0, ms) }] };
}

const restored = <Problem>(
  state: PollState<Problem>,
  { loadedAt, isWhole }: { readonly loadedAt: number; readonly isWhole: boolean },
): PollState<Problem> => ({ ...state, loadedAt, isRestored: true, ...(isWhole ? { wholeAt: loadedAt } : {}) });

function answered<Problem>(
  state: PollState<Problem>,
  { now, askedAt, loadedAt, isWhole, demand }: Extract<PollEvent<Problem>, { type: 'answered' }>,
  timing: Timing,
): PollUpdate<Problem> {
  const { wholeAt } = state;
  const next: PollState<Problem> = {
    ...omit(state, 'failure', 'askingSince', 'wholeAt', 'isLost', 'outdated'),
    activity: 'resting',
    answeredAt: now,
    loadedAt,
    askedAt,
    isRestored: false,
    ...(isWhole ? { wholeAt: loadedAt } : wholeAt === undefined ? {} : { wholeAt }),
    tookMs: isWhole ? now - askedAt : 0,
    quietTurns: demand.isBusy ? 0 : state.quietTurns + 1,
  };
  if (state.outdated) return refreshed(next, { type: 'refreshed', now, needsAll: state.outdated.needsAll });
  return wait(next, waitFor(now, paceFor(next, demand, timing), timing));
}

function failed<Problem>(
  state: PollState<Problem>,
  { now, problem, isLasting }: Extract<PollEvent<Problem>, { type: 'failed' }>,
  timing: Timing,
): PollUpdate<Problem> {
  const attempts = (state.failure?.attempts ?? 0) + 1;
  const waitMs = retryMs(timing, attempts, isLasting);
  const since = state.failure?.since ?? now;
  const failure = { problem, since, attempts, retryAt: now + waitMs };
  const next = omit(state, 'askingSince', 'outdated');
  return wait({ ...next, activity: 'resting', answeredAt: now, failure }, waitMs);
}

/** The longest time without a request in this state, in ms. */
export function paceFor<Problem>(
  { quietTurns, tookMs }: PollState<Problem>,
  demand: Demand,
  { cadence }: Pick<Timing, 'cadence'>,
): number {
  const { isBusy: busy, isVisible, inBackground, stretch } = demand;
  return paceOf(cadence, { busy, quietTurns, tookMs, isVisible, inBackground }) * stretch;
}

function omit<Whole extends object, Name extends keyof Whole>(
  whole: Whole,
  ...names: readonly Name[]
): Omit<Whole, Name> {
  const rest = { ...whole };
  for (const name of names) delete rest[name];
  return rest;
}
