import { describe, expect, test } from 'vitest';
import { createWriteWindow, type WriteAccess } from '../../src/aws/write-window.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 15, 12);
const timed: WriteAccess = { write: false, timedWrite: true };

function windowAt() {
  const clock = { at: start, now: () => clock.at };
  return { clock, window: createWriteWindow(clock) };
}

test('at first a connection has the write access of its place; a timed one has none', () => {
  const { window } = windowAt();
  expect([{ write: true }, timed, {}].map(window.allows)).toEqual([true, false, false]);
  expect(window.until()).toBeUndefined();
});

test('it opens for a time, for those that may change something at all, and ends by itself', () => {
  const { clock, window } = windowAt();
  window.open(30 * minute);
  expect([{ write: true }, timed, {}].map(window.allows)).toEqual([true, true, false]);
  expect(window.until()).toBe(start + 30 * minute);
  clock.at += 30 * minute - 1;
  expect(window.allows(timed)).toBe(true);
  expect(window.takeEnd()).toBe(false);
  const mark = window.mark();
  clock.at += 1;
  expect([{ write: true }, timed].map(window.allows)).toEqual([false, false]);
  expect(window.mark()).not.toBe(mark);
  expect([window.takeEnd(), window.takeEnd()]).toEqual([true, false]);
});

test('off ends it without news, and a new place begins as at the start', () => {
  const { window } = windowAt();
  window.open(minute);
  window.close();
  expect([window.allows({ write: true }), window.until(), window.takeEnd()]).toEqual([false, undefined, false]);
  window.reset();
  expect([{ write: true }, timed].map(window.allows)).toEqual([true, false]);
});

describe('the clock of the machine', () => {
  test('a night asleep ends it, though no timer ran', () => {
    const { clock, window } = windowAt();
    window.open(30 * minute);
    clock.at += 8 * 60 * minute;
    expect(window.allows(timed)).toBe(false);
  });

  test('set back, it ends it: the time would be longer', () => {
    const { clock, window } = windowAt();
    window.open(30 * minute);
    clock.at += 10 * minute;
    expect(window.allows(timed)).toBe(true);
    clock.at -= 9 * minute;
    expect([window.allows(timed), window.takeEnd()]).toEqual([false, true]);
  });

  test('corrected by a few seconds, it goes on', () => {
    const { clock, window } = windowAt();
    window.open(30 * minute);
    for (const seconds of [60, -3, 60, -4]) {
      clock.at += seconds * 1_000;
      expect(window.allows(timed)).toBe(true);
    }
  });
});

test('while it is held nobody has it, whatever was asked for, and its time goes on', () => {
  const { clock, window } = windowAt();
  window.hold(true);
  expect([{ write: true }, timed].map(window.allows)).toEqual([false, false]);
  window.open(30 * minute);
  expect([{ write: true }, timed].map(window.allows)).toEqual([false, false]);
  window.hold(false);
  expect([{ write: true }, timed].map(window.allows)).toEqual([true, true]);
  clock.at += 30 * minute;
  expect(window.allows(timed)).toBe(false);
});
