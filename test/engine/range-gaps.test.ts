// The times of a range that nobody watched whose rows count.
import { expect, test } from 'vitest';
import { rangeGaps } from '../../src/engine/changes/range-gaps.ts';
import type { StoredScope } from '../../src/store/row-shape.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 15);
const place = { region: 'eu-west-1', accountId: '111122223333' };
const [mine, theirs]: readonly StoredScope[] = [
  { ...place, identity: 'mine' },
  { ...place, identity: 'theirs' },
];

/** The other identity answers for the second hour, the own one for the last. */
async function gapsOf(...requested: readonly StoredScope[]) {
  let now = start;
  const store = openMemoryStore(() => now);
  const watched = [
    [theirs, 1],
    [theirs, 1.5],
    [theirs, 2],
    [mine, 3],
    [mine, 3.5],
    [mine, 4],
  ] as const;
  for (const [scope, hours] of watched) {
    now = start + hours * hour;
    if (scope) store.writer.begin({ resource: 'vaults', scope, params: '[]', requestedAt: now }).whole();
  }
  const { reader } = await store.opened();
  const range = { from: start, to: start + 4 * hour };
  const scopeOf = ({ accountId, region, identity }: StoredScope) => ({ accountId, region, connection: identity });
  const gaps = rangeGaps({ reader, list: 'vaults', requested, scopeOf, range });
  await store.close();
  return gaps.map(({ scope, from, to }) => [scope.connection, (from - start) / hour, (to - start) / hour]);
}

test('what an identity watched whose rows are not shown is a gap', async () => {
  expect(await gapsOf(mine as StoredScope)).toEqual([['mine', 0, 3]]);
});

test('of identities whose rows count together, a gap is where none of them looked, and is one', async () => {
  expect(await gapsOf(mine as StoredScope, theirs as StoredScope)).toEqual([
    ['mine', 0, 1],
    ['mine', 2, 3],
  ]);
});
