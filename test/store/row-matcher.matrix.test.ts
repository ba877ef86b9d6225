// Rows of any text, written into a store: the query gives those that pass one by one, and in the order in which they are put.
import { expect, test } from 'vitest';
import { parseFilter } from '../../src/store/query/filter-language.ts';
import { listIds } from '../../src/store/query/list-ids.ts';
import type { FilterColumn, ListQuery, ListSort, ValueSource } from '../../src/store/query/list-query.ts';
import { compareBy, sortValueOf } from '../../src/store/query/rows/row-comparison.ts';
import { createRowFacts, membersOfShape } from '../../src/store/query/rows/row-facts.ts';
import { createRowMatcher } from '../../src/store/query/rows/row-matcher.ts';
import type { AnyRow, RowShape } from '../../src/store/row-shape.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { caseCount, seededRandom } from '../support/matrix.ts';
import { at, openStore } from './open-store.ts';
import { elsewhere, jobs, own, points, toScope, vaults } from './shapes.ts';

const now = 10_000_000;
const accountNames = { 111111111111: 'Große Straße', 222222222222: 'ΟΔΥΣΣΕΥΣ' };
const troubles = [
  'İstanbul',
  'ISTANBUL',
  'ıstanbul',
  'Straße',
  'STRASSE',
  'ΟΔΥΣΣΕΥΣ',
  'οδυσσευς',
  'ﬁle',
  'A\u030angström',
  'Ångström',
  'が',
  'か\u3099',
  '🙂',
  '日本',
  'two\nlines',
  'K',
  '\u212a',
  'prod-db',
  'Prod',
  'PROD',
  '',
  '0',
  '12',
  '1.5',
  'a.b*c',
];
const text = (member: string): FilterColumn => ({ by: { member }, kind: 'text' });

interface Kind {
  readonly shape: RowShape;
  readonly columns: Readonly<Record<string, FilterColumn>>;
  row(make: Make): AnyRow;
}

interface Make {
  readonly name: () => string;
  readonly number: () => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

const kinds: readonly Kind[] = [
  {
    shape: jobs,
    columns: {
      id: { by: 'key', kind: 'text' },
      state: { by: 'state', kind: 'text' },
      name: text('name'),
      message: text('message'),
      arn: text('resourceArn'),
      member: text('id'),
      words: text('percent'),
      percent: { by: { member: 'percent' }, kind: 'number' },
      took: { by: { member: 'endedAt' }, kind: 'duration' },
      age: { by: 'at', kind: 'age' },
      due: { by: { member: 'endedAt' }, kind: 'until' },
    },
    row: ({ name, number, pick }) => ({
      id: name(),
      createdAt: now - number() * 100_000,
      state: pick(['RUNNING', 'COMPLETED', 'FAILED']),
      name: name(),
      resourceArn: name(),
      message: pick([undefined, name()]),
      percent: pick([undefined, number()]),
      endedAt: pick([undefined, now + number() * 1_000, number() + 0.1 + 0.2]),
    }),
  },
  {
    shape: points,
    columns: {
      arn: { by: 'key', kind: 'text' },
      status: { by: 'state', kind: 'text' },
      vault: text('vaultName'),
      type: text('type'),
      age: { by: 'at', kind: 'age' },
      size: { by: { stored: 'size' }, kind: 'bytes' },
      raw: { by: { member: 'size' }, kind: 'bytes' },
    },
    row: ({ name, number, pick }) => ({
      arn: name(),
      createdAt: now - number() * 100_000,
      status: pick(['CREATING', 'AVAILABLE']),
      vaultName: name(),
      type: pick([undefined, name()]),
      size: pick([undefined, number() * 1_024]),
    }),
  },
  {
    shape: vaults,
    columns: {
      name: text('name'),
      lock: text('lock'),
      env: text('tags.env'),
      tags: text('tags'),
      count: { by: { member: 'count' }, kind: 'number' },
      words: text('count'),
    },
    row: ({ name, number, pick }) => ({
      name: name(),
      lock: pick([undefined, name()]),
      count: pick([undefined, number() / 4]),
      tags: pick([undefined, { env: name() }]),
    }),
  },
];

const operators = ['', '<', '<=', '>', '>=', '='];
const units = { text: [''], number: [''], bytes: ['', 'k'], duration: ['s', 'm'], age: ['s', 'm'], until: ['s', 'm'] };

function randomCase(seed: number) {
  const random = seededRandom(seed);
  const hostile = hostileTexts(seed);
  const pick: Make['pick'] = (items) => items[Math.floor(random() * items.length)] as never;
  const name = () => (random() < 0.2 ? hostile().toWellFormed().replaceAll('\0', '') : pick(troubles));
  const number = () => Math.floor(random() * 20);
  const kind = pick(kinds);
  const made: AnyRow[] = Array.from({ length: 30 }, () => ({
    ...kind.row({ name, number, pick }),
    scope: toScope(pick([own, elsewhere])),
  }));
  // The time of a row never changes.
  const keys = made.map((row) => JSON.stringify([kind.shape.key(row), row.scope]));
  const rows = made.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
  const columns: Record<string, FilterColumn> = {
    ...kind.columns,
    region: { by: 'region', kind: 'text' },
    account: { by: 'account', kind: 'text' },
  };
  const term = () => {
    const column = pick(Object.keys(columns));
    const plain = pick([name(), name().slice(0, 3), pick(['west', '222', 'große', 'RUNNING', 'completed'])]);
    const { kind: measure } = columns[column] as FilterColumn;
    const value = measure === 'text' ? plain : pick(operators) + number() + pick(units[measure]);
    const escaped = plain.replace(/[^\p{L}\p{N}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
    return (
      pick(['', '', '!']) +
      pick([plain, `${column}:"${value}"`, `${column}:${value}`, `/^${escaped}$/`, `/${escaped}/`])
    );
  };
  const filter = Array.from({ length: pick([1, 1, 2]) }, term).join(' ');
  const by = pick<ValueSource>([...Object.values(columns).map((column) => column.by)]);
  const sort: ListSort = { by, kind: pick(['text', 'number']), descending: random() < 0.5 };
  return { ...kind, rows, columns, filter, sort };
}

test('the query and the matcher leave the same rows in the same order', () => {
  let passed = 0;
  for (let seed = 1; seed <= caseCount(120, 6_000); seed += 1) {
    const { shape, rows, columns, filter, sort } = randomCase(seed);
    const context = JSON.stringify({ seed, filter, sort });
    const { database, reader, writer } = openStore();
    writer.upsert(shape.resource, rows, at(1_000));
    const scopes = [
      ...new Set(
        database
          .prepare('select id from scope')
          .all()
          .map(({ id }) => Number(id)),
      ),
    ];
    const members = membersOfShape(shape);
    const query: ListQuery = {
      resource: shape.resource,
      scopes: scopes.map((id) => [id]),
      filter,
      columns,
      sort,
      now,
      accountNames,
      ...members,
    };
    const steps = listIds(database, query);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const { ids, problem } = step.value;
    const stored = database.prepare('select id from row where valid_to is null').all();
    const all = reader.rows(stored.map(({ id }) => Number(id)));
    const { terms, problem: parsed } = parseFilter(filter, columns);
    expect(problem, context).toBe(parsed);
    const matches = createRowMatcher(terms, members);
    const factsOf = createRowFacts(shape);
    const found = all
      .map(({ row, id }: AnyRow) => {
        const { accountId: account, region } = row.scope;
        const accountName = (accountNames as Record<string, string>)[account] ?? account;
        return { id, facts: factsOf(row, { account, region, accountName }) };
      })
      .filter(({ facts }) => matches(facts, now))
      .map(({ id, facts }) => ({ id, key: facts.key, by: sortValueOf(facts, sort, members) }));
    const compare = compareBy(sort.descending);
    const sorted = found.toSorted((one, other) => compare(one, other) || one.id - other.id);
    expect(
      sorted.map(({ id }) => id),
      context,
    ).toEqual([...ids]);
    passed += Number(ids.length > 0 && ids.length < all.length);
    database.close();
  }
  // Filters that leave all rows or none hold nothing.
  expect(passed).toBeGreaterThan(30);
});
