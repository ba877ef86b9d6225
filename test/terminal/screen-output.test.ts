import { expect, test } from 'vitest';
import { createScreenOutput } from '../../src/terminal/output/screen-output.ts';
import { createFakeTty } from './fake-tty.ts';

function open() {
  const tty = createFakeTty(20, 5);
  const pieces: string[] = [];
  const frames = { nextPiece: () => pieces.shift() ?? '', isEmpty: () => pieces.length === 0 };
  return { tty, pieces, output: createScreenOutput(tty, frames) };
}

test('controls go out before the next piece of a frame', () => {
  const { tty, pieces, output } = open();
  tty.blocked = true;
  pieces.push('[one]', '[two]');
  output.pump();
  output.control('!');
  tty.blocked = false;
  tty.drain();
  expect(tty.taken()).toBe('[one]![two]');
});

test('held, frames wait and controls do not', () => {
  const { tty, pieces, output } = open();
  output.hold();
  pieces.push('[one]');
  output.control('!');
  expect(tty.taken()).toBe('!');
  output.resume();
  output.pump();
  expect(tty.taken()).toBe('[one]');
});

test('closed, controls go out at once, frames never, and who waits is told', () => {
  const { tty, pieces, output } = open();
  pieces.push('[one]');
  output.close();
  output.control('!');
  let isDone = false;
  output.whenDrained(() => {
    isDone = true;
  });
  output.resume();
  output.pump();
  expect(tty.taken()).toBe('!');
  expect([isDone, output.isHeld()]).toEqual([true, true]);
});

test('who waits is told when the last piece has gone out, not before', () => {
  const { tty, pieces, output } = open();
  tty.blocked = true;
  pieces.push('[one]');
  let isDone = false;
  output.whenDrained(() => {
    isDone = true;
  });
  expect(isDone).toBe(false);
  tty.blocked = false;
  tty.drain();
  expect(isDone).toBe(true);
});
