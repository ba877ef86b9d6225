// Whatever is written, the lists that follow from an earlier evaluation are those of an evaluation of all facts.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttentionSettings } from '../../../src/domain/attention/settings.ts';
import type { Scope } from '../../../src/domain/scope.ts';
import { evaluateOnce } from '../../../src/engine/evaluation/evaluate-once.ts';
import { createEvaluator } from '../../../src/engine/evaluation/evaluator.ts';
import { createStoredFacts } from '../../../src/engine/evaluation/facts/stored-facts.ts';
import { createRowShapes } from '../../../src/engine/store/row-shapes.ts';
import { storedScope, toScope } from '../../../src/engine/stored-scope.ts';
import { attentionSources, coverageSources, type PlaceListId } from '../../../src/resources/derived/derived.ts';
import { resources } from '../../../src/resources/index.ts';
import type { ResourceId } from '../../../src/resources/resource-id.ts';
import { createStoreReader } from '../../../src/store/read/store-reader.ts';
import type { AnyRow } from '../../../src/store/row-shape.ts';
import { migrate } from '../../../src/store/schema.ts';
import { openForWriting } from '../../../src/store/sqlite.ts';
import { createStoreWriter } from '../../../src/store/write/store-writer.ts';
import {
  arnOf,
  audit,
  createdBy,
  day,
  five,
  hour,
  job,
  listed,
  minute,
  noon,
  point,
  rule,
  scope,
  selection,
  testingPlan,
  vault,
  vaultArn,
} from '../../domain/attention/facts-of.ts';
import { inventoried, inventorySource } from '../../domain/coverage/inventory-rows.ts';
import { caseCount } from '../../support/matrix.ts';

const other: Scope = { ...scope, region: 'eu-central-1' };
const identity = 'who asks';
const watched = { scopes: [scope, other], identities: new Map([['', identity]]), accounts: new Map() };
const dr = vaultArn('dr', other.region);
const rules = [
  rule({ copies: [{ vaultArn: dr, deleteAfterDays: 35 }] }),
  rule({ id: 'hourly', name: 'Hourly', schedule: 'cron(0 * ? * * *)', deleteAfterDays: 3 }),
  rule({ id: 'other', name: 'Other', planId: 'second', planName: 'second', schedule: 'cron(30 9 ? * * *)' }),
];
const selections = [
  selection(),
  selection({ id: 'named', planId: 'second', resources: [arnOf('till'), arnOf('desk')] }),
];
const settings: AttentionSettings = {
  objectives: [
    { everyMs: 26 * hour, name: 'desk' },
    { everyMs: 50 * hour, in: 'other-region' },
    { restoreEveryMs: 7 * day, type: 'RDS' },
  ],
  mutes: [{ kind: 'restore-unproven', name: 'till', until: noon + 3 * hour }],
  coverage: true,
};

const names = ['shop', 'till', 'desk', 'lamp', 'cart'] as const;
const bucket = 'arn:aws:s3:::bucket';
const nameOf = fc.constantFrom(...names);
const age = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 4_320 }));
const ended = fc.constantFrom('COMPLETED', 'COMPLETED', 'FAILED', 'RUNNING', 'EXPIRED', 'ABORTED');

/** Of `age` minutes. */
const jobs = fc.record({
  kind: fc.constantFrom('backup', 'backup', 'copy', 'restore'),
  name: nameOf,
  age,
  state: ended,
  rule: fc.constantFrom(0, 0, 1, 2, undefined),
  part: fc.constantFrom('none', 'none', 'none', 'none', 'parent', 'child'),
});
const points = fc.record({
  name: nameOf,
  age,
  status: fc.constantFrom('COMPLETED', 'COMPLETED', 'EXPIRED', 'STOPPED'),
  kept: fc.constantFrom(1, 3, 35, undefined),
  where: fc.constantFrom('here', 'here', 'there'),
  isBucket: fc.boolean(),
});

type JobOf = typeof jobs extends fc.Arbitrary<infer Value> ? Value : never;
type PointOf = typeof points extends fc.Arbitrary<infer Value> ? Value : never;

const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('job' as const), job: jobs }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('point' as const), point: points }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('listed' as const), name: nameOf, age }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('inventory' as const), name: nameOf, daily: fc.boolean(), in: nameOf }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('time' as const), minutes: age }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('whole' as const), jobs: fc.array(jobs, { maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('rules' as const), count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('audit' as const) }) },
);

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function open(lists: readonly PlaceListId[]) {
  let now = noon;
  const database = openForWriting(':memory:');
  migrate(database);
  const shapes = createRowShapes(() => now);
  const writer = createStoreWriter({ database, shapes, now: () => now });
  const reader = createStoreReader({ database, shapes, toScope });
  const facts = createStoredFacts({ reader });
  const counts = { whole: 0, part: 0 };
  const evaluator = createEvaluator({
    reader,
    writer,
    leastKeptRows: 0,
    now: () => now,
    evaluated() {},
    facts: {
      ...facts,
      factsOf(...options) {
        counts.whole += 1;
        return facts.factsOf(...options);
      },
      changedFacts(...options) {
        const found = facts.changedFacts(...options);
        if (found) counts.part += 1;
        return found;
      },
    },
    failed(error) {
      throw error;
    },
  });
  let requestedAt = noon - minute;
  const requested = () => {
    requestedAt = Math.max(requestedAt + 1, now);
    return requestedAt;
  };
  const scopeOf = (row: AnyRow) => storedScope(row.scope, identity);

  function whole(resource: ResourceId, at: Scope, rows: readonly object[]): void {
    const request = { resource, scope: storedScope(at, identity), params: '[]', requestedAt: requested(), scopeOf };
    const response = writer.begin(request);
    response.page(rows);
    response.whole({ equals: {} });
  }

  let position = 0;
  const evaluate = () => {
    position += 1;
    evaluator.written(position);
    evaluator.finish();
  };
  for (const at of watched.scopes) for (const id of [...attentionSources, ...coverageSources]) whole(id, at, []);
  return {
    counts,
    whole,
    evaluate,
    now: () => now,
    write(resource: ResourceId, row: object) {
      writer.upsert(resource, [row], { requestedAt: requested(), scopeOf });
    },
    pass(ms: number) {
      now += ms;
    },
    watch: () => evaluator.watch({ watched, settings, lists }),
    close: () => database.close(),
    /** By list, account-Region and key. */
    written: () =>
      rowsBy(lists, (id, at) =>
        reader.openRows({ resource: id, scope: storedScope(at, identity), rowScope: at }).map(({ row }) => row),
      ),
    expected() {
      const { places } = evaluateOnce({ facts: createStoredFacts({ reader }), watched, settings, now, lists });
      const rowsIn = new Map(places.map((place) => [place.scope, place]));
      return rowsBy(lists, (id, at) => rowsIn.get(at)?.rows(id).rows ?? []);
    },
  };
}

function rowsBy(
  lists: readonly PlaceListId[],
  read: (id: PlaceListId, at: Scope) => readonly AnyRow[],
): Record<string, unknown> {
  const found = (['findings', 'attention', ...lists] as const).flatMap((id) =>
    watched.scopes.flatMap((at) =>
      read(id, at).map((row) => [`${id} ${resources[id].key(row as never)}`, row] as const),
    ),
  );
  return JSON.parse(JSON.stringify(Object.fromEntries(found.toSorted(([one], [next]) => (one < next ? -1 : 1)))));
}

type World = ReturnType<typeof open>;

function jobRow({ kind, name, age: old, state, rule: place, part }: JobOf, now: number) {
  const at = now - old * minute;
  const of = place === undefined ? undefined : rules[place];
  const {
    createdBy: _,
    completedAt,
    ...rest
  } = job(name, at, {
    kind: kind as 'backup',
    id: part === 'parent' ? `${kind} ${name} parent` : `${kind} ${name} ${Math.floor(at / minute)} ${state}`,
    state,
    ...(kind === 'copy' ? { vaultArn: dr, copiedPointArn: `${dr}:${name}` } : {}),
    ...(part === 'parent' ? { isParent: true } : {}),
    ...(part === 'child' ? { parentId: `${kind} shop parent` } : {}),
  });
  return {
    ...rest,
    ...(of && kind === 'backup' ? { createdBy: createdBy(of) } : {}),
    ...(state === 'RUNNING' ? { percent: 99 } : { completedAt }),
  };
}

function pointRow({ name, age: old, status, kept, where, isBucket }: PointOf, now: number) {
  const at = now - old * minute;
  const resource = isBucket ? { resourceArn: bucket, resourceName: 'bucket', resourceType: 'S3' } : {};
  return point(name, at, {
    arn: `arn:point:${where}:${name}:${isBucket}:${Math.floor(at / hour)}`,
    scope: where === 'here' ? scope : other,
    vaultName: where === 'here' ? 'main' : 'dr',
    status,
    createdBy: createdBy(rules[0] as (typeof rules)[0]),
    ...(kept === undefined ? {} : { deleteAt: at + kept * day, deleteAfterDays: kept }),
    ...(where === 'here' ? {} : { sourceVaultArn: vaultArn('main') }),
    ...resource,
  });
}

const listOf = { backup: 'backup-jobs', copy: 'copy-jobs', restore: 'restore-jobs' } as const;

function begin(world: World): void {
  world.whole('plan-rules', scope, rules);
  world.whole('selections', scope, selections);
  world.whole('vaults', scope, [vault('main')]);
  world.whole('vaults', other, [vault('dr', { scope: other })]);
  world.whole('restore-testing-plans', scope, [testingPlan()]);
  const nights = names.slice(0, 3).flatMap((name) => [0, 1, 2].map((ago) => job(name, five - ago * day)));
  world.whole('backup-jobs', scope, nights);
  world.whole(
    'recovery-points',
    scope,
    nights.map(({ resourceName = '', createdAt }) => point(resourceName, createdAt)),
  );
  world.whole(
    'protected-resources',
    scope,
    names.slice(0, 3).map((name) => listed(name, { lastBackupAt: five })),
  );
  world.whole('inventory', scope, [
    inventorySource({}),
    ...names.slice(0, 4).map((name) => inventoried(name, { tags: { backup: 'daily' } })),
  ]);
}

function apply(one: Change, world: World): void {
  const now = world.now();
  switch (one.what) {
    case 'job':
      world.write(listOf[one.job.kind as 'backup'], jobRow(one.job, now));
      return;
    case 'point':
      world.write('recovery-points', pointRow(one.point, now));
      return;
    case 'listed':
      world.write('protected-resources', listed(one.name, { lastBackupAt: now - one.age * minute }));
      return;
    case 'inventory': {
      const tags = one.daily ? { backup: 'daily' } : {};
      const containers = one.in === one.name ? [] : [{ relation: 'stack' as const, arn: arnOf(one.in) }];
      world.write('inventory', inventoried(one.name, { tags, containers }));
      return;
    }
    case 'time':
      world.pass(one.minutes * minute);
      return;
    case 'whole':
      world.whole(
        'backup-jobs',
        scope,
        one.jobs.filter(({ kind }) => kind === 'backup').map((each) => jobRow(each, now)),
      );
      break;
    case 'rules':
      // In one look with a row about a resource.
      world.write('protected-resources', listed('shop', { lastBackupAt: now }));
      world.whole('plan-rules', scope, rules.slice(0, one.count));
      world.evaluate();
      expect(world.written()).toEqual(world.expected());
      break;
    default:
      world.write('audits', audit('StopBackupJob', { id: `audit ${now}` }));
  }
  // What follows from the time of a response is evaluated at the next minute.
  world.evaluate();
  world.pass(minute);
}

const copy = { name: 'shop', age: 60, status: 'COMPLETED', kept: 35, where: 'there', isBucket: false } as const;

const backup = { kind: 'backup', age: 30, rule: 0 } as const;
const parent = { ...backup, name: 'shop', state: 'COMPLETED', part: 'parent' } as const;
const child = { ...backup, name: 'till', state: 'FAILED', part: 'child' } as const;

/** What the random changes of the suite may not meet: a copy elsewhere, other rules in one look with a resource, a part. */
const examples: [Change[]][] = [
  [[{ what: 'point', point: copy }]],
  [[{ what: 'rules', count: 1 }]],
  [
    [
      { what: 'job', job: parent },
      { what: 'job', job: child },
    ],
  ],
];

test.each([[[]], [['protection', 'coverage', 'timeline', 'runs', 'storage']]] as const)(
  'with the lists %j',
  (lists) => {
    const counts = { whole: 0, part: 0 };
    fc.assert(
      fc.property(fc.array(change, { minLength: 6, maxLength: 12 }), (changes) => {
        const world = open(lists);
        begin(world);
        world.watch();
        world.evaluate();
        world.counts.whole = 0;
        for (const one of changes) {
          apply(one, world);
          world.evaluate();
          expect(world.written()).toEqual(world.expected());
        }
        counts.whole += world.counts.whole;
        counts.part += world.counts.part;
        world.close();
      }),
      { seed: 1, examples, numRuns: caseCount(8, 300) },
    );
    expect(counts.part).toBeGreaterThan(counts.whole / 4);
  },
);
