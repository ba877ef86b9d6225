import { expect, test } from 'vitest';
import { initialState } from '../../src/app/state/state.ts';
import { createPlayer } from '../../src/runtime/past/player.ts';

test('the time goes on each second while it is played, and not after', () => {
  const waiting: (() => void)[] = [];
  const steps: number[] = [];
  const setTimeout = (task: () => void) => {
    waiting.push(task);
    return () => void waiting.splice(waiting.indexOf(task), 1);
  };
  const play = createPlayer({ setTimeout }, (ms) => steps.push(ms));
  const state = { ...initialState({ columns: 80, rows: 24 }), asOf: 1 };
  const pass = () => waiting.shift()?.();
  play(state);
  expect(waiting).toEqual([]);
  play({ ...state, playing: 60 });
  pass();
  play({ ...state, asOf: 2, playing: 60 });
  pass();
  expect(steps).toEqual([60_000, 60_000]);
  play({ ...state, playing: 10 });
  pass();
  expect(steps.at(-1)).toBe(10_000);
  play(state);
  expect(waiting).toEqual([]);
});
