import { expect, test } from 'vitest';
import { createAttentionView } from '../../src/app/attention/attention-view.ts';
import { dataOf, regions, vault } from '../components/fixtures.ts';

const data = dataOf({ rows: { vaults: regions.map((region) => vault('main', region)) } });

test('before somebody who watches the list is reckoned once in a tick, and its answer stays the same till then', () => {
  const waits: number[] = [];
  const view = createAttentionView(undefined, { atOnce: 100, behind: (waitMs) => waits.push(waitMs) });
  const first = view.attention(data);
  expect(view.attention({ ...data, version: data.version + 1 })).toBe(first);
  expect(waits).toEqual([250]);
  expect(view.attention({ ...data, version: data.version + 1, now: data.now + 1_000 })).not.toBe(first);
  expect(waits).toEqual([250]);
});

test('for a program that looks once, each version is looked at', () => {
  const view = createAttentionView();
  const first = view.attention(data);
  expect(view.attention({ ...data, version: data.version + 1 })).not.toBe(first);
});
