import { expect, test } from 'vitest';
import { createAttentionView } from '../../src/app/attention/attention-view.ts';
import type { Data } from '../../src/app/data.ts';
import { dataOf, denied, now, regions, vault } from '../components/fixtures.ts';

const world = { rows: { vaults: regions.map((region) => vault('main', region)) } };

/** Counts how often it is read. */
function countedData() {
  const data = dataOf(world);
  let reads = 0;
  const counted: Data = {
    ...data,
    snapshot(question) {
      reads += 1;
      return data.snapshot(question);
    },
  };
  const hasRead = () => {
    const before = reads;
    reads = 0;
    return before > 0;
  };
  return { data: counted, next: { ...counted, version: data.version + 1 }, hasRead };
}

test('before somebody who watches the list is reckoned once in a tick, and its answer stays the same till then', () => {
  const waits: number[] = [];
  const { data, next, hasRead } = countedData();
  let go = () => {};
  const later = (task: () => void) => {
    go = task;
  };
  const view = createAttentionView(undefined, { atOnce: 1_000, later, behind: (waitMs) => waits.push(waitMs) });
  view.attention(data);
  expect(hasRead()).toBe(false);
  go();
  expect(hasRead()).toBe(true);
  const first = view.attention(data);
  waits.length = 0;
  expect(view.attention(next)).toBe(first);
  expect(hasRead()).toBe(false);
  expect(waits).toEqual([250]);
  view.attention({ ...next, now: now + 1_000, localNow: now + 1_000 });
  go();
  expect(hasRead()).toBe(true);
  expect(waits).toEqual([250]);
});

test('for a program that looks once, each version is looked at', () => {
  const { data, next, hasRead } = countedData();
  const view = createAttentionView();
  view.attention(data);
  expect(hasRead()).toBe(true);
  view.attention(data);
  expect(hasRead()).toBe(false);
  view.attention(next);
  expect(hasRead()).toBe(true);
});

test('it is whole once all its sources have answered or refused', () => {
  const whole = dataOf(world);
  const view = createAttentionView();
  expect(view.isWhole()).toBe(false);
  view.attention({ ...whole, snapshot: (asked) => (asked.resource === 'audits' ? undefined : whole.snapshot(asked)) });
  expect(view.isWhole()).toBe(false);
  const failure = { problem: denied, since: now, attempts: 1, retryAt: now };
  const refused = { rows: new Map(), version: 1, failure };
  const data: Data = {
    ...whole,
    version: whole.version + 1,
    snapshot: (asked) => (asked.resource === 'audits' ? refused : whole.snapshot(asked)),
  };
  view.attention(data);
  expect(view.isWhole()).toBe(true);
});
