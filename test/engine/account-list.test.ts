// The rows of the list of accounts, as the evaluator writes them: complete, named, and equal to those of a command.
import { expect, test } from 'vitest';
import type { AccountSummary } from '../../src/domain/attention/lists/account-summary.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { evaluateOnce } from '../../src/engine/evaluation/evaluate-once.ts';
import { createEvaluator } from '../../src/engine/evaluation/evaluator.ts';
import type { WatchedPlaces } from '../../src/engine/evaluation/facts/fact-places.ts';
import { createStoredFacts } from '../../src/engine/evaluation/facts/stored-facts.ts';
import { responseWriter } from '../../src/engine/program-store.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { storedScope, toScope } from '../../src/engine/stored-scope.ts';
import { attentionSources } from '../../src/resources/derived/derived.ts';
import { jobListIds, type ResourceId } from '../../src/resources/resource-id.ts';
import { createStoreReader } from '../../src/store/read/store-reader.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';
import { failed, five, listed, nightly, noon, point, rule, selection, vault } from '../domain/attention/facts-of.ts';

const ireland: Scope = { accountId: '111122223333', region: 'eu-west-1', connection: '' };
const virginia: Scope = { ...ireland, region: 'us-east-1' };
const member: Scope = { ...ireland, accountId: '444455556666' };
const everybody = (scope: Scope): Scope => ({ ...scope, organization: true });
const identity = 'https://aws arn:aws:iam::111122223333:role/Reader';
const settings = { objectives: [], mutes: [] };

const plain: WatchedPlaces = {
  scopes: [ireland, virginia],
  identities: new Map([['', identity]]),
  accounts: new Map([[ireland.accountId, 'shop']]),
};
const organization: WatchedPlaces = {
  ...plain,
  organizationScopes: [everybody(ireland), everybody(virginia)],
  accounts: new Map([...plain.accounts, [member.accountId, 'dev'], ['777788889999', 'new']]),
};

const estate: Partial<Record<ResourceId, readonly AnyRow[]>> = {
  'backup-jobs': nightly('shop'),
  'plan-rules': [rule()],
  selections: [selection()],
  'protected-resources': [listed('shop')],
  vaults: [vault('main')],
  'recovery-points': [point('shop', five)],
};

function open(watched: WatchedPlaces) {
  let [now, position] = [noon, 0];
  const database = openForWriting(':memory:');
  migrate(database);
  const shapes = createRowShapes(() => now);
  const writer = createStoreWriter({ database, shapes, now: () => now });
  const responses = responseWriter(writer, { written() {} });
  const reader = createStoreReader({ database, shapes, toScope });
  const facts = createStoredFacts({ reader });
  const evaluator = createEvaluator({
    reader,
    writer,
    facts,
    now: () => now,
    evaluated() {},
    failed(error) {
      throw error;
    },
  });
  const look = (places: WatchedPlaces, lists: readonly ['accounts'] | readonly [] = ['accounts']) => {
    evaluator.watch({ settings, lists, watched: places });
    evaluator.finish();
  };
  look(watched);
  const rowsIn = (scope: Scope, as = identity): AccountSummary[] =>
    reader
      .rows(reader.openIds({ resource: 'accounts', scopes: [storedScope(scope, as)] }))
      .flatMap((found) => (found ? [found.row as AccountSummary] : []));
  return {
    look,
    rowsIn,
    response(resource: ResourceId, scope: Scope, rows: readonly AnyRow[] = [], of = scope) {
      now += 1;
      const sink = responses.begin({ resource, scope: storedScope(scope, identity), params: '[]', requestedAt: now });
      sink.page(rows.map((row) => ({ ...row, scope: of })));
      sink.whole({ equals: {} });
      position += 1;
      evaluator.written(position);
      evaluator.finish();
    },
    pass(ms: number) {
      now += ms;
      evaluator.finish();
    },
    /** As `get` computes them. */
    once: (places: WatchedPlaces) => evaluateOnce({ facts, watched: places, settings, now }).accounts(),
  };
}

/** Without the connection through which a row is read. */
const plainRow = ({ scope: { accountId, region }, ...row }: AccountSummary) => ({ ...row, accountId, region });

test('one account: its row lies in its first Region and is made of all of them', () => {
  const { response, rowsIn, once } = open(plain);
  for (const id of attentionSources) response(id, ireland, estate[id]);
  expect(rowsIn(virginia)).toEqual([]);
  expect(rowsIn(ireland)).toMatchObject([
    { name: 'shop', regions: ['eu-west-1', 'us-east-1'], protected: 1, failing: 0, oldestAt: five },
  ]);
  expect(rowsIn(ireland)[0]?.unread.map(({ regions }) => regions)).toEqual(Array(11).fill(['us-east-1']));
  for (const id of attentionSources) response(id, virginia);
  expect(rowsIn(ireland)).toMatchObject([
    { unread: [], readBy: 'arn:aws:iam::111122223333:role/Reader', throughOrganization: false },
  ]);
  expect(once(plain).map(plainRow)).toEqual(rowsIn(ireland).map(plainRow));
});

test('an organization: its jobs alone tell of a member, and of one without jobs that it has none', () => {
  const { response, rowsIn, once, pass } = open(organization);
  const jobs = [failed('cart', five), ...nightly('shop')];
  for (const id of jobListIds) for (const scope of [ireland, virginia]) response(id, everybody(scope));
  response('backup-jobs', everybody(ireland), jobs, member);
  const [found] = rowsIn(member);
  expect(found).toMatchObject({
    name: 'dev',
    throughOrganization: true,
    failing: 1,
    regions: ['eu-west-1', 'us-east-1'],
  });
  expect(found?.protected).toBeUndefined();
  expect(found?.unread.map(({ list }) => list)).toContain('rules');
  expect(found?.unread.map(({ list }) => list)).not.toContain('backupJobs');
  const [none] = rowsIn({ ...member, accountId: '777788889999' });
  expect(none).toMatchObject({ name: 'new', failing: 0, last24Hours: { completed: 0 } });
  // A repeated response is shown with the next minute.
  pass(60_000);
  const rows = [ireland, member, { ...member, accountId: '777788889999' }].flatMap((scope) => rowsIn(scope));
  const byId = (one: AccountSummary, other: AccountSummary) => (one.accountId < other.accountId ? -1 : 1);
  expect(once(organization).toSorted(byId).map(plainRow)).toEqual(rows.toSorted(byId).map(plainRow));
});

test('an account that the organization does not tell of as yet has no figures: not one of them is 0', () => {
  const { rowsIn } = open(organization);
  const [row] = rowsIn(member);
  expect(row).toMatchObject({ name: 'dev', throughOrganization: true });
  for (const figure of ['failing', 'protected', 'last24Hours', 'readAt', 'oldestAt'] as const)
    expect(row?.[figure], figure).toBeUndefined();
});

test('a name that comes late, and an account that leaves', () => {
  const { look, rowsIn, pass } = open({ ...organization, accounts: new Map([[member.accountId, member.accountId]]) });
  expect(rowsIn(member).map(({ name }) => name)).toEqual([member.accountId]);
  look(organization);
  expect(rowsIn(member).map(({ name }) => name)).toEqual(['dev']);
  look({ ...organization, accounts: plain.accounts });
  expect(rowsIn(member)).toEqual([]);
  pass(120_000);
  expect(rowsIn(ireland).map(({ name }) => name)).toEqual(['shop']);
});

test('while nobody looks at the list it stays as it was, and it is evaluated anew for the next look', () => {
  const { look, response, rowsIn } = open(plain);
  for (const id of attentionSources) for (const scope of [ireland, virginia]) response(id, scope);
  expect(rowsIn(ireland)).toMatchObject([{ failing: 0, protected: 0 }]);
  look(plain, []);
  response('protected-resources', ireland, [listed('shop')]);
  expect(rowsIn(ireland)).toMatchObject([{ protected: 0 }]);
  look(plain);
  expect(rowsIn(ireland)).toMatchObject([{ protected: 1 }]);
});

test('once an account signs in by itself, the row that its organization gave is gone', () => {
  const { look, rowsIn, response } = open(organization);
  for (const id of jobListIds) for (const scope of [ireland, virginia]) response(id, everybody(scope));
  expect(rowsIn(member)).toHaveLength(1);
  const own = 'https://aws arn:aws:iam::444455556666:role/Reader';
  const role = { ...member, connection: 'role' };
  look({
    ...organization,
    scopes: [...organization.scopes, role],
    identities: new Map([...organization.identities, ['role', own]]),
  });
  expect(rowsIn(member)).toEqual([]);
  expect(rowsIn(role, own)).toMatchObject([{ name: 'dev', throughOrganization: false }]);
});
