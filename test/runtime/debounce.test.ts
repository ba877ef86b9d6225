// When the screen is shown what is new, on a clock and a queue of turns that the test moves.
import { expect, test } from 'vitest';
import { createTurns } from '../../src/lib/process/turns.ts';
import { createDebounce } from '../../src/runtime/debounce.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';

function open() {
  const clock = createFakeClock();
  const turns: (() => void)[] = [];
  const shownAt: number[] = [];
  const start = clock.now();
  const debounce = createDebounce({ clock, nextTurn: createTurns((task) => turns.push(task)) }, () =>
    shownAt.push(clock.now() - start),
  );
  /** Time alone, without a turn. */
  const wait = (ms: number) => clock.advance(ms);
  const turn = async () => {
    turns.shift()?.();
    await settle();
  };
  const during = async (ms: number) => {
    for (let each = 0; each < ms; each += 1) {
      await wait(1);
      await turn();
    }
  };
  return { ...debounce, shownAt, wait, turn, during };
}

test('however many wish for it, it is shown once', async () => {
  const { within, shownAt, during } = open();
  for (let response = 0; response < 50; response += 1) within(10);
  await during(100);
  expect(shownAt).toEqual([10]);
  within(10);
  await during(100);
  expect(shownAt).toEqual([10, 110]);
});

test('the soonest wish counts, whichever came first, and serves the others', async () => {
  const { within, shownAt, during } = open();
  within(50);
  within(20);
  within(80);
  await during(100);
  expect(shownAt).toEqual([20]);
});

test('a wish is measured from when it came', async () => {
  const { within, shownAt, during } = open();
  within(50);
  await during(40);
  within(20);
  await during(60);
  expect(shownAt).toEqual([50]);
});

test('a run that waits for its turn serves requests that come meanwhile', async () => {
  const { within, shownAt, wait, turn, during } = open();
  within(10);
  await wait(15);
  expect(shownAt).toEqual([]);
  within(0);
  await turn();
  expect(shownAt).toEqual([15]);
  await during(100);
  expect(shownAt).toEqual([15]);
});

test('a wish that comes while it is shown is for another time', async () => {
  const clock = createFakeClock();
  let shown = 0;
  const debounce = createDebounce({ clock, nextTurn: async () => {} }, () => {
    shown += 1;
    if (shown < 3) debounce.within(0);
  });
  debounce.within(0);
  await clock.advance(1);
  expect(shown).toBe(3);
  expect(clock.pending()).toBe(0);
});

test.each([0, 15])('nothing is shown once it is stopped, %i ms after a wish for in 10 ms', async (waited) => {
  const { within, stop, shownAt, wait, during } = open();
  within(10);
  await wait(waited);
  stop();
  await during(100);
  expect(shownAt).toEqual([]);
});
