import { expect, test } from 'vitest';
import { createAttentionView } from '../../src/app/attention/attention-view.ts';
import { dataOf, regions, vault } from '../components/fixtures.ts';

const data = dataOf({ rows: { vaults: regions.map((region) => vault('main', region)) } });
const next = { ...data, version: data.version + 1 };

test('before somebody who watches the list is reckoned once in a tick, and its answer stays the same till then', () => {
  const waits: number[] = [];
  const view = createAttentionView(undefined, { atOnce: 1_000, later() {}, behind: (waitMs) => waits.push(waitMs) });
  const first = view.attention(data);
  expect(view.version()).toBe(data.version);
  expect(view.attention(next)).toBe(first);
  expect(view.version()).toBe(data.version);
  expect(waits).toEqual([250]);
  view.attention({ ...next, now: data.now + 1_000 });
  expect(view.version()).toBe(next.version);
  expect(waits).toEqual([250]);
});

test('for a program that looks once, each version is looked at', () => {
  const view = createAttentionView();
  view.attention(data);
  view.attention(next);
  expect(view.version()).toBe(next.version);
});
