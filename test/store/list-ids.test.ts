import { expect, test } from 'vitest';
import { listIds, type QuerySizes } from '../../src/store/query/list-ids.ts';
import { type ListQuery, statementRows } from '../../src/store/query/list-query.ts';
import type { Database } from '../../src/store/sqlite.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { storeOf, type TestRow } from './query-rows.ts';

const home = { account: '111', region: 'us-east-1' };
const basic: ListQuery = {
  resource: 'things',
  scopes: [[1]],
  now: 1_000_000,
  sort: { by: 'at', kind: 'number', descending: true },
};
const byMember = (member: string, kind: 'text' | 'number', descending = false) =>
  ({ by: { member }, kind, descending }) as const;

/** The result, and the keys of the rows. */
function look(database: Database, change: Partial<ListQuery> = {}, sizes?: QuerySizes) {
  const steps = listIds(database, { ...basic, ...change }, sizes);
  for (let step = steps.next(); ; step = steps.next()) {
    if (!step.done) continue;
    const keyOf = database.prepare('select key from row where id = ?');
    return { ...step.value, keys: Array.from(step.value.ids, (id) => keyOf.get(id)?.key) };
  }
}

const things = (...rows: Partial<TestRow>[]): Database =>
  storeOf(
    [home],
    rows.map((row, index) => ({ scope: 1, key: `row-${index}`, ...row })),
  );

test('a resource and scopes that the store has never heard of have no rows', () => {
  const database = things({}, {});
  expect(look(database, { resource: 'unknown' })).toMatchObject({ keys: [], total: 0 });
  expect(look(database, { scopes: [[7], []] })).toMatchObject({ keys: [], total: 0 });
  expect(look(database, { scopes: [] })).toMatchObject({ keys: [], total: 0 });
});

test.each([
  [[[1, 2]], [1, 3, 4]],
  [[[2, 1]], [2, 3, 4]],
  [
    [[1], [2]],
    [1, 2, 3, 4],
  ],
  [[[2]], [2, 4]],
])('of scopes %j the first that sees a row is believed', (scopes, ids) => {
  const both = [home, { ...home, identity: 'other' }, { account: '222', region: 'eu-west-1' }];
  for (const at of [0, 5]) {
    const rows = [
      [1, 'both'],
      [2, 'both'],
      [1, 'first'],
      [2, 'second'],
    ] as const;
    const database = storeOf(
      both,
      rows.map(([scope, key]) => ({ scope, key, at })),
    );
    const found = look(database, { scopes });
    expect([...found.ids].sort()).toEqual(ids);
    expect(found.total).toBe(ids.length);
  }
});

test('what the first scope no longer sees is seen by the second', () => {
  const database = storeOf(
    [home, { ...home, identity: 'other' }],
    [
      { scope: 1, key: 'a', to: 9 },
      { scope: 2, key: 'a' },
    ],
  );
  expect([...look(database, { scopes: [[1, 2]] }).ids]).toEqual([2]);
});

test.each([true, false])('rows without a value are last, whichever way round: %j', (descending) => {
  const database = things(
    { own: { n: 0 } },
    { own: {} },
    { own: { n: -5 } },
    { own: { n: 'text' } },
    { own: { n: 3 } },
  );
  const { keys } = look(database, { sort: byMember('n', 'number', descending) });
  const known = ['row-2', 'row-0', 'row-4'];
  expect(keys).toEqual([...(descending ? known.toReversed() : known), 'row-1', 'row-3']);
});

test.each([true, false])('rows without a time are last in the order of times as well: %j', (descending) => {
  const database = things({ at: 5 }, {}, { at: 9 }, { at: 5 }, {});
  const { keys } = look(database, { sort: { by: 'at', kind: 'number', descending } });
  const timed = descending ? ['row-2', 'row-0', 'row-3'] : ['row-0', 'row-3', 'row-2'];
  expect(keys).toEqual([...timed, 'row-1', 'row-4']);
});

test('numbers far apart, close together, huge and below zero keep their order', () => {
  const numbers = [1e300, 1e18, 2 ** 53 + 2, 2 ** 53, 1e-300, 0, -1e-300, -1, -1e18, -1.7e308, 1.7e308, 5, 5.000000001];
  const database = things(...numbers.map((n) => ({ own: { n } })));
  const { keys } = look(database, { sort: byMember('n', 'number') });
  const order = numbers.map((n, index) => ({ n, key: `row-${index}` })).sort((one, other) => one.n - other.n);
  expect(keys).toEqual(order.map(({ key }) => key));
});

test('texts are ordered by code units without case, equal ones by key', () => {
  const names = ['b', 'B', 'a', 'É', 'é', 'z', '\u{1f642}', '\uffee', 'ab', 'A', ''];
  const database = things(...names.map((name) => ({ shared: { name } })));
  const { keys } = look(database, { sort: byMember('name', 'text'), sharedMembers: ['name'] });
  expect(keys.map((key) => names[Number(String(key).slice(4))])).toEqual([
    'a',
    'A',
    'ab',
    'b',
    'B',
    'z',
    'É',
    'é',
    '\u{1f642}',
    '\uffee',
    '',
  ]);
});

test('a row under way says itself what others share', () => {
  const database = things(
    { isBusy: true, shared: { message: 'b' }, own: { message: 'a' } },
    { isBusy: true, shared: { message: 'b' } },
    { shared: { message: 'b' } },
    { isBusy: true, shared: {}, own: { message: 'c' } },
  );
  const change = {
    sharedMembers: ['message'],
    columns: { message: { by: { member: 'message' }, kind: 'text' } },
  } as const;
  expect(look(database, { ...change, sort: byMember('message', 'text') }).keys).toEqual([
    'row-0',
    'row-1',
    'row-2',
    'row-3',
  ]);
  expect(look(database, { ...change, filter: 'message:b' }).keys.sort()).toEqual(['row-1', 'row-2']);
  expect(look(database, { ...change, equals: { message: 'a' } }).keys).toEqual(['row-0']);
});

test('the member that is the key is found as one', () => {
  const database = things({ key: 'B' }, { key: 'a' }, { key: 'K', own: { id: 'told otherwise' } });
  const change = { keyMember: 'id', columns: { id: { by: { member: 'id' }, kind: 'text' } } } as const;
  expect(look(database, { ...change, sort: byMember('id', 'text') }).keys).toEqual(['a', 'B', 'K']);
  expect(look(database, { ...change, equals: { id: 'B' } }).keys).toEqual(['B']);
  expect(look(database, { ...change, filter: 'id:told' }).keys).toEqual(['K']);
});

test.each([
  ['/^prod$/', ['row-0']],
  ['/^prod/', ['row-0', 'row-1']],
  ['/db$/', ['row-1', 'row-2']],
  ['/prod.*other/', []],
  ['/prod\\s+other/', []],
  ['!/prod/', ['row-2', 'row-3']],
  ['/^row-3$/', ['row-3']],
  ['/^ROW-[13]$/', ['row-1', 'row-3']],
  ['/^us-east/ /^the-db/', ['row-2']],
])('%s is matched against each text by itself', (filter, keys) => {
  const database = things(
    { shared: { a: 1 }, sharedTexts: ['prod', 'other'] },
    { texts: ['prod-db', 'other'] },
    { shared: { a: 2 }, sharedTexts: ['the-db'], texts: ['more'] },
    {},
  );
  expect(look(database, { filter }).keys.sort()).toEqual(keys);
});

test.each([
  ['/^(a+)+$/', 'own'],
  ['/^(a+)+$/', 'shared'],
  ['!~(a|aa|[a-z0-9-])+(x+x+)+y$', 'own'],
  ['row ~(.*)*!$', 'own'],
])('%s, which backtracks without end on %s texts, filters nothing and says so', (filter, where) => {
  const hostile = [`${'a'.repeat(40)}${'x'.repeat(40)}b`];
  const database = things({}, where === 'own' ? { texts: hostile } : { shared: { a: 1 }, sharedTexts: hostile }, {});
  expect(look(database, { filter })).toMatchObject({
    keys: ['row-0', 'row-1', 'row-2'],
    total: 3,
    problem: 'takes too long, so it is not applied',
  });
});

test('a filter that is wrong filters nothing and says what is wrong', () => {
  const columns = { size: { by: { member: 'size' }, kind: 'bytes' } } as const;
  expect(look(things({}, {}), { filter: 'row-1 size:big', columns })).toMatchObject({
    keys: ['row-0', 'row-1'],
    total: 2,
    problem: 'size: needs a size, such as size:>1GB',
  });
});

const hostile = Array.from({ length: 150 }, hostileTexts(7));
const unicode = [
  'Ärger',
  'a\u0308',
  'ﬁle',
  'İstanbul',
  'ΣΑΣ',
  'a\0b',
  '\ud800',
  '\u202e',
  '👩‍👩‍👧',
  '%',
  '_',
  "o'neil",
  '\\',
];

test.each(unicode)('a name such as %j is found by itself, as it stands and in a filter of its column', (name) => {
  const database = things({ own: { name: 'other' }, texts: ['other'] }, { own: { name }, texts: [name] });
  const columns = { name: { by: { member: 'name' }, kind: 'text' } } as const;
  expect(look(database, { filter: name }).keys).toEqual(['row-1']);
  // JSON contains half of a surrogate pair, and SQLite returns another character for it.
  if (name.isWellFormed() && !name.includes('\0')) {
    expect(look(database, { filter: `name:${name}`, columns }).keys).toEqual(['row-1']);
  }
  expect(look(database, { sort: byMember('name', 'text'), columns }).total).toBe(2);
});

test('no text that somebody may type stops a query', () => {
  const database = things(...hostile.slice(0, 40).map((text) => ({ own: { text }, texts: [text] })));
  const columns = { text: { by: { member: 'text' }, kind: 'text' }, n: { by: 'at', kind: 'age' } } as const;
  for (const text of hostile) {
    for (const filter of [text, `!${text}`, `~${text}`, `text:${text}`, `n:<${text}`]) {
      expect(() => look(database, { filter, columns })).not.toThrow();
    }
    expect(() =>
      look(database, { sort: { by: { stored: 'x' }, kind: 'text', descending: true }, filter: text }),
    ).not.toThrow();
  }
});

/** Each statement with the rows that it gave, at most. */
function watched(database: Database, into: { sql: string; rows: number }[]): Database {
  const prepare: Database['prepare'] = (sql) => {
    const statement = database.prepare(sql);
    const all = statement.all.bind(statement) as (...values: never[]) => never[];
    statement.all = ((...values: never[]) => {
      const rows = all(...values);
      into.push({ sql, rows: rows.length });
      return rows;
    }) as typeof statement.all;
    return statement;
  };
  return new Proxy(database, {
    get: (target, name) => (name === 'prepare' ? prepare : Reflect.get(target, name).bind(target)),
  });
}

test.each([
  {},
  { filter: 'row' },
  { filter: '/row/' },
  { filter: 'zzz' },
  { filter: 'n:>5' },
  { sort: byMember('name', 'text') },
  { sort: byMember('n', 'number') },
  { sort: byMember('same', 'number') },
  { sort: { by: 'key', kind: 'text', descending: true } },
] satisfies Partial<ListQuery>[])('no statement of %j looks at more than a chunk of rows', (change) => {
  const many = Array.from({ length: 100 }, (_, n) => ({ at: n % 50, own: { n, same: 1 }, shared: { name: `x${n}` } }));
  const statements: { sql: string; rows: number }[] = [];
  const database = watched(things(...many), statements);
  const columns = { n: { by: { member: 'n' }, kind: 'number' } } as const;
  const query = { ...change, columns, sharedMembers: ['name'] };
  look(database, query, { statementRows: 9, firstPageRows: 3 });
  expect(statements.length).toBeGreaterThan(10);
  expect(Math.max(...statements.map(({ rows }) => rows))).toBeLessThanOrEqual(9);
  for (const { sql } of statements)
    if (/from row/.test(sql)) expect(sql).toMatch(/limit 9|\(at, id\) [<>]= |json_each/);
});

test('a statement looks at 20,000 rows, whatever history lies beside them', () => {
  expect(statementRows).toBe(20_000);
  const old = Array.from({ length: 300 }, (_, n) => ({ key: `old-${n}`, at: 10, to: 5 }));
  const database = things(...old, { key: 'open', at: 10 });
  expect(look(database, {}, { statementRows: 7, firstPageRows: 2 }).keys).toEqual(['open']);
});

test('rows are met by an index, and no order is made by SQLite but that of where a statement ends', () => {
  const statements: { sql: string; rows: number }[] = [];
  const database = things({ at: 1 }, { at: 2 });
  look(watched(database, statements));
  const walk = statements.find(({ sql }) => /<= |>= /.test(sql))?.sql ?? '';
  const plan = database.prepare(`explain query plan ${walk}`).all(...Array.from(walk.matchAll(/\?/g), () => 1));
  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^SEARCH row USING COVERING INDEX row_at /)]);
});

test('rows of which one entry of a list has a member', () => {
  const rowWith = (...ids: unknown[]) => ({ own: { takers: ids.map((id) => ({ id })) } });
  const database = things(rowWith('a', 'b'), rowWith('c'), rowWith(), {}, { own: { takers: 'a' } }, rowWith('b', 'b'));
  const holding = (value: string, member = 'id') => look(database, { entries: [{ list: 'takers', member, value }] });
  expect(holding('b').keys.toSorted()).toEqual(['row-0', 'row-5']);
  expect(holding('b').total).toBe(2);
  expect(holding('d').keys).toEqual([]);
  expect(look(database, { entries: [] }).total).toBe(6);
  const both = ['a', 'b'].map((value) => ({ list: 'takers', member: 'id', value }));
  expect(look(database, { entries: both }).keys).toEqual(['row-0']);
  expect(holding('x', 'a.b').keys).toEqual([]);
  expect(holding("b' or 1 --").keys).toEqual([]);
});
