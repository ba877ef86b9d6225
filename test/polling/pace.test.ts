// The intervals of polls as numbers, and what a snapshot says of each state.
import { describe, expect, test } from 'vitest';
import { type Cadence, type Pulse, paceOf, retryMs, scaledCadence, waitFor } from '../../src/polling/pace.ts';
import { toSnapshot } from '../../src/polling/poll-snapshot.ts';
import { firstState, nextState } from '../../src/polling/poll-state.ts';

const cadence: Cadence = { refreshMs: 10_000, idleMs: 60_000, slowestMs: 40_000, firstRetryMs: 5_000 };
const pulse: Pulse = { busy: true, quietTurns: 0, tookMs: 0, inBackground: false, isVisible: false };
const visible = { ...cadence, visibleMs: 3_000 };
const hidden = { ...cadence, backgroundMs: 30_000 };

describe('the pace', () => {
  test.each<[string, Cadence, Partial<Pulse>, number]>([
    ['is the refresh interval while something is busy', cadence, {}, 10_000],
    ['and stays it, however often nothing was', cadence, { quietTurns: 9 }, 10_000],
    ['is the same where nothing was busy for the first time', cadence, { busy: false }, 10_000],
    ['doubles with each quiet response', cadence, { busy: false, quietTurns: 1 }, 20_000],
    ['and doubles again', cadence, { busy: false, quietTurns: 2 }, 40_000],
    ['up to the idle interval', cadence, { busy: false, quietTurns: 3 }, 60_000],
    ['which shortens no interval', { ...cadence, idleMs: 1_000 }, { busy: false, quietTurns: 3 }, 10_000],
    ['is shorter on screen', visible, { isVisible: true }, 3_000],
    ['but only there', visible, {}, 10_000],
    ['is not longer on screen', { ...cadence, visibleMs: 30_000 }, { isVisible: true }, 10_000],
    ['is longer in the background', hidden, { inBackground: true }, 30_000],
    ['but only there', hidden, {}, 10_000],
    ['is four times what a request took', cadence, { tookMs: 4_000 }, 16_000],
    ['up to the slowest', cadence, { tookMs: 20_000 }, 40_000],
  ])('%s', (_, given, more, ms) => {
    expect(paceOf(given, { ...pulse, ...more })).toBe(ms);
  });

  test.each([1, 0.5])('is unchanged by a clock of speed %d', (speed) => {
    expect(scaledCadence(cadence, speed)).toBe(cadence);
  });

  test('of a faster clock is shorter, but no interval below two seconds, or below its own', () => {
    const given = { ...cadence, visibleMs: 1_000, backgroundMs: 120_000, afterPeriodMs: 60_000, wholeMs: 7_000 };
    expect(scaledCadence(given, 10)).toEqual({
      refreshMs: 2_000,
      idleMs: 6_000,
      visibleMs: 1_000,
      backgroundMs: 12_000,
      afterPeriodMs: 6_000,
      slowestMs: 40_000,
      firstRetryMs: 5_000,
      wholeMs: 7_000,
    });
    expect(Object.keys(scaledCadence(cadence, 10))).toEqual(Object.keys(cadence));
  });
});

describe('with a phase', () => {
  const paceMs = 10_000;
  const times = [0, 1, 2_499, 2_500, 7_499, 7_500, 7_501, 9_999, 1_768_471_234_567];

  test.each(times.flatMap((now) => [0, 0.25, 0.9].map((phase) => [now, phase] as const)))(
    'at %i and %d the wait ends in the phase, half an interval later at the earliest',
    (now, phase) => {
      for (const afterPeriodMs of [undefined, 3_000]) {
        const offset = afterPeriodMs === undefined ? phase * paceMs : afterPeriodMs + phase * paceMs * 0.2;
        const delayed = { ...cadence, ...(afterPeriodMs === undefined ? {} : { afterPeriodMs }) };
        const wait = waitFor(now, paceMs, { cadence: delayed, phase });
        expect(Math.round(now + wait - offset) % paceMs).toBe(0);
        expect(wait).toBeGreaterThanOrEqual(paceMs / 2);
        expect(wait).toBeLessThan(1.5 * paceMs);
      }
    },
  );

  test('and without one the wait is the pace', () => {
    expect(waitFor(123, paceMs, { cadence: { ...cadence, afterPeriodMs: 3_000 } })).toBe(paceMs);
  });

  test('retries double, up to the slowest, and are spread over a fifth', () => {
    expect([1, 2, 3, 4, 5].map((attempt) => retryMs({ cadence }, attempt, false))).toEqual([
      5_000, 10_000, 20_000, 40_000, 40_000,
    ]);
    expect(retryMs({ cadence, phase: 0.5 }, 1, false)).toBe(5_500);
    expect(retryMs({ cadence, phase: 0.5 }, 4, false)).toBe(40_000);
    expect(retryMs({ cadence, phase: 0.5 }, 1, true)).toBe(40_000);
  });
});

describe('watched again', () => {
  const demand = { isBusy: true, isVisible: false, inBackground: false, stretch: 1 };
  const timing = { cadence, phase: undefined };
  const asked = { ...firstState(0), askedAt: 1_000_000 };

  test.each([
    [9_999, [{ type: 'wait', ms: 1 }]],
    [10_000, [{ type: 'stopWaiting' }, { type: 'ask' }]],
    [10_001, [{ type: 'stopWaiting' }, { type: 'ask' }]],
  ])('%i ms after the last request', (ms, effects) => {
    expect(nextState(asked, { type: 'watched', now: 1_000_000 + ms, demand }, timing).effects).toEqual(effects);
  });

  test('and never asked, it asks', () => {
    const { effects } = nextState(firstState(0), { type: 'watched', now: 1, demand }, timing);
    expect(effects).toEqual([{ type: 'stopWaiting' }, { type: 'ask' }]);
  });
});

describe('a snapshot', () => {
  const failure = { problem: 'denied', since: 1, attempts: 2, retryAt: 3 };
  const nothing = {
    state: firstState(0),
    version: 7,
    receivedAt: undefined,
    document: undefined,
    lacks: undefined,
    mayBePartial: false,
  };

  test('of nothing has its version alone', () => {
    expect(toSnapshot(nothing)).toEqual({ version: 7 });
  });

  test.each([
    [{ askingSince: 0 }, { askingSince: 0 }],
    [{ loadedAt: 0 }, { loadedAt: 0 }],
    [{ askedAt: 0 }, { askedAt: 0 }],
    [{ isRestored: true }, { restored: true }],
    [{ isLost: true as const }, { lost: true }],
    [{ isStopped: true }, { halted: true }],
    [{ failure }, { failure }],
    [{ wholeAt: 5 }, {}],
  ])('of the state %j', (state, members) => {
    expect(toSnapshot({ ...nothing, state: { ...firstState(0), ...state } })).toEqual({ version: 7, ...members });
  });

  test.each([
    [{ receivedAt: 0 }, { receivedAt: 0 }],
    [{ document: null }, { document: null }],
    [{ lacks: '' }, { lacks: '' }],
  ])('with %j', (parts, members) => {
    expect(toSnapshot({ ...nothing, ...parts })).toEqual({ version: 7, ...members });
  });

  test.each([
    [4, true, true],
    [5, true, false],
    [4, false, false],
  ])('whole at %i of 5, possibly of new rows alone: %s; says so: %s', (wholeAt, mayBePartial, isSaid) => {
    const state = { ...firstState(0), loadedAt: 5, wholeAt };
    const members = isSaid ? { loadedAt: 5, wholeAt } : { loadedAt: 5 };
    expect(toSnapshot({ ...nothing, state, mayBePartial })).toEqual({ version: 7, ...members });
  });
});
