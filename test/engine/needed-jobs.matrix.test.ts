// What is concluded from the jobs that the rules need is what is concluded from all of them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EvaluationContext } from '../../src/domain/attention/evaluate-scope.ts';
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import { createScheduleBook } from '../../src/domain/attention/runs/schedule-book.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { ScanJob } from '../../src/domain/jobs/scan-job.ts';
import type { PlanRule } from '../../src/domain/plans/plan-rule.ts';
import { evaluatePlace, type PlaceEvaluation } from '../../src/engine/evaluation/account-regions/evaluate-place.ts';
import { wantedJobs } from '../../src/engine/evaluation/account-regions/read-place.ts';
import { createResponseReader } from '../../src/engine/evaluation/facts/response-reader.ts';
import { createStoredFacts } from '../../src/engine/evaluation/facts/stored-facts.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { attentionSources, type PlaceListId, placeListIds } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import {
  createdBy,
  day,
  failed,
  five,
  hour,
  job,
  minute,
  nightly,
  noon,
  point,
  rule,
  running,
  scan,
  scope,
  selection,
  vaultArn,
} from '../domain/attention/facts-of.ts';
import { caseCount } from '../support/matrix.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const identity = 'who asks';
const watched = { scopes: [scope], identities: new Map([['', identity]]), accounts: new Map() };
const dr = vaultArn('dr', 'eu-central-1');
const daily = rule({ copies: [{ vaultArn: dr, deleteAfterDays: 35 }] });
const weekly = rule({ id: 'weekly', name: 'Weekly', schedule: 'cron(0 6 ? * SUN *)', deleteAfterDays: 90 });
const rival = rule({ id: 'rival', name: 'Rival', schedule: 'cron(30 5 ? * * *)' });

interface World {
  readonly now: number;
  readonly at: number;
  readonly lists: Partial<Record<ResourceId, readonly object[]>>;
}

const rowsOf = (evaluation: PlaceEvaluation, list: PlaceListId) => {
  const { key } = resources[list];
  const { rows, wholeAt } = evaluation.rows(list);
  return { wholeAt, rows: rows.toSorted((one, other) => (key(one) < key(other) ? -1 : 1)) };
};

/** Whether all that is concluded is the same, and how many of the jobs were read for it. */
function compare({ now, at, lists }: World): { read: number; all: number } {
  const store = openMemoryStore(() => Math.max(now, at));
  const { reader } = store.sight() ?? {};
  if (!reader) throw new Error('The store is not open.');
  for (const resource of attentionSources) {
    if (resource === 'recovery-points' && !lists[resource]) continue;
    const request = { resource, scope: storedScope(scope, identity), params: '[]', requestedAt: at };
    const response = store.writer.begin(request);
    response.page(lists[resource] ?? []);
    response.whole();
  }
  const facts = createStoredFacts({ reader });
  const [place] = facts.places(watched);
  if (!place) throw new Error('There is no account-Region.');
  const needed = facts.factsOf(place, now);
  const all = { ...needed, backupJobs: createResponseReader(reader).read('backup-jobs', place.across) } as ScopeFacts;
  const objectives = [{ everyMs: 20 * hour, restoreEveryMs: 7 * day, name: 'shop' }];
  const context = (): EvaluationContext => ({
    vaults: new Map(),
    now,
    book: createScheduleBook(),
    settings: { objectives, mutes: [] },
  });
  const [ofNeeded, ofAll] = [evaluatePlace(needed, context()), evaluatePlace(all, context())];
  const ofDays = evaluatePlace(facts.factsOf(place, now, wantedJobs(['runs'])), context());
  for (const list of placeListIds)
    expect(rowsOf(list === 'runs' ? ofDays : ofNeeded, list)).toEqual(rowsOf(ofAll, list));
  expect(ofNeeded.account()).toEqual(ofAll.account());
  expect(ofNeeded.holdsUntil(['findings'])).toBe(ofAll.holdsUntil(['findings']));
  store.close();
  return { read: needed.backupJobs?.rows.length ?? 0, all: all.backupJobs?.rows.length ?? 0 };
}

const estate = (jobs: readonly Job[], more: World['lists'] = {}, rules: readonly PlanRule[] = [rule()]): World => ({
  now: noon,
  at: noon,
  lists: { 'backup-jobs': jobs, 'plan-rules': rules, selections: [selection()], ...more },
});

test.each([
  { rules: [rule()], each: 2 },
  { rules: [daily], each: 3 },
])('of a month of good backups $each a resource are read', ({ rules, each }) => {
  const { read, all } = compare(
    estate(
      ['shop', 'till'].flatMap((name) => nightly(name, 29)),
      {},
      rules,
    ),
  );
  expect([read, all]).toEqual([2 * each, 58]);
});

test('the backup of last week has no copy, while that of today has time for one', () => {
  const copied = rule({ schedule: 'cron(0 5 ? * THU *)', copies: daily.copies });
  const weeks = Array.from({ length: 4 }, (_, index) => job('shop', five - index * 7 * day));
  const soon = five + hour;
  expect(compare({ ...estate(weeks, {}, [copied]), now: soon, at: soon })).toEqual({ read: 3, all: 4 });
});

const copyOf = (source: Job): Job => {
  const { createdBy: _, ...copy } = job('shop', source.createdAt + hour, { kind: 'copy', id: `copy ${source.id}` });
  const { recoveryPointArn = '' } = source;
  return { ...copy, vaultArn: dr, vaultName: 'dr', recoveryPointArn };
};
const infected = (...jobs: readonly Job[]): readonly ScanJob[] =>
  jobs.map(({ id, recoveryPointArn = '' }) => scan({ id, recoveryPointArn, result: 'THREATS_FOUND' }));
const month = nightly('shop', 29);
const old = month[9] as Job;
const part = (index: number): Partial<Job> => ({ parentId: `PARENT-${index}` });
const parents = Array.from({ length: 9 }, (_, index) =>
  job('stack', five - index * day, { id: `parent-${index}`, isParent: true }),
);
const parts = Array.from({ length: 9 }, (_, index) => job('table', five - index * day + minute, part(index)));

test.each<{ what: string; world: World }>([
  { what: 'how long an active job may take', world: estate([running('shop', noon - 7 * hour), ...month]) },
  { what: 'which of two rules ran', world: estate(month, {}, [rule(), rival]) },
  { what: 'the date of an old copy', world: estate(month, { 'copy-jobs': [copyOf(old)] }, [daily]) },
  { what: 'the point before infected ones', world: estate(month, { 'scan-jobs': infected(...month.slice(0, 3)) }) },
  { what: 'the parents of parts', world: estate([...parents, ...parts]) },
  { what: 'the parents of the oldest parts', world: estate([...parents, ...parts.slice(4)]) },
])('$what is read from all jobs of the resource', ({ world }) => {
  const { read, all } = compare(world);
  expect(read).toBe(all);
});

const makers = [rule(), weekly, rival, undefined];
const someJob = fc
  .record({
    name: fc.constantFrom('shop', 'till', 'stack'),
    at: fc.oneof(
      fc.integer({ min: 0, max: 30 }).map((days) => five - days * day),
      fc.integer({ min: noon - 31 * day, max: noon }),
    ),
    state: fc.oneof(
      { weight: 6, arbitrary: fc.constant('COMPLETED') },
      fc.constantFrom('FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL', 'RUNNING', 'CREATED'),
    ),
    maker: fc.constantFrom(...makers),
    tookMs: fc.oneof(fc.integer({ min: 0, max: 3 * hour }), fc.integer({ min: 0, max: 3 * day })),
    message: fc.constantFrom(undefined, 'Access denied.', 'There is a running job for the same resource.'),
    vault: fc.constantFrom('main', 'other'),
    parent: fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, fc.nat(40)),
    isParent: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.constant(true)),
    isLost: fc.oneof({ weight: 15, arbitrary: fc.constant(undefined) }, fc.constant(true as const)),
  })
  .map(({ name, at, state, maker, tookMs, message, vault, parent, isParent, isLost }) => {
    const { createdBy: _, completedAt: __, ...plain } = job(name, at);
    return {
      ...plain,
      state,
      isParent,
      vaultName: vault,
      vaultArn: vaultArn(vault),
      ...(maker ? { createdBy: createdBy(maker) } : {}),
      ...(state === 'RUNNING' || state === 'CREATED' ? { percent: 99 } : { completedAt: at + tookMs }),
      ...(message ? { message } : {}),
      ...(parent === undefined ? {} : { parentId: `JOB-${parent}` }),
      ...(isLost ? { isLost } : {}),
    } as Job;
  });

const worlds = fc
  .record({
    jobs: fc.array(someJob, { maxLength: 40 }),
    nights: fc.constantFrom(month, [], [failed('shop', five), ...month.slice(1)], month.slice(3)),
    rules: fc.constantFrom([rule()], [daily, weekly], [rule(), rival], []),
    copied: fc.array(fc.nat(60), { maxLength: 4 }),
    scanned: fc.array(fc.nat(60), { maxLength: 4 }),
    listed: fc.option(fc.array(fc.nat(60), { maxLength: 4 }), { nil: undefined }),
    lagMs: fc.constantFrom(0, minute, hour, 2 * day, -3 * day),
    now: fc.integer({ min: noon - day, max: noon + 40 * day }),
  })
  .map(({ jobs: some, nights, rules, copied, scanned, listed, lagMs, now }): World => {
    const jobs = [...nights, ...some.map((one, index) => ({ ...one, id: `job-${index}` }))];
    const picked = (places: readonly number[]) => places.flatMap((place) => jobs[place] ?? []);
    const lists = {
      'backup-jobs': jobs,
      'plan-rules': rules,
      selections: [selection()],
      'copy-jobs': [...new Map(picked(copied).map((one) => [one.id, copyOf(one)])).values()],
      'scan-jobs': infected(...picked(scanned)),
      ...(listed ? { 'recovery-points': picked(listed).map((one) => point('shop', one.createdAt)) } : {}),
    };
    return { now, at: now - lagMs, lists };
  });

test('whatever jobs there are, all conclusions are the same', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      compare(world);
    }),
    { numRuns: caseCount(60, 3_000) },
  );
});
