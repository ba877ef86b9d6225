// The states of a poll by themselves: no timer, no rows, no request.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  firstState,
  nextState,
  type PollEffect,
  type PollEvent,
  type PollState,
} from '../../src/polling/poll-state.ts';

const cadence = { refreshMs: 10_000, idleMs: 60_000, slowestMs: 40_000, firstRetryMs: 5_000 };
const timing = { cadence, phase: undefined };
const start = 1_000_000;
const hour = 3_600_000;
const demand = { isBusy: true, isVisible: false, inBackground: false, stretch: 1 };

type Event = PollEvent<string>;
type State = PollState<string>;

function after(...events: readonly Event[]): { state: State; effects: readonly PollEffect[] } {
  let step: { state: State; effects: readonly PollEffect[] } = { state: firstState(start), effects: [] };
  for (const event of events) step = nextState(step.state, event, timing);
  return step;
}

const watched = (now = start): Event => ({ type: 'watched', now, demand });
/** The clock there is an hour ahead. */
const answered = (askedAt: number, more: Partial<Extract<Event, { type: 'answered' }>> = {}): Event => ({
  type: 'answered',
  now: askedAt + 1_000,
  askedAt,
  loadedAt: askedAt + hour,
  isWhole: true,
  demand,
  ...more,
});
const failed = (now: number, isLasting = false): Event => ({ type: 'failed', now, problem: 'denied', isLasting });

test('the first watcher makes it ask, the last one to leave makes it stop', () => {
  expect(after(watched())).toMatchObject({ state: { activity: 'asking', askingSince: start } });
  expect(after(watched()).effects.map(({ type }) => type)).toEqual(['stopWaiting', 'ask']);
  const left = after(watched(), { type: 'left' });
  expect(left.state).toMatchObject({ activity: 'resting', isWatched: false });
  expect(left.state).not.toHaveProperty('askingSince');
  expect(left.effects.map(({ type }) => type)).toEqual(['stopWaiting', 'abort']);
});

test('who comes back soon waits for the rest of the pace', () => {
  const { state, effects } = after(watched(), answered(start), { type: 'left' }, watched(start + 4_000));
  expect(state.activity).toBe('waiting');
  expect(effects).toEqual([{ type: 'wait', ms: 6_000 }]);
});

test('after a response it waits for its pace, longer each time in which nothing goes on', () => {
  const quiet = { ...demand, isBusy: false };
  const waits = [1, 2, 3].map((turns) => {
    const turn = (at: number): Event[] => [answered(at, { now: at, demand: quiet }), { type: 'due', now: at }];
    return after(watched(), ...Array.from({ length: turns - 1 }, () => turn(start)).flat(), turn(start)[0] as Event);
  });
  expect(waits.map(({ effects }) => effects)).toEqual([20_000, 40_000, 60_000].map((ms) => [{ type: 'wait', ms }]));
});

test('only a whole response takes time, which makes the next one later', () => {
  const slow = { now: start + 15_000 };
  expect(after(watched(), answered(start, slow)).state.tookMs).toBe(15_000);
  expect(after(watched(), answered(start, { ...slow, isWhole: false })).state.tookMs).toBe(0);
});

test('a refusal keeps since when, and its attempts, until a response comes', () => {
  const refused = after(watched(), failed(start + 1), { type: 'due', now: start + 5_001 }, failed(start + 5_002));
  expect(refused.state.failure).toEqual({ problem: 'denied', since: start + 1, attempts: 2, retryAt: start + 15_002 });
  const again = nextState(refused.state, { type: 'due', now: start + 15_002 }, timing);
  expect(nextState(again.state, answered(start + 15_002), timing).state.failure).toBeUndefined();
});

test('a refusal that lasts is asked about at the slowest pace at once', () => {
  expect(after(watched(), failed(start, true)).effects).toEqual([{ type: 'wait', ms: 40_000 }]);
});

test('paused, nothing becomes due by itself; a response that is out still counts', () => {
  const { state, effects } = after(watched(), { type: 'paused' }, answered(start));
  expect(state).toMatchObject({ activity: 'resting', loadedAt: start + hour });
  expect(effects).toEqual([{ type: 'stopWaiting' }]);
  expect(nextState(state, { type: 'resumed' }, timing).effects).toEqual([{ type: 'wait', ms: 0 }]);
});

test('paused, who begins to watch asks nothing, and is asked for as soon as it goes on', () => {
  const fresh = after({ type: 'paused' }, watched());
  expect(fresh.effects).toEqual([]);
  expect(fresh.state).toMatchObject({ activity: 'resting', isWatched: true });
  expect(nextState(fresh.state, { type: 'resumed' }, timing).effects).toEqual([{ type: 'wait', ms: 0 }]);
  const old = after(watched(), answered(start), { type: 'left' }, { type: 'paused' }, watched(start + hour));
  expect(old.effects).toEqual([]);
});

test('after a refusal nothing but its back-off tells when it is asked again', () => {
  const refused = after(watched(), answered(start), { type: 'due', now: start + 10_000 }, failed(start + 10_001, true));
  const urgent = { ...demand, isVisible: true };
  const again = nextState(refused.state, { type: 'reconsidered', now: start + 10_002, demand: urgent }, timing);
  expect(again.effects).toEqual([]);
  expect(again.state).toEqual(refused.state);
});

test('what a person stopped stays so until it is refreshed', () => {
  const stopped = after(watched(), answered(start), { type: 'stopped' });
  expect(nextState(stopped.state, { type: 'resumed' }, timing).effects).toEqual([]);
  const requested = nextState(stopped.state, { type: 'refreshed', now: start + 1, needsAll: true }, timing).state;
  expect(requested).toMatchObject({ activity: 'asking', isStopped: false });
  expect(requested.wholeAt).toBeUndefined();
});

const anyDemand = fc.record({
  isBusy: fc.boolean(),
  isVisible: fc.boolean(),
  inBackground: fc.boolean(),
  stretch: fc.constantFrom(1, 10),
});
const anyEvent: fc.Arbitrary<(now: number) => Event> = fc.oneof(
  anyDemand.map(
    (of) =>
      (now: number): Event => ({ type: 'watched', now, demand: of }),
  ),
  anyDemand.map(
    (of) =>
      (now: number): Event => ({ type: 'reconsidered', now, demand: of }),
  ),
  fc.constantFrom('left', 'stopped', 'paused', 'resumed').map((type) => (): Event => ({ type })),
  fc.constant((now: number): Event => ({ type: 'due', now })),
  fc.boolean().map(
    (needsAll) =>
      (now: number): Event => ({ type: 'refreshed', now, needsAll }),
  ),
  fc.boolean().map(
    (isWhole) =>
      (now: number): Event =>
        answered(now - 500, { now, isWhole }),
  ),
  fc.boolean().map(
    (needsAll) =>
      (now: number): Event => ({ type: 'outdated', now, needsAll }),
  ),
  fc.boolean().map(
    (isLasting) =>
      (now: number): Event =>
        failed(now, isLasting),
  ),
);

test('whatever happens, one timer or one request is out at most, and none for nobody', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let state: State = firstState(start);
      let timers = 0;
      let requests = 0;
      let now = start;
      for (const at of events) {
        now += 700;
        const event = at(now);
        // Only a request that was sent gets a response, and only a running timer comes due.
        if ((event.type === 'answered' || event.type === 'failed') && requests === 0) continue;
        if (event.type === 'due' && timers === 0) continue;
        if (event.type === 'answered' || event.type === 'failed') requests = 0;
        if (event.type === 'due') timers = 0;
        const step = nextState(state, event, timing);
        for (const { type } of step.effects) {
          if (type === 'ask') requests += 1;
          if (type === 'abort') requests = 0;
          if (type === 'wait') timers = 1;
          if (type === 'stopWaiting') timers = 0;
        }
        ({ state } = step);
        expect(requests + timers).toBeLessThanOrEqual(1);
        expect(requests).toBe(state.activity === 'asking' ? 1 : 0);
        expect(timers).toBe(state.activity === 'waiting' ? 1 : 0);
        if (timers > 0) expect(state).toMatchObject({ isWatched: true, isPaused: false, isStopped: false });
      }
    }),
  );
});

test('whose rows change while a request is out asks again as soon as its response is there', () => {
  const outdated = (needsAll: boolean): Event => ({ type: 'outdated', now: start + 500, needsAll });
  const again = after(watched(), outdated(false), answered(start));
  expect(again.state).toMatchObject({ activity: 'asking', askingSince: start + 1_000, wholeAt: start + hour });
  expect(again.effects.map(({ type }) => type)).toEqual(['stopWaiting', 'ask']);
  expect(after(watched(), outdated(true), outdated(false), answered(start)).state).not.toHaveProperty('wholeAt');
  const settled = after(watched(), outdated(false), answered(start), answered(start + 1_000));
  expect(settled.state.activity).toBe('waiting');
});

test('whose rows change asks at once where no request is out, and keeps the back-off of a refusal that follows', () => {
  const outdated: Event = { type: 'outdated', now: start + 2_000, needsAll: false };
  expect(after(watched(), answered(start), outdated).effects.map(({ type }) => type)).toEqual(['stopWaiting', 'ask']);
  const refused = after(watched(), outdated, failed(start + 3_000));
  expect(refused.effects).toEqual([{ type: 'wait', ms: 5_000 }]);
  expect(after(watched(), outdated, { type: 'left' }, watched(start + 3_000)).state.activity).toBe('asking');
  const later = after(
    watched(),
    outdated,
    failed(start + 3_000),
    { type: 'due', now: start + 8_000 },
    answered(start + 8_000),
  );
  expect(later.state.activity).toBe('waiting');
});

test('whose rows are lost asks for everything at once, and abandons a request that is out', () => {
  const waiting = after(watched(), answered(start), { type: 'lost', now: start + 2_000 });
  expect(waiting.effects).toEqual([{ type: 'wait', ms: 0 }]);
  for (const member of ['loadedAt', 'wholeAt', 'askedAt']) expect(waiting.state).not.toHaveProperty(member);
  expect([waiting.state.isLost, after(watched(), { type: 'lost', now: start }).state.isLost]).toEqual([
    true,
    undefined,
  ]);
  expect(nextState(waiting.state, answered(start + 3_000), timing).state.isLost).toBeUndefined();
  const asking = after(
    watched(),
    answered(start),
    { type: 'due', now: start + 2_000 },
    { type: 'lost', now: start + 3_000 },
  );
  expect(asking.effects.map(({ type }) => type)).toEqual(['abort', 'stopWaiting', 'ask']);
  expect(asking.state).toMatchObject({ activity: 'asking', askingSince: start + 3_000 });
  expect(asking.state).not.toHaveProperty('loadedAt');
});

test('whose rows are lost while nobody watches asks when it is watched next, and keeps the pace of a refusal', () => {
  const left = after(watched(), answered(start), { type: 'left' }, { type: 'lost', now: start + 1_000 });
  expect(left.state.activity).toBe('resting');
  expect(nextState(left.state, watched(start + 2_000), timing).state.activity).toBe('asking');
  const refused = after(watched(), answered(start), failed(start + 1), { type: 'lost', now: start + 2 });
  expect([refused.effects, refused.state.activity]).toEqual([[], 'waiting']);
});
