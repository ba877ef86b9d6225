// A search over several lists against the same search over a plain array, for many stores.
import { describe, expect, test } from 'vitest';
import { type SearchSizes, searchIds } from '../../src/store/query/search-ids.ts';
import type { SearchQuery } from '../../src/store/query/search-query.ts';
import { seededRandom } from '../support/matrix.ts';
import { storeOf, type TestRow } from './query-rows.ts';

const scopes = [
  { account: '111', region: 'us-east-1', identity: 'first' },
  { account: '111', region: 'us-east-1', identity: 'second' },
  { account: '222', region: 'eu-west-1' },
  { account: '333', region: 'eu-west-1' },
];
/** Two identities see the first account, and nobody asks for the last. */
const wantedScopes = [[1, 2], [3]];
const small: SearchSizes = { newestRows: 3, statementRows: 5 };
const since = 4;

const listOf = (resource: string, { isTimed = true, sinceAt = 0 } = {}): SearchQuery['lists'][number] => ({
  resource,
  scopes: wantedScopes,
  now: 1_000,
  sort: isTimed ? { by: 'at', kind: 'number', descending: true } : { by: 'key', kind: 'text', descending: false },
  ...(sinceAt > 0 ? { sinceAt } : {}),
});

function found(rows: readonly TestRow[], query: SearchQuery, sizes = small) {
  const database = storeOf(scopes, rows);
  const lists = query.lists.map(() => ({ ids: [] as number[], past: [] as number[] }));
  for (const step of searchIds(database, query, sizes)) {
    if (!step) continue;
    lists[step.list]?.ids.push(...step.ids);
    lists[step.list]?.past.push(...step.past);
  }
  database.close();
  return lists;
}

const groupOf = (scope: number): readonly number[] => wantedScopes.find((group) => group.includes(scope)) ?? [];

/** Present and past rows of a list that contain the text, from the plain rows. */
function expected(rows: readonly TestRow[], text: string, { resource, sinceAt = 0 }: SearchQuery['lists'][number]) {
  const numbered = rows.map((row, index) => ({ ...row, id: index + 1, at: row.at ?? 0 }));
  const own = numbered.filter((row) => (row.resource ?? 'things') === resource && groupOf(row.scope).length > 0);
  const same = (one: (typeof own)[number], other: (typeof own)[number]) =>
    one.key === other.key && one.at === other.at && groupOf(one.scope).includes(other.scope);
  const isFirst = (row: (typeof own)[number]) =>
    !own.some(
      (other) =>
        other.to === undefined &&
        same(row, other) &&
        groupOf(row.scope).indexOf(other.scope) < groupOf(row.scope).indexOf(row.scope),
    );
  const isLast = (row: (typeof own)[number]) =>
    !own.some(
      (other) =>
        same(row, other) &&
        (other.to === undefined || other.to > (row.to ?? 0) || (other.to === row.to && other.id > row.id)),
    );
  const texts = (row: TestRow) => [row.key, ...(row.texts ?? []), ...(row.sharedTexts ?? [])].join('\n').toLowerCase();
  const matching = own.filter((row) => texts(row).includes(text));
  const open = matching.filter((row) => row.to === undefined && isFirst(row));
  const isOld = ({ at }: { readonly at: number }) => at !== 0 && at < sinceAt;
  const ids = (some: readonly { readonly id: number }[]) => some.map(({ id }) => id).toSorted((a, b) => a - b);
  return {
    ids: ids(open.filter((row) => !isOld(row))),
    past: ids([...open.filter(isOld), ...matching.filter((row) => row.isGone && row.to !== undefined && isLast(row))]),
  };
}

function randomRows(seed: number): TestRow[] {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  return Array.from({ length: 25 }, (_, index) => {
    const isOver = random() < 0.4;
    const word = pick(['alpha', 'beta', 'Gamma_1', '50%']);
    return {
      scope: pick([1, 1, 2, 3, 4]),
      resource: pick(['things', 'others']),
      key: pick(['a', 'b', 'C', 'd']),
      at: pick([0, 1, 3, 5, 8]),
      texts: [word.toLowerCase()],
      ...(random() < 0.5 ? { shared: { n: index % 3 }, sharedTexts: [`part-${index % 3}`] } : {}),
      ...(isOver ? { to: 10 + Math.floor(random() * 4), isGone: random() < 0.6 } : {}),
    };
  });
}

describe('a search returns the rows of a plain array', () => {
  const lists = [listOf('things', { sinceAt: since }), listOf('others'), listOf('missing')];
  test.each(['alpha', 'b', 'part-1', '_', '%', 'none'])('that contain "%s"', (filter) => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const rows = randomRows(seed);
      const response = found(rows, { filter, lists, most: 1_000 });
      const sorted = response.map(({ ids, past }) => ({
        ids: ids.toSorted((a, b) => a - b),
        past: past.toSorted((a, b) => a - b),
      }));
      expect(sorted, `rows of seed ${seed}`).toEqual(lists.map((list) => expected(rows, filter, list)));
    }
  });
});

describe('of many rows', () => {
  const many = Array.from({ length: 100 }, (_, index) => ({ scope: 1, key: `row-${index}`, at: 1 + index }));

  test('the newest are found, and the rest is not read', () => {
    const query = { filter: 'row-', lists: [listOf('things')], most: 3 };
    expect(found(many, query)[0]?.ids).toEqual([100, 99, 98]);
    const database = storeOf(scopes, many);
    const steps = [...searchIds(database, query, { newestRows: 10, statementRows: 10 })].filter(Boolean);
    expect(steps).toMatchObject([{ list: 0, hasMore: true }]);
  });

  test('a rare one is found wherever it is', () => {
    const query = { filter: 'row-17', lists: [listOf('things')], most: 3 };
    expect(found(many, query)[0]?.ids).toEqual([18]);
  });

  test('without a time, an equal name precedes those that only contain it', () => {
    const names = Array.from({ length: 50 }, (_, index) => ({
      scope: 1,
      key: `arn-${index}`,
      texts: [index === 20 ? 'db' : `db-${index}`],
    }));
    const query = { filter: 'DB', lists: [listOf('things', { isTimed: false })], most: 3 };
    expect(found(names, query, { newestRows: 5, statementRows: 100 })[0]?.ids).toEqual([21, 50, 49]);
  });
});

test.each([
  ['equal names', () => 'db'],
  ['names that contain the words', (index: number) => `db-${index}`],
])('of more %s than are wanted the search says that there are more', (_, textOf) => {
  const query = { filter: 'db', lists: [listOf('things', { isTimed: false })], most: 3 };
  const moreOf = (count: number) => {
    const rows = Array.from({ length: count }, (__, index) => ({
      scope: 1,
      key: `arn-${index}`,
      texts: [textOf(index)],
    }));
    const database = storeOf(scopes, rows);
    const steps = [...searchIds(database, query, { newestRows: 2, statementRows: 2 })];
    database.close();
    return steps.some((step) => step?.hasMore);
  };
  expect([moreOf(3), moreOf(30)]).toEqual([false, true]);
});

test('words of a scope, expressions and inverted words are those of a filter; an endless expression finds nothing', () => {
  const rows = [
    { scope: 1, key: 'here', at: 1 },
    { scope: 3, key: 'there', at: 2 },
    { scope: 1, key: `${'a'.repeat(40)}b`, at: 3 },
  ];
  const idsFor = (filter: string) => found(rows, { filter, lists: [listOf('things')], most: 9 })[0]?.ids;
  expect(idsFor('eu-west')).toEqual([2]);
  expect(idsFor('/^h.re$/')).toEqual([1]);
  expect(idsFor('!here')).toEqual([3]);
  expect(idsFor('!')).toEqual([]);
  expect(idsFor('/^(a+)+$/')).toEqual([]);
});
