import { expect, test } from 'vitest';
import { createPacedOutput, type TerminalStream } from '../../src/terminal/output/paced-output.ts';

function open(pieces: string[] = []) {
  const taken: (() => void)[] = [];
  const chunks: string[] = [];
  let idles = 0;
  const stream: TerminalStream = {
    write(chunk, callback) {
      chunks.push(chunk);
      taken.push(() => callback?.());
      return true;
    },
    on() {},
    off() {},
  };
  const output = createPacedOutput(
    stream,
    () => pieces.shift() ?? '',
    () => {
      idles += 1;
    },
  );
  return { output, chunks, take: () => taken.shift()?.(), idles: () => idles };
}

test('the next piece is written once the last one was taken', () => {
  const { output, chunks, take, idles } = open(['one', 'two']);
  output.pump();
  expect(chunks).toEqual(['one']);
  take();
  expect(chunks).toEqual(['one', 'two']);
  expect([output.isIdle(), idles()]).toEqual([false, 0]);
  take();
  expect([output.isIdle(), idles()]).toEqual([true, 1]);
});

test('what is forced is written at once, counts as written, and is waited for', () => {
  const { output, chunks, take } = open(['ä']);
  output.pump();
  output.force('end');
  expect(chunks).toEqual(['ä', 'end']);
  expect(output.bytesWritten()).toBe(5);
  take();
  expect(output.isIdle()).toBe(false);
  take();
  expect(output.isIdle()).toBe(true);
});

test('nothing is forced that is empty', () => {
  const { output, chunks } = open();
  output.force('');
  expect([chunks, output.isIdle()]).toEqual([[], true]);
});
