// Restore testing plans that do not test, and resources without a proven restore.
import { describe, expect, test } from 'vitest';
import type { Objective } from '../../../src/domain/attention/settings.ts';
import {
  attentionOf,
  computedWithout,
  day,
  type Estate,
  five,
  hour,
  listed,
  nightly,
  noon,
  point,
  restoreTest,
  testingPlan,
  textsOf,
} from './facts-of.ts';

const minute = hour / 60;
const { lastRunAt: _, ...neverRun } = testingPlan();
const { createdAt: __, ...noBirth } = testingPlan({ lastRunAt: five - 3 * day });
const ran = restoreTest('shop', five);

const plans: readonly (readonly [what: string, estate: Estate, texts: readonly string[]])[] = [
  ['a plan that ran, and restored', { testingPlans: [testingPlan()], restores: [ran] }, []],
  [
    'a plan that never ran',
    { testingPlans: [neverRun], restores: [] },
    ['nightly_restores: restore testing plan has never run, although a run was scheduled for 15 Jan 05:00Z'],
  ],
  ['a plan before its first run', { testingPlans: [{ ...neverRun, createdAt: five + hour }] }, []],
  ['a plan that was changed after its last slot', { testingPlans: [{ ...neverRun, updatedAt: five + hour }] }, []],
  [
    'a plan whose start window is not over',
    { testingPlans: [{ ...neverRun, createdAt: five - hour, startWindowHours: 7 }] },
    [],
  ],
  [
    'a plan that stopped running',
    { testingPlans: [testingPlan({ lastRunAt: five - 3 * day })], restores: [ran] },
    ['nightly_restores: restore testing plan last ran 12 Jan 05:00Z, although a run was scheduled for 15 Jan 05:00Z'],
  ],
  [
    'a plan that ran five minutes before its slot by the other clock',
    { testingPlans: [testingPlan({ lastRunAt: five - 5 * minute })], restores: [ran] },
    [],
  ],
  [
    'a plan that ran six minutes before its slot',
    { testingPlans: [testingPlan({ lastRunAt: five - 6 * minute })], restores: [ran] },
    ['nightly_restores: restore testing plan last ran 15 Jan 04:54Z, although a run was scheduled for 15 Jan 05:00Z'],
  ],
  ['a plan of which nobody knows since when it is', { testingPlans: [noBirth] }, []],
  ['a schedule that cannot be read', { testingPlans: [{ ...neverRun, schedule: 'at noon' }] }, []],
  [
    'a run that restored nothing',
    { testingPlans: [testingPlan()], restores: [restoreTest('shop', five - day)] },
    ['nightly_restores: restore testing plan ran 15 Jan 05:00Z and restored nothing'],
  ],
  [
    "another plan's restores",
    { testingPlans: [testingPlan()], restores: [{ ...ran, restoreTestingPlanArn: 'arn:other' }] },
    ['nightly_restores: restore testing plan ran 15 Jan 05:00Z and restored nothing'],
  ],
  [
    'a run whose restores are under way',
    { testingPlans: [testingPlan()], restores: [{ ...ran, state: 'RUNNING' }] },
    [],
  ],
  [
    'a yearly run whose restores AWS has forgotten',
    {
      testingPlans: [testingPlan({ schedule: 'cron(0 5 1 12 ? *)', lastRunAt: Date.UTC(2025, 11, 1, 5) })],
      restores: [],
    },
    [],
  ],
];

describe('restore testing plans', () => {
  test.each(plans.map(([what, estate, texts]) => ({ what, estate, texts })))('$what', ({ estate, texts }) => {
    expect(textsOf({ rules: [], ...estate })).toEqual(texts);
  });

  test('whose restore jobs are not known are judged by their last run alone', () => {
    const estate = { rules: [], testingPlans: [testingPlan()] };
    expect(computedWithout('restoreJobs', estate)).toEqual([]);
    expect(computedWithout('restoreJobs', { rules: [], testingPlans: [neverRun] })).toHaveLength(1);
    expect(computedWithout('testingPlans', { rules: [], testingPlans: [neverRun] })).toEqual([]);
  });

  test('lead to the plan, since the first slot that was missed', () => {
    const [item] = attentionOf({ rules: [], testingPlans: [testingPlan({ lastRunAt: five - 3 * day })] }).items;
    expect(item).toMatchObject({
      kind: 'restore-test-missed',
      severity: 'warning',
      since: five - 2 * day,
      evidence: { list: 'restore-testing-plans', params: { name: 'nightly_restores' } },
    });
  });
});

const weekly: Objective = { restoreEveryMs: 7 * day };
const quarterly: Objective = { restoreEveryMs: 90 * day };
const shop = nightly('shop', 29);
const proven = (daysAgo: number, more = {}) => ({
  backups: shop,
  restores: [restoreTest('shop', noon - daysAgo * day, more)],
});
const { restoreTestingPlanArn: ___, validationStatus: ____, ...byHand } = restoreTest('shop', noon - 2 * day);

const objectives: readonly (readonly [what: string, estate: Estate, objective: Objective, texts: readonly string[]])[] =
  [
    ['a proof in time', proven(6), weekly, []],
    ['a restore by hand in time', { backups: shop, restores: [byHand] }, weekly, []],
    ['a proof that is too old', proven(8), weekly, ['shop: no proven restore since 7 Jan 12:30Z (objective 7 d)']],
    [
      'no restore at all',
      { backups: shop },
      weekly,
      ['shop: no proven restore in the 30 days that AWS keeps (objective 7 d)'],
    ],
    ['a resource that is younger than the objective', { backups: nightly('shop', 5) }, weekly, []],
    ['a name that the objective does not mean', { backups: shop }, { ...weekly, name: 'other' }, []],
    [
      'a plan that it means',
      { backups: shop },
      { ...weekly, plan: 'pr*' },
      ['shop: no proven restore in the 30 days that AWS keeps (objective 7 d)'],
    ],
    [
      'an objective beyond what AWS remembers',
      { backups: shop },
      quarterly,
      ['shop: no proven restore in the 30 days that AWS keeps; older restores are not known (objective 90 d)'],
    ],
    ['a proof within it', proven(20), quarterly, []],
    [
      'an objective as long as what AWS remembers',
      { backups: shop },
      { restoreEveryMs: 30 * day },
      ['shop: no proven restore in the 30 days that AWS keeps (objective 30 d)'],
    ],
    ...(['FAILED', 'TIMED_OUT'] as const).map((validationStatus): (typeof objectives)[number] => [
      `a restore whose validation is ${validationStatus}`,
      { ...proven(2, { validationStatus }), backups: shop },
      { ...weekly, type: 'RDS' },
      [
        expect.stringMatching(/^shop: restore test/) as unknown as string,
        'shop: no proven restore in the 30 days that AWS keeps (objective 7 d)',
      ],
    ]),
    [
      'a restore that is being validated',
      { ...proven(0, { validationStatus: 'VALIDATING' }) },
      weekly,
      ['shop: no proven restore in the 30 days that AWS keeps (objective 7 d)'],
    ],
    [
      'a restore that names its recovery point only',
      { ...proven(2, { resourceArn: '', recoveryPointArn: point('shop', five).arn }), points: [point('shop', five)] },
      weekly,
      [],
    ],
    ['a resource without a backup', { backups: [], resources: [listed('shop')] }, weekly, []],
  ];

describe('an objective for proven restores', () => {
  test.each(objectives.map(([what, estate, objective, texts]) => ({ what, estate, objective, texts })))(
    '$what',
    ({ estate, objective, texts }) => {
      expect(textsOf(estate, { objectives: [objective], mutes: [] })).toEqual(texts);
    },
  );

  test('says nothing where restore jobs are not known', () => {
    expect(computedWithout('restoreJobs', { backups: shop }, { objectives: [weekly], mutes: [] })).toEqual([]);
  });

  test('is a notice where AWS cannot know, else a warning', () => {
    const severityBy = (objective: Objective) =>
      attentionOf({ backups: shop }, { objectives: [objective], mutes: [] }).items.map(({ severity }) => severity);
    expect(severityBy(weekly)).toEqual(['warning']);
    expect(severityBy(quarterly)).toEqual(['notice']);
  });

  test('leaves the objective for the age of points to another line', () => {
    const settings = { objectives: [weekly, { everyMs: 4 * hour }], mutes: [] };
    expect(attentionOf({ backups: shop }, settings).items.map(({ kind }) => kind)).toEqual([
      'point-age',
      'restore-unproven',
    ]);
  });
});
