// The state of one poll, its timer and its watchers. Sends no request itself: the effects of the state are handed on.
import { scaledCadence } from './pace.ts';
import type { PollFacts } from './poll-facts.ts';
import type { PollOptions } from './poll-options.ts';
import { toSnapshot } from './poll-snapshot.ts';
import { type Demand, firstState, nextState, type PollEffect, type PollEvent, type PollState } from './poll-state.ts';
import type { Snapshot } from './snapshot.ts';

/** AWS's clock: epoch ms, and how many of its seconds pass in one. */
export interface ThereClock {
  now(): number;
  speed(): number;
}

export interface PollCoreOptions<Row, Problem>
  extends Pick<PollOptions<Row, Problem>, 'clock' | 'cadence' | 'phase' | 'stretch' | 'newOnly'> {
  readonly there: ThereClock;
  readonly facts: PollFacts;
  ask(): void;
  abort(): void;
}

export interface PollCore<Problem> {
  state(): PollState<Problem>;
  snapshot(): Snapshot<Problem>;
  happened(event: PollEvent<Problem>): void;
  /** The snapshot has changed, whether or not a watcher is notified. */
  renew(): void;
  publish(): void;
  priority(): number;
  demand(): Demand;
  reconsider(): void;
  watch(changed: () => void, urgency?: () => number): () => void;
}

/** Of config/budgets.ts: for rows on screen, and for rows that no screen shows. */
const visiblePriority = 0;
const backgroundPriority = 2;
const usualPriority = () => 1;

export function createPollCore<Row, Problem>(options: PollCoreOptions<Row, Problem>): PollCore<Problem> {
  const { clock, there, facts } = options;
  const watchers = new Map<() => void, () => number>();
  let state: PollState<Problem> = firstState(clock.now());
  let cancelTimer: (() => void) | undefined;
  let current = snapshotOf(0);

  function snapshotOf(version: number): Snapshot<Problem> {
    const { receivedAt, document, lacks } = facts;
    return toSnapshot({ state, version, receivedAt, document, lacks, mayBePartial: options.newOnly !== undefined });
  }

  const renew = () => {
    current = snapshotOf(current.version);
  };

  const priority = () => Math.min(backgroundPriority, ...[...watchers.values()].map((of) => of()));

  const demand = (): Demand => {
    const urgency = priority();
    const stretch = options.stretch?.() ?? 1;
    const [isVisible, inBackground] = [urgency === visiblePriority, urgency >= backgroundPriority];
    return { isBusy: facts.isBusy, isVisible, inBackground, stretch };
  };

  const happened = (event: PollEvent<Problem>) => {
    const timing = { cadence: scaledCadence(options.cadence, there.speed()), phase: options.phase };
    const step = nextState(state, event, timing);
    ({ state } = step);
    for (const effect of step.effects) run(effect);
  };

  const run = (effect: PollEffect) => {
    if (effect.type === 'ask') return options.ask();
    if (effect.type === 'abort') return options.abort();
    cancelTimer?.();
    cancelTimer = effect.type === 'wait' ? clock.setTimeout(due, effect.ms) : undefined;
  };

  const due = () => happened({ type: 'due', now: clock.now() });

  const reconsider = () => happened({ type: 'reconsidered', now: clock.now(), demand: demand() });

  return {
    state: () => state,
    snapshot: () => current,
    happened,
    renew,
    publish() {
      current = snapshotOf(current.version + 1);
      for (const changed of [...watchers.keys()]) changed();
    },
    priority,
    demand,
    reconsider,
    watch(changed, urgency = usualPriority) {
      watchers.set(changed, urgency);
      if (watchers.size === 1) happened({ type: 'watched', now: clock.now(), demand: demand() });
      else reconsider();
      renew();
      return () => {
        watchers.delete(changed);
        if (watchers.size > 0) return;
        happened({ type: 'left' });
        renew();
      };
    },
  };
}
