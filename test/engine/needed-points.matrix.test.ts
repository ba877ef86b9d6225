// What is concluded from the recovery points that the rules need is what is concluded from all of them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remoteResources } from '../../src/domain/attention/points/remote-resource.ts';
import { createScheduleBook } from '../../src/domain/attention/runs/schedule-book.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { ScanJob } from '../../src/domain/jobs/scan-job.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import type { Vault } from '../../src/domain/vaults/vault.ts';
import { evaluatePlace, type PlaceEvaluation } from '../../src/engine/evaluation/account-regions/evaluate-place.ts';
import { createPlaceTables } from '../../src/engine/evaluation/account-regions/place-tables.ts';
import { readPlace } from '../../src/engine/evaluation/account-regions/read-place.ts';
import type { FactPlace } from '../../src/engine/evaluation/facts/fact-places.ts';
import { createStoredFacts, type StoredFacts } from '../../src/engine/evaluation/facts/stored-facts.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { attentionSources, type PlaceListId, placeListIds } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import {
  createdBy,
  day,
  five,
  hour,
  job,
  minute,
  nightly,
  noon,
  point,
  rule,
  scan,
  scope,
  selection,
  vault,
  vaultArn,
} from '../domain/attention/facts-of.ts';
import { caseCount } from '../support/matrix.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const identity = 'who asks';
const there = { ...scope, region: 'eu-central-1' };
const watched = { scopes: [scope, there], identities: new Map([['', identity]]), accounts: new Map() };
const daily = rule({ copies: [{ vaultArn: vaultArn('dr', there.region), deleteAfterDays: 35 }] });
const weekly = rule({ id: 'weekly', name: 'Weekly', schedule: 'cron(0 6 ? * SUN *)', deleteAfterDays: 90 });
const monthly = rule({ id: 'monthly', name: 'Monthly', schedule: 'cron(0 6 1 * ? *)', deleteAfterDays: 365 });

type Lists = Partial<Record<ResourceId, readonly object[]>>;

interface World {
  readonly now: number;
  readonly at: number;
  readonly here: Lists;
  readonly there: Lists;
}

/** That list counts all points, and is read with all of them. */
const compared = placeListIds.filter((list) => list !== 'storage');

const rowsOf = (evaluation: PlaceEvaluation, list: PlaceListId) => {
  const { key } = resources[list];
  const { rows, wholeAt } = evaluation.rows(list);
  return { wholeAt, rows: rows.toSorted((one, other) => (key(one) < key(other) ? -1 : 1)) };
};

const objectives = [
  { everyMs: 20 * hour, restoreEveryMs: 7 * day, name: 'shop' },
  { everyMs: 9 * day, in: 'other-region' as const },
];
const settings = { objectives, mutes: [] };

function openWorld({ now, at, here, there: copies }: World) {
  const store = openMemoryStore(() => Math.max(now, at));
  const { reader } = store.sight() ?? {};
  if (!reader) throw new Error('The store is not open.');
  for (const [where, lists] of [[scope, here] as const, [there, copies] as const]) {
    for (const resource of attentionSources) {
      const request = { resource, scope: storedScope(where, identity), params: '[]', requestedAt: at };
      const response = store.writer.begin(request);
      response.page((lists[resource] ?? []).map((row) => ({ ...row, scope: where })));
      response.whole();
    }
  }
  return { store, facts: createStoredFacts({ reader }) };
}

/** Of each account-Region, as the evaluator reads one after the other. */
function read(facts: StoredFacts, places: readonly FactPlace[], { now, list }: { now: number; list: PlaceListId }) {
  const tables = createPlaceTables();
  tables.use(places.map(({ key }) => key));
  for (const place of places) tables.update(facts.factsForOthers(place), place.key);
  return places.map((place) => {
    const { found, vaults } = readPlace({ facts, tables }, place, { now, lists: [list] });
    return { found, evaluation: evaluatePlace(found, { vaults, now, settings, book: createScheduleBook() }) };
  });
}

/** Whether all that is concluded is the same, and how many of the points of the first account-Region were read for it. */
function compare(world: World): { read: number; all: number } {
  const { store, facts } = openWorld(world);
  const places = facts.places(watched);
  const needed = read(facts, places, { now: world.now, list: 'findings' });
  const all = read(facts, places, { now: world.now, list: 'storage' });
  for (const [index, { found, evaluation }] of needed.entries()) {
    const other = all[index];
    if (!other) throw new Error('There is no such account-Region.');
    for (const list of compared) expect(rowsOf(evaluation, list)).toEqual(rowsOf(other.evaluation, list));
    expect(evaluation.account()).toEqual(other.evaluation.account());
    expect(evaluation.holdsUntil(['findings'])).toBe(other.evaluation.holdsUntil(['findings']));
    expect(remoteResources(found)).toEqual(remoteResources(other.found));
  }
  const counts = [needed, all].map(([first]) => first?.found.points?.rows.length ?? 0);
  store.close();
  return { read: counts[0] ?? 0, all: counts[1] ?? 0 };
}

const month = Array.from({ length: 30 }, (_, index) =>
  point('shop', five - index * day, { createdBy: createdBy(daily) }),
);
const old = month[9] as RecoveryPoint;

const world = (points: readonly RecoveryPoint[], more: Lists = {}, copies: Lists = {}): World => ({
  now: noon,
  at: noon,
  here: {
    'recovery-points': points,
    'backup-jobs': nightly('shop', 20),
    vaults: [vault('main')],
    'plan-rules': [daily],
    selections: [selection()],
    ...more,
  },
  there: copies,
});

const copyOf = (source: RecoveryPoint): Job => {
  const { createdBy: _, ...copy } = job('shop', source.createdAt + hour, { kind: 'copy', id: `copy ${source.arn}` });
  return { ...copy, vaultArn: vaultArn('dr', there.region), vaultName: 'dr', recoveryPointArn: source.arn };
};
const copied = (source: RecoveryPoint): RecoveryPoint => ({
  ...source,
  arn: `${source.arn}-copy`,
  vaultName: 'dr',
  sourceVaultArn: vaultArn('main'),
});
const infected = (...points: readonly { readonly arn: string }[]): readonly ScanJob[] =>
  points.map(({ arn }) => scan({ id: arn, recoveryPointArn: arn, result: 'THREATS_FOUND' }));

test('of a month of good points of one resource two are read', () => {
  expect(compare(world(month))).toEqual({ read: 2, all: 30 });
});

test('of a crowded vault the oldest that is listed is read as well', () => {
  const crowded = { vaults: [vault('main', { pointCount: 30_000 })] };
  const years = Array.from({ length: 30 }, (_, index) => point('shop', five - index * 4 * day));
  expect(compare(world(years, crowded))).toEqual({ read: 2, all: 10 });
});

const continuousArn = 'arn:aws:backup:eu-west-1:111122223333:recovery-point:continuous:shop';
const withNewest = (more: Partial<RecoveryPoint>) =>
  month.map((one, index) => (index === 0 ? { ...one, ...more } : one));
const endless = month.map(({ deleteAt: _, deleteAfterDays: __, ...kept }) => kept);
const restored = ({ resourceArn: _, ...restore }: Job, source: RecoveryPoint): Job => ({
  ...restore,
  kind: 'restore',
  id: 'restore',
  resourceArn: '',
  recoveryPointArn: source.arn,
});

test.each<{ what: string; given: World }>([
  { what: 'the point before an infected one', given: world(month, { 'scan-jobs': infected(...month.slice(0, 2)) }) },
  { what: 'the point before an infected copy', given: world(month, {}, infectedCopies()) },
  { what: 'the point before a part of another', given: world(withNewest({ parentArn: 'parent' })) },
  { what: 'the first run before a continuous one', given: world(withNewest({ arn: continuousArn })) },
  {
    what: 'what a nameless restore restored',
    given: world(month, { 'restore-jobs': [restored(job('shop', five), old)] }),
  },
  { what: 'the date of an old copy', given: world(month, { 'copy-jobs': [copyOf(old)] }) },
  { what: 'how many are kept for ever', given: world(endless, { vaults: [vault('main', compliance())] }) },
])('$what is read from all points of the resource', ({ given }) => {
  const { read: some, all } = compare(given);
  expect(some).toBe(all);
});

function infectedCopies(): Lists {
  const copies = month.slice(0, 3).map(copied);
  return {
    'recovery-points': copies,
    vaults: [vault('dr', { scope: there })],
    'scan-jobs': infected(...copies),
  };
}

function compliance(): Partial<Vault> {
  return { locked: true, lockDate: noon - day };
}

const makers = [daily, weekly, monthly, undefined];
const somePoint = fc
  .record({
    name: fc.constantFrom('shop', 'till', 'stack'),
    at: fc.oneof(
      fc.integer({ min: 0, max: 60 }).map((days) => five - days * day),
      fc.integer({ min: noon - 90 * day, max: noon }),
    ),
    status: fc.oneof(
      { weight: 8, arbitrary: fc.constant('COMPLETED') },
      fc.constantFrom('AVAILABLE', 'STOPPED', 'EXPIRED', 'PARTIAL', 'DELETING'),
    ),
    maker: fc.constantFrom(...makers),
    vaultName: fc.constantFrom('main', 'other'),
    isContinuous: fc.oneof({ weight: 12, arbitrary: fc.constant(false) }, fc.constant(true)),
    parent: fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, fc.nat(40)),
    keptFor: fc.constantFrom(35, 35, undefined),
  })
  .map(({ name, at, status, maker, vaultName, isContinuous, parent, keptFor }) => {
    const { createdBy: _, deleteAt: __, deleteAfterDays: ___, ...plain } = point(name, at);
    return {
      ...plain,
      status,
      vaultName,
      ...(maker ? { createdBy: createdBy(maker) } : {}),
      ...(isContinuous ? { arn: `arn:aws:backup:eu-west-1:111122223333:recovery-point:continuous:${name}` } : {}),
      ...(parent === undefined ? {} : { parentArn: `parent-${parent}` }),
      ...(keptFor === undefined ? {} : { deleteAfterDays: keptFor, deleteAt: at + keptFor * day }),
    } as RecoveryPoint;
  });

const picks = fc.array(fc.nat(60), { maxLength: 4 });
const rarely = <Value>(value: fc.Arbitrary<Value[]>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<Value[]>([]) }, value);

const worlds = fc
  .record({
    some: fc.array(somePoint, { maxLength: 40 }),
    nights: fc.constantFrom(month, [], month.slice(3)),
    jobs: fc.constantFrom(nightly('shop', 20), nightly('till', 3), []),
    rules: fc.constantFrom([daily], [daily, weekly], [monthly], []),
    copies: picks,
    copiedThere: picks,
    scanned: rarely(picks),
    scannedThere: rarely(picks),
    restores: rarely(picks),
    locked: fc.constantFrom({}, {}, compliance()),
    pointCount: fc.constantFrom(30, 30_000),
    lagMs: fc.constantFrom(0, minute, hour, 2 * day),
    now: fc.integer({ min: noon - day, max: noon + 40 * day }),
  })
  .map(({ some, nights, jobs, rules, locked, pointCount, lagMs, now, ...more }): World => {
    const named = some.map((one, index) =>
      one.arn.includes('continuous') ? one : { ...one, arn: `${one.arn}-${index}` },
    );
    const points = [...new Map([...nights, ...named].map((one) => [one.arn, one])).values()];
    const picked = (places: readonly number[]) => [...new Set(places.flatMap((place) => points[place] ?? []))];
    const copies = picked(more.copiedThere).map(copied);
    return {
      now,
      at: now - lagMs,
      here: {
        'recovery-points': points,
        'backup-jobs': jobs,
        'plan-rules': rules,
        selections: [selection()],
        vaults: [vault('main', { ...locked, pointCount }), vault('other')],
        'copy-jobs': picked(more.copies).map(copyOf),
        'scan-jobs': infected(...picked(more.scanned)),
        'restore-jobs': picked(more.restores).map((one, index) => ({
          ...restored(job('shop', one.createdAt + hour), one),
          id: `restore-${index}`,
        })),
      },
      there: {
        'recovery-points': copies,
        vaults: [vault('dr', { scope: there })],
        'scan-jobs': infected(...picked(more.scannedThere).map(copied)),
      },
    };
  });

test('whatever points there are, all conclusions are the same', () => {
  fc.assert(
    fc.property(worlds, (given) => {
      compare(given);
    }),
    { numRuns: caseCount(60, 2_000) },
  );
});
