import { expect, test } from 'vitest';
import { createNewestFrame } from '../../src/terminal/output/newest-frame.ts';

function open() {
  const drawn: string[] = [];
  const newest = createNewestFrame(({ lines }) => drawn.push(lines.join()));
  return { newest, drawn, show: (text: string) => newest.show({ lines: [text] }) };
}

test('each frame is drawn, and once more when asked for', () => {
  const { newest, drawn, show } = open();
  newest.showAgain();
  show('one');
  newest.showAgain();
  expect(drawn).toEqual(['one', 'one']);
});

test('over adopted lines nothing is drawn until they are released, and then the newest alone', () => {
  const { newest, drawn, show } = open();
  newest.adopt();
  for (const text of ['one', 'two']) show(text);
  expect(drawn).toEqual([]);
  expect(newest.latest()?.lines).toEqual(['two']);
  newest.release();
  newest.release();
  expect(drawn).toEqual(['two']);
});

test('adopted lines that are gone need no release', () => {
  const { newest, drawn, show } = open();
  newest.adopt();
  newest.forgetAdopted();
  show('one');
  newest.release();
  expect(drawn).toEqual(['one']);
});
