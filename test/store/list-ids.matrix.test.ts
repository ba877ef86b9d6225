// Queries against a plain array: random rows, scopes, filters, orders and times.
import { expect, test } from 'vitest';
import { parseFilter } from '../../src/store/query/filter-language.ts';
import { listIds } from '../../src/store/query/list-ids.ts';
import type { ListQuery, ListResult, ListSort, ValueSource } from '../../src/store/query/list-query.ts';
import { compareBy, sortValueOf } from '../../src/store/query/rows/row-comparison.ts';
import { createRowMatcher } from '../../src/store/query/rows/row-matcher.ts';
import { caseCount, seededRandom } from '../support/matrix.ts';
import { factsOf, storeOf, type TestRow, type TestScope } from './query-rows.ts';

const scopes: readonly TestScope[] = [
  { account: '111', region: 'us-east-1' },
  { account: '111', region: 'us-east-1' },
  { account: '111', region: 'eu-west-1' },
  { account: '222', region: 'us-east-1' },
  { account: '333', region: 'us-east-1' },
  { account: '333', region: 'eu-west-1' },
];
const accountNames = { 111: 'Production', 222: 'test' };
const names = [
  'prod-db',
  'Prod-Web',
  'zeta',
  'Ärger',
  'prod-db-2',
  '',
  '数据库',
  '日',
  '日本',
  '🙂x',
  '\uffee',
  'a.b*c',
];
const vaults = ['main', 'Main', 'cold', 'air-gapped'];
const states = ['RUNNING', 'COMPLETED', 'FAILED', undefined];
const notes = ['first try', 'Straße', 'IAM: arn:aws:iam::111:role/x', undefined, 'K8S'];
const now = 10_000_000;

type Pick = <Item>(items: readonly Item[]) => Item;

const createPick =
  (random: () => number): Pick =>
  (items) =>
    items[Math.floor(random() * items.length)] as never;
const numberBelow = (random: () => number, limit: number) => Math.floor(random() * limit);

function randomRow(random: () => number): TestRow {
  const pick = createPick(random);
  const [state, note, name, isBusy] = [pick(states), pick(notes), pick(names), random() < 0.2];
  const size = random() < 0.2 ? undefined : numberBelow(random, 6) * 1_024 ** numberBelow(random, 4);
  const vault = pick(vaults);
  const own = {
    ...(size === undefined ? {} : { sizeBytes: size }),
    ...(note === undefined ? {} : { note }),
    ...(isBusy && random() < 0.7 ? { message: `busy ${name}` } : {}),
    $risk: pick([3, 1, 2]),
  };
  const shared = {
    name,
    vault,
    by: { plan: pick(['p1', 'P2']) },
    percent: pick([0, 50, 100, 7.5]),
    message: 'All well',
  };
  const from = numberBelow(random, 500);
  return {
    scope: 1 + numberBelow(random, scopes.length),
    key: pick([
      `K-${numberBelow(random, 60)}`,
      `arn:aws:x:${numberBelow(random, 40)}`,
      `Schlüssel-${numberBelow(random, 9)}`,
    ]),
    at: random() < 0.1 ? 0 : now - 3_600_000 + numberBelow(random, 30) * 100_000,
    ...(state === undefined ? {} : { state }),
    isBusy,
    ...(random() < 0.95 ? { shared, sharedTexts: [name, vault] } : {}),
    own,
    texts: note === undefined ? [] : [note],
    from,
    ...(random() < 0.15 ? { to: from + numberBelow(random, 300) } : {}),
    ...(random() < 0.1 ? { resource: 'others' } : {}),
  };
}

/** At any time one version of a row in a scope, as the writer stores it. */
function withoutOverlaps(rows: readonly TestRow[]): TestRow[] {
  const seen = new Set<string>();
  return rows.filter(({ resource, scope, key, at }) => {
    const name = [resource, scope, key, at].join();
    return !seen.has(name) && seen.add(name);
  });
}

interface Wanted {
  readonly text: string;
  readonly holds: (row: TestRow) => boolean;
}

const memberOf = (row: TestRow, name: string): unknown => {
  const [first = '', second] = name.split('.');
  const sharedValue = row.shared?.[first];
  const value = row.own?.[first] ?? sharedValue;
  return second === undefined ? value : (value as Record<string, unknown> | undefined)?.[second];
};
const regionOf = (row: TestRow) => scopes[row.scope - 1]?.region ?? '';
const accountOf = (row: TestRow) => scopes[row.scope - 1]?.account ?? '';
const nameOf = (row: TestRow) => (accountNames as Record<string, string>)[accountOf(row)] ?? accountOf(row);
const linesOf = (row: TestRow) => [
  row.key,
  ...(row.texts ?? []),
  ...(row.sharedTexts ?? []),
  regionOf(row),
  accountOf(row),
  nameOf(row),
];
const sizeOf = (row: TestRow) => memberOf(row, 'sizeBytes') as number | undefined;

const word = (text: string): Wanted => ({
  text,
  holds: (row) => linesOf(row).some((line) => line.toLowerCase().replaceAll('ß', 'ss').includes(text.toLowerCase())),
});
const wholeLine = (source: string, text = `/${source}/`): Wanted => ({
  text,
  holds: (row) => linesOf(row).some((line) => new RegExp(source, 'i').test(line)),
});

const terms: readonly Wanted[] = [
  ...[
    'prod',
    'PROD-db',
    'ärger',
    '数据',
    'a.b*c',
    'k-1',
    'arn:aws:',
    'zzz',
    'eu-west',
    '222',
    'production',
    'strasse',
  ].map(word),
  ...['schlüssel-3', 'well', '%', '_', "'", 'role/x'].map(word),
  ...['^prod-db$', 'try$', '^K-\\d$', '^(main|cold)$', '^eu-', '^Production$', 'x:1.$', '^Ä'].map((source) =>
    wholeLine(source),
  ),
  { text: 'state:failed', holds: ({ state }) => state === 'FAILED' },
  { text: 'state:fail', holds: () => false },
  { text: 'vault:MAIN', holds: (row) => String(memberOf(row, 'vault') ?? '').toLowerCase() === 'main' },
  { text: 'vault:air', holds: (row) => memberOf(row, 'vault') === 'air-gapped' },
  { text: 'note:STRASSE', holds: (row) => memberOf(row, 'note') === 'Straße' },
  { text: 'message:busy', holds: (row) => String(memberOf(row, 'message')).startsWith('busy') },
  { text: 'plan:p2', holds: (row) => memberOf(row, 'by.plan') === 'P2' },
  { text: 'region:west', holds: (row) => regionOf(row) === 'eu-west-1' },
  { text: 'account:prod', holds: (row) => nameOf(row) === 'Production' },
  { text: 'id:k-1', holds: ({ key }) => key.toLowerCase().includes('k-1') },
  { text: 'size:>1KB', holds: (row) => (sizeOf(row) ?? -1) > 1_024 },
  { text: 'size:<=2MB', holds: (row) => (sizeOf(row) ?? Infinity) <= 2 * 1_024 ** 2 },
  { text: 'size:0', holds: (row) => sizeOf(row) === 0 },
  { text: 'percent:>=50', holds: (row) => ((memberOf(row, 'percent') as number) ?? -1) >= 50 },
  { text: 'risk:<2', holds: (row) => ((memberOf(row, '$risk') as number) ?? 9) < 2 },
  { text: 'age:<30m', holds: ({ at = 0 }) => at > now - 1_800_000 },
  { text: 'age:>20m', holds: ({ at = 0 }) => at !== 0 && at < now - 1_200_000 },
];

const columns: NonNullable<ListQuery['columns']> = {
  state: { by: 'state', kind: 'text' },
  vault: { by: { member: 'vault' }, kind: 'text' },
  note: { by: { member: 'note' }, kind: 'text' },
  message: { by: { member: 'message' }, kind: 'text' },
  plan: { by: { member: 'by.plan' }, kind: 'text' },
  region: { by: 'region', kind: 'text' },
  account: { by: 'account', kind: 'text' },
  id: { by: 'key', kind: 'text' },
  size: { by: { member: 'sizeBytes' }, kind: 'bytes' },
  percent: { by: { member: 'percent' }, kind: 'number' },
  risk: { by: { stored: 'risk' }, kind: 'number' },
  age: { by: 'at', kind: 'age' },
};

const sorts: readonly (readonly [ValueSource, ListSort['kind'], (row: TestRow) => unknown])[] = [
  ['at', 'number', ({ at }) => at || undefined],
  ['state', 'text', ({ state }) => state],
  ['key', 'text', ({ key }) => key],
  ['region', 'text', regionOf],
  ['account', 'text', nameOf],
  ...(
    [
      ['name', 'text'],
      ['message', 'text'],
      ['by.plan', 'text'],
      ['percent', 'number'],
      ['note', 'text'],
      ['sizeBytes', 'number'],
      ['id', 'text'],
    ] as const
  ).map(
    ([member, kind]) =>
      [{ member }, kind, (row: TestRow) => (member === 'id' ? row.key : memberOf(row, member))] as const,
  ),
  [{ stored: 'risk' }, 'number', (row) => memberOf(row, '$risk')],
];

interface RandomQuery {
  readonly query: ListQuery;
  readonly wanted: readonly (Wanted & { readonly isInverse: boolean })[];
  readonly sortedBy: (row: TestRow) => unknown;
}

function randomQuery(random: () => number): RandomQuery {
  const pick = createPick(random);
  const wanted = Array.from({ length: numberBelow(random, 4) }, () => ({ ...pick(terms), isInverse: random() < 0.25 }));
  const [by, kind, sortedBy] = pick(sorts);
  const groups = [[1, 2], [2, 1], [3], [4], [5], [6], [2]].filter(() => random() < 0.6);
  const member = pick(['vault', 'note', 'sizeBytes', 'by.plan', 'message']);
  const query: ListQuery = {
    resource: 'things',
    scopes: groups.filter((group, index) => groups.findIndex((one) => one.some((id) => group.includes(id))) === index),
    sort: { by, kind, descending: random() < 0.5 },
    filter: wanted.map(({ text, isInverse }) => (isInverse ? `!${text}` : text)).join(' '),
    columns,
    now,
    accountNames,
    keyMember: 'id',
    sharedMembers: ['name', 'vault', 'by', 'percent', 'message'],
    ...(random() < 0.3 ? { sinceAt: now - 2_000_000 } : {}),
    ...(random() < 0.3 ? { asOf: { time: numberBelow(random, 900), unfinished: {} } } : {}),
    ...(random() < 0.2 ? { equals: { [member]: pick(['main', 'first try', 0, 'p1', 'All well']) } } : {}),
  };
  return { query, wanted, sortedBy };
}

function expected(
  rows: readonly TestRow[],
  { query, wanted, sortedBy }: RandomQuery,
): { ids: number[]; total: number } {
  const { asOf, sinceAt, equals = {} } = query;
  const isThere = ({ from = 1, to = Infinity }: TestRow) =>
    asOf === undefined ? to === Infinity : from <= asOf.time && to > asOf.time;
  const present = rows
    .map((row, index) => ({ ...row, id: index + 1 }))
    .filter((row) => row.resource !== 'others' && isThere(row));
  const isSeenBefore = (row: TestRow) => {
    const group = query.scopes.find((one) => one.includes(row.scope)) ?? [];
    const before = group.slice(0, group.indexOf(row.scope));
    return present.some(({ scope, key, at }) => before.includes(scope) && key === row.key && at === row.at);
  };
  const candidates = present
    .filter(({ scope }) => query.scopes.flat().includes(scope))
    .filter((row) => !isSeenBefore(row))
    .filter(({ at = 0 }) => sinceAt === undefined || at >= sinceAt)
    .filter((row) => Object.entries(equals).every(([name, value]) => memberOf(row, name) === value));
  const order = compareBy(query.sort.descending);
  expectSameOneByOne(candidates, { query, wanted, sortedBy });
  const sorted = candidates
    .filter((row) => wanted.every(({ holds, isInverse }) => holds(row) !== isInverse))
    .map((row) => ({ key: row.key, id: row.id, by: sortable(sortedBy(row)) }))
    .sort((one, other) => order(one, other) || one.id - other.id);
  return { ids: sorted.map(({ id }) => id), total: candidates.length };
}

/** Rows that are looked at one by one pass the same filter, and are sorted by the same values. */
function expectSameOneByOne(rows: readonly TestRow[], { query, wanted, sortedBy }: RandomQuery): void {
  const matches = createRowMatcher(parseFilter(query.filter ?? '', query.columns).terms, query);
  for (const row of rows) {
    const facts = factsOf(row, { account: accountOf(row), region: regionOf(row), accountName: nameOf(row) });
    const context = JSON.stringify({ row, filter: query.filter, sort: query.sort });
    expect(matches(facts, now), context).toBe(wanted.every(({ holds, isInverse }) => holds(row) !== isInverse));
    expect(sortValueOf(facts, query.sort, query), context).toBe(sortable(sortedBy(row)));
  }
}

const sortable = (value: unknown) =>
  value === '' || value === undefined ? undefined : typeof value === 'number' ? value : String(value).toLowerCase();

function answerOf(steps: ReturnType<typeof listIds>) {
  const firsts: number[][] = [];
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { ...step.value, firsts } as ListResult & { readonly firsts: number[][] };
    if (step.value) firsts.push([...step.value.first]);
  }
}

test('random queries on random rows', () => {
  for (let seed = 1; seed <= caseCount(12, 400); seed += 1) {
    const random = seededRandom(seed);
    const rows = withoutOverlaps(Array.from({ length: 40 + numberBelow(random, 260) }, () => randomRow(random)));
    const database = storeOf(scopes, rows);
    for (let round = 0; round < 25; round += 1) {
      const chosen = randomQuery(random);
      const sizes = { statementRows: 1 + numberBelow(random, 60), firstPageRows: 1 + numberBelow(random, 20) };
      const { ids, total, firsts, problem } = answerOf(listIds(database, chosen.query, sizes));
      const context = JSON.stringify({ seed, round, query: { ...chosen.query, columns: undefined }, sizes });
      const whole = expected(rows, chosen);
      expect({ ids: [...ids], total, problem }, context).toEqual({ ...whole, problem: undefined });
      expect(firsts.length, context).toBeLessThanOrEqual(1);
      for (const first of firsts) expect(first, context).toEqual(whole.ids.slice(0, sizes.firstPageRows));
    }
    database.close();
  }
});
