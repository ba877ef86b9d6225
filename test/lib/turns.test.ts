import { expect, test } from 'vitest';
import { createTurns, inTurn } from '../../src/lib/process/turns.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function countedTurns() {
  const turns: (() => void)[] = [];
  const nextTurn = createTurns((task) => turns.push(task));
  const turn = async () => {
    turns.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { turns, nextTurn, turn };
}

test('one piece of work to a turn of the loop, however many wait', async () => {
  const turns: (() => void)[] = [];
  const nextTurn = createTurns((task) => turns.push(task));
  let done = 0;
  for (let index = 0; index < 5; index += 1) void nextTurn().then(() => (done += 1));
  for (let turn = 1; turn <= 5; turn += 1) {
    expect(turns).toHaveLength(1);
    turns.shift()?.();
    await Promise.resolve();
    expect(done).toBe(turn);
  }
  expect(turns).toEqual([]);
});

test('what is looked at stands before what is not, and neither keeps the other waiting', async () => {
  const { turns, nextTurn, turn } = countedTurns();
  let served = '';
  const worker = async (name: string, isAhead: boolean) => {
    for (;;) {
      await nextTurn(isAhead);
      served += name;
    }
  };
  for (const name of ['a', 'b']) void worker(name, false);
  for (const name of ['X', 'Y']) void worker(name, true);
  for (let count = 0; count < 8; count += 1) {
    expect(turns).toHaveLength(1);
    await turn();
  }
  expect(served).toBe('XaYbXaYb');
});

test('a task waits for its time and then for its turn, unless it is left', async () => {
  const { nextTurn, turn } = countedTurns();
  const clock = createFakeClock();
  const done: string[] = [];
  inTurn({ clock, nextTurn }, () => done.push('kept'), { waitMs: 100 });
  const leave = inTurn({ clock, nextTurn }, () => done.push('left'), { waitMs: 100 });
  await turn();
  expect(done).toEqual([]);
  await clock.advance(100);
  expect(done).toEqual([]);
  leave();
  await turn();
  await turn();
  expect(done).toEqual(['kept']);
});
