// When which account-Region is evaluated, and what is written, on a clock and a store that the test moves.

import { expect, test } from 'vitest';
import { noSettings } from '../../src/domain/attention/settings.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { EvaluationRequest } from '../../src/engine/evaluation/evaluation-request.ts';
import { createEvaluator } from '../../src/engine/evaluation/evaluator.ts';
import { createStoredFacts, type StoredFacts } from '../../src/engine/evaluation/facts/stored-facts.ts';
import { responseWriter } from '../../src/engine/program-store.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { storedScope, toScope } from '../../src/engine/stored-scope.ts';
import { attentionSources, type DerivedId } from '../../src/resources/derived/derived.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { createStoreReader } from '../../src/store/read/store-reader.ts';
import type { AnyRow, StoredScope } from '../../src/store/row-shape.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { createStoreWriter, type DerivedRows } from '../../src/store/write/store-writer.ts';
import {
  failed,
  five,
  hour,
  job,
  listed,
  minute,
  nightly,
  noon,
  point,
  rule,
  selection,
  vault,
  vaultArn,
} from '../domain/attention/facts-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const accountId = '111122223333';
const ireland: Scope = { accountId, region: 'eu-west-1', connection: '' };
const virginia: Scope = { ...ireland, region: 'us-east-1' };
const identity = 'who asks';
const settings = { objectives: [], mutes: [] };
const identities = new Map([['', identity]]);
const requestFor = (scopes: readonly Scope[], lists: readonly DerivedId[] = []): EvaluationRequest => ({
  settings,
  lists,
  watched: { scopes, identities, accounts: new Map() },
});

function countedFacts(facts: StoredFacts, read: () => void): StoredFacts {
  return {
    ...facts,
    factsOf(...options) {
      read();
      return facts.factsOf(...options);
    },
    factsForOthers(place) {
      read();
      return facts.factsForOthers(place);
    },
  };
}

function open() {
  const clock = createFakeClock(noon);
  const database = openForWriting(':memory:');
  migrate(database);
  const shapes = createRowShapes(clock.now);
  const storeWriter = createStoreWriter({ database, shapes, now: clock.now });
  const reader = createStoreReader({ database, shapes, toScope });
  const derived: DerivedRows[] = [];
  /** The duration of each evaluation. */
  let workMs = 0;
  let late = 0;
  let position = 0;
  let read = 0;
  let mostRead = 0;
  const countRead = () => {
    read += 1;
  };
  const evaluator = createEvaluator({
    reader,
    now: clock.now,
    evaluated() {},
    facts: countedFacts(createStoredFacts({ reader }), countRead),
    writer: {
      derive(rows) {
        derived.push(rows);
        if (rows.resource === 'attention') late += workMs;
        return storeWriter.derive(rows);
      },
    },
    clock: {
      now: () => clock.now() + late,
      setTimeout(task, ms) {
        const counted = () => {
          read = 0;
          task();
          mostRead = Math.max(mostRead, read);
        };
        return clock.setTimeout(counted, ms);
      },
    },
    failed(error) {
      throw error;
    },
  });
  const writer = responseWriter(storeWriter, { written() {} });
  let requestedAt = noon;

  function response(resource: ResourceId, scope: Scope, rows: readonly AnyRow[] = [], as: string = identity): void {
    requestedAt = Math.max(requestedAt + 1, clock.now());
    const sink = writer.begin({ resource, scope: storedScope(scope, as), params: '[]', requestedAt });
    sink.page(rows.map((row) => ({ ...row, scope })));
    sink.whole({ equals: {} });
    position += 1;
    evaluator.written(position);
  }

  function answerAll(scope: Scope, rows: Partial<Record<ResourceId, readonly AnyRow[]>> = {}): void {
    for (const id of attentionSources) response(id, scope, rows[id]);
  }

  /** Where the attention list was evaluated since the last call. */
  function evaluated(): string[] {
    const places = derived.splice(0).filter(({ resource }) => resource === 'attention');
    return places.map(({ scope }) => scope.region);
  }

  const scopeOf = (scope: Scope, as = identity): StoredScope => storedScope(scope, as);
  const rowsOf = (resource: ResourceId, scope: Scope, as = identity) =>
    reader.rows(reader.openIds({ resource, scopes: [scopeOf(scope, as)] })).flatMap((row) => row ?? []);
  return {
    clock,
    evaluator,
    reader,
    response,
    answerAll,
    evaluated,
    rowsOf,
    scopeOf,
    position: () => position,
    /** How many account-Regions were read at most in one go. */
    mostRead: () => mostRead,
    works(ms: number) {
      workMs = ms;
    },
  };
}

const estate = (jobs: readonly Job[]) => ({
  'backup-jobs': jobs,
  'plan-rules': [rule()],
  selections: [selection()],
  'protected-resources': [listed('shop')],
  vaults: [vault('main')],
  'recovery-points': jobs.filter(({ state }) => state === 'COMPLETED').map(({ createdAt }) => point('shop', createdAt)),
});
const wellDone = nightly('shop');
const lastOneFailed = [failed('shop', five), ...wellDone.slice(1)];

test('all is evaluated once, and again only where something changed', async () => {
  const { clock, evaluator, response, answerAll, evaluated, rowsOf } = open();
  for (const scope of [ireland, virginia]) answerAll(scope, estate(wellDone));
  evaluator.watch(requestFor([ireland, virginia]));
  await clock.advance(1_000);
  expect(evaluated()).toEqual(['eu-west-1', 'us-east-1']);
  expect(rowsOf('attention', virginia)).toEqual([]);
  response('backup-jobs', virginia, lastOneFailed);
  await clock.advance(1_000);
  expect(evaluated()).toEqual(['us-east-1']);
  expect(rowsOf('attention', virginia).map(({ row }) => [row.kind, row.subject, row.muted])).toEqual([
    ['failed-run', 'shop', false],
  ]);
  expect(rowsOf('findings', virginia)).toHaveLength(1);
  expect(rowsOf('attention', ireland)).toEqual([]);
});

test('account-Regions are read one by one, also for what others know of them', async () => {
  const { clock, evaluator, answerAll, evaluated, mostRead } = open();
  for (const scope of [ireland, virginia]) answerAll(scope, estate(wellDone));
  evaluator.watch(requestFor([ireland, virginia]));
  await clock.advance(1_000);
  expect([evaluated(), mostRead()]).toEqual([['eu-west-1', 'us-east-1'], 1]);
});

test('what is no longer found is gone', async () => {
  const { clock, evaluator, reader, answerAll, rowsOf, scopeOf } = open();
  answerAll(ireland, estate(lastOneFailed));
  evaluator.watch(requestFor([ireland]));
  await clock.advance(1_000);
  const [found] = rowsOf('findings', ireland);
  answerAll(ireland, estate([job('shop', noon - hour), ...lastOneFailed]));
  await clock.advance(1_000);
  expect(rowsOf('findings', ireland)).toEqual([]);
  const history = reader.history({ resource: 'findings', scope: scopeOf(ireland), key: found?.key ?? '', at: 0 });
  expect(history.map(({ closedBy }) => closedBy)).toEqual(['gone']);
});

test('75 seconds later nothing has another version, whatever list is looked at', async () => {
  const { clock, evaluator, answerAll, reader } = open();
  const lists: readonly DerivedId[] = [
    'protection',
    'copy-routes',
    'timeline',
    'upcoming-runs',
    'runs',
    'newest-runs',
    'actors',
    'storage',
    'coverage',
    'coverage-totals',
    'accounts',
  ];
  answerAll(ireland, estate(lastOneFailed));
  evaluator.watch(requestFor([ireland], lists));
  await clock.advance(1_000);
  const from = clock.now();
  answerAll(ireland, estate(lastOneFailed));
  await clock.advance(75_000);
  expect(reader.changes({ from, to: clock.now() })).toEqual([]);
});

test('time alone makes a place due: a run that does not come is found missing though nothing is written', async () => {
  const { clock, evaluator, response, answerAll, evaluated, rowsOf } = open();
  answerAll(ireland, estate(wellDone));
  evaluator.watch(requestFor([ireland]));
  await clock.advance(1_000);
  expect(evaluated()).toHaveLength(1);
  // Nothing is requested, so nothing is known of the time since.
  await clock.advance(24 * hour);
  response('backup-jobs', ireland, wellDone);
  await clock.advance(2 * minute);
  expect(rowsOf('findings', ireland).map(({ row }) => row.kind)).not.toEqual([]);
});

test('a list that has been answered for the first time counts at once, though it has no rows', async () => {
  const { clock, evaluator, response, evaluated } = open();
  response('vaults', ireland, [vault('main')]);
  evaluator.watch(requestFor([ireland]));
  await clock.advance(1_000);
  evaluated();
  response('selections', ireland);
  await clock.advance(1_000);
  expect(evaluated()).toEqual(['eu-west-1']);
});

test('a vault that changes makes those due that copy into it', async () => {
  const { clock, evaluator, response, answerAll, evaluated } = open();
  const destination = { ...vault('dr'), scope: virginia, arn: vaultArn('dr', 'us-east-1') };
  const copying = rule({ copies: [{ vaultArn: destination.arn, deleteAfterDays: 35 }] });
  answerAll(ireland, { ...estate(wellDone), 'plan-rules': [copying] });
  answerAll(virginia, { vaults: [destination] });
  evaluator.watch(requestFor([ireland, virginia]));
  await clock.advance(1_000);
  evaluated();
  response('vaults', virginia, [{ ...destination, pointCount: 11 }]);
  await clock.advance(1_000);
  expect(evaluated()).toEqual(['us-east-1']);
  response('vaults', virginia, [{ ...destination, locked: true, minRetentionDays: 90 }]);
  await clock.advance(1_000);
  expect(evaluated()).toEqual(['us-east-1', 'eu-west-1']);
});

test('a copy that arrives elsewhere makes the account-Region due in which its resource lives', async () => {
  const { clock, evaluator, response, answerAll, evaluated, rowsOf } = open();
  const daily = { objectives: [{ everyMs: 24 * hour, in: 'other-region' }], mutes: [] };
  const copy = (at: number) => ({ ...point('shop', at), vaultName: 'dr', sourceVaultArn: vaultArn('main') });
  answerAll(ireland, estate(wellDone));
  answerAll(virginia, { vaults: [vault('dr', { scope: virginia })], 'recovery-points': [copy(five - 3 * 24 * hour)] });
  evaluator.watch({ ...requestFor([ireland, virginia], ['protection']), settings: daily });
  await clock.advance(1_000);
  // The facts of other account-Regions are known before the first evaluation.
  expect(evaluated()).toEqual(['eu-west-1', 'us-east-1']);
  expect(rowsOf('findings', ireland).map(({ row }) => row.kind)).toEqual(['point-age']);
  expect([ireland, virginia].map((scope) => rowsOf('protection', scope).length)).toEqual([1, 0]);
  response('recovery-points', virginia, [copy(five - 3 * 24 * hour), copy(five)]);
  await clock.advance(1_000);
  expect(evaluated()).toEqual(['us-east-1', 'eu-west-1']);
  expect(rowsOf('findings', ireland)).toEqual([]);
  response('recovery-points', virginia, [copy(five - 3 * 24 * hour), { ...copy(five), sizeBytes: 4_096 }]);
  await clock.advance(1_000);
  expect(evaluated()).toEqual(['us-east-1']);
  evaluator.watch({ ...requestFor([ireland], ['protection']), settings: daily });
  await clock.advance(1_000);
  expect(rowsOf('findings', ireland).map(({ row }) => row.kind)).toEqual(['point-age']);
});

test('what is evaluated again takes a fifth of the time at most', async () => {
  const { clock, evaluator, response, answerAll, evaluated, works } = open();
  for (const scope of [ireland, virginia]) answerAll(scope, estate(wellDone));
  evaluator.watch(requestFor([ireland, virginia]));
  await clock.advance(1_000);
  evaluated();
  works(1_000);
  for (const scope of [ireland, virginia]) response('backup-jobs', scope, lastOneFailed);
  await clock.advance(300);
  expect(evaluated()).toHaveLength(1);
  await clock.advance(3_000);
  expect(evaluated()).toEqual([]);
  await clock.advance(2_000);
  expect(evaluated()).toHaveLength(1);
});

test('it says up to which write all is evaluated', async () => {
  const { clock, evaluator, response, answerAll, position } = open();
  answerAll(ireland, estate(wellDone));
  expect(evaluator.upTo()).toBe(-1);
  evaluator.watch(requestFor([ireland, virginia]));
  expect(evaluator.upTo()).toBe(-1);
  await clock.advance(1_000);
  expect(evaluator.upTo()).toBe(position());
  const before = position();
  response('backup-jobs', ireland, lastOneFailed);
  expect(evaluator.upTo()).toBe(before);
  await clock.advance(1_000);
  expect(evaluator.upTo()).toBe(position());
});

test('other settings evaluate all anew, and so does another list that is looked at; the same again does not', async () => {
  const { clock, evaluator, answerAll, evaluated, rowsOf } = open();
  for (const scope of [ireland, virginia]) answerAll(scope, estate(lastOneFailed));
  const both = [ireland, virginia];
  evaluator.watch(requestFor(both));
  await clock.advance(1_000);
  expect(evaluated()).toHaveLength(2);
  // As it comes out of another thread.
  evaluator.watch(structuredClone(requestFor(both)));
  await clock.advance(1_000);
  expect(evaluated()).toEqual([]);
  evaluator.watch({ ...requestFor(both), settings: { ...settings, mutes: [{ name: 'shop' }] } });
  await clock.advance(1_000);
  expect(evaluated()).toHaveLength(2);
  expect(rowsOf('attention', ireland).map(({ row }) => row.muted)).toEqual([true]);
  evaluator.watch({
    ...structuredClone(requestFor(both, ['protection'])),
    settings: { ...settings, mutes: [{ name: 'shop' }] },
  });
  await clock.advance(1_000);
  expect(evaluated()).toHaveLength(2);
  expect(rowsOf('protection', ireland)).toHaveLength(1);
});

test('once the own identity of an account signs in, what another one found of it is gone', async () => {
  const { clock, evaluator, response, answerAll, rowsOf } = open();
  const everybody = { ...ireland, accountId: '999999999999', organization: true as const };
  const watched = {
    scopes: [] as Scope[],
    organizationScopes: [everybody],
    accounts: new Map([[accountId, 'shop']]),
    identities: new Map([['', 'management']]),
  };
  for (const id of ['backup-jobs', 'copy-jobs', 'restore-jobs'] as const) {
    response(id, everybody, [], 'management');
  }
  response('backup-jobs', ireland, lastOneFailed, 'management');
  evaluator.watch({ settings, lists: [], watched });
  await clock.advance(1_000);
  const before = rowsOf('attention', ireland, 'management');
  answerAll(ireland, estate(lastOneFailed));
  const role = { ...ireland, connection: 'role' };
  evaluator.watch({
    settings,
    lists: [],
    watched: { ...watched, scopes: [role], identities: new Map([...watched.identities, ['role', identity]]) },
  });
  await clock.advance(1_000);
  expect(before.length).toBeGreaterThan(0);
  expect(rowsOf('attention', ireland, 'management')).toEqual([]);
  expect(rowsOf('attention', ireland).length).toBeGreaterThan(0);
});

const everybody = { ...ireland, accountId: '999999999999', organization: true as const };
const throughOrganization = {
  scopes: [],
  organizationScopes: [everybody],
  accounts: new Map([[accountId, 'shop']]),
  identities: new Map([['', 'management']]),
};

test.each(['rows', 'answers'] as const)(
  'a member of an organization is evaluated when its first %s come last',
  async (last) => {
    const { clock, evaluator, response, rowsOf } = open();
    const responses = () => {
      for (const id of ['backup-jobs', 'copy-jobs', 'restore-jobs'] as const) response(id, everybody, [], 'management');
    };
    const rows = () => response('backup-jobs', ireland, lastOneFailed, 'management');
    // The store knows its account-Region, which has no row that facts are made of.
    response('vaults', ireland, [vault('main')], 'management');
    response('vaults', everybody, [], 'management');
    evaluator.watch({ settings, lists: [], watched: throughOrganization });
    for (const write of last === 'rows' ? [responses, rows] : [rows, responses]) {
      await clock.advance(1_000);
      expect(rowsOf('attention', ireland, 'management')).toEqual([]);
      write();
    }
    await clock.advance(1_000);
    expect(rowsOf('attention', ireland, 'management').length).toBeGreaterThan(0);
  },
);

test('how old a list is, is how old the oldest of its sources is; unknown while one is missing', async () => {
  const { clock, evaluator, reader, answerAll, response, scopeOf } = open();
  response('vaults', ireland, [vault('main')]);
  evaluator.watch(requestFor([ireland]));
  await clock.advance(1_000);
  const wholeAt = () => reader.requestState('attention', scopeOf(ireland), '[]')?.wholeAt;
  expect(wholeAt()).toBeUndefined();
  answerAll(ireland, estate(wellDone));
  const oldest = reader.requestState('backup-jobs', scopeOf(ireland), '[]')?.wholeAt;
  await clock.advance(1_000);
  expect(wholeAt()).toBe(oldest);
});

test('while nothing is to be evaluated, no timer waits, whatever is written', async () => {
  const { clock, evaluator, answerAll, evaluated } = open();
  answerAll(ireland, estate(wellDone));
  expect(clock.pending()).toBe(0);
  evaluator.watch(requestFor([ireland]));
  await clock.advance(1_000);
  expect(evaluated()).toHaveLength(1);
  evaluator.stop();
  answerAll(ireland, estate(lastOneFailed));
  expect(clock.pending()).toBe(0);
});

test('one that is stopped because something cannot be read waits for nothing', async () => {
  const clock = createFakeClock();
  const reader = {
    lastSeq: () => 0,
    scopes: () => [],
    openIds: () => new Int32Array(),
    wholeSince: () => [],
    scopesMark: () => '',
    lastReceivedAt: () => 0,
  };
  const facts = {
    places() {
      throw new Error('The disk does not answer.');
    },
  };
  const failures: unknown[] = [];
  const evaluator = createEvaluator({
    facts: facts as never,
    reader: reader as never,
    writer: { derive() {} } as never,
    clock,
    now: clock.now,
    evaluated() {},
    failed(error) {
      failures.push(error);
      evaluator.stop();
    },
  });
  evaluator.watch({
    watched: { scopes: [], accounts: new Map(), identities: new Map() },
    settings: noSettings,
    lists: [],
  });
  await clock.advance(1);
  expect([failures.length, clock.pending()]).toEqual([1, 0]);
});
