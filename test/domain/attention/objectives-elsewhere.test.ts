// Objectives are evaluated once, in the account-Region of a resource, by the newest usable point anywhere and in each
// location that they name.
import { describe, expect, test } from 'vitest';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import { causeOf, nextStepOf, sentenceOf } from '../../../src/domain/attention/findings/finding-sentence.ts';
import type { Objective } from '../../../src/domain/attention/settings.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import type { Scope } from '../../../src/domain/scope.ts';
import type { RecoveryPoint } from '../../../src/domain/vaults/recovery-point.ts';
import { withElsewhere } from '../../support/with-elsewhere.ts';
import {
  createdBy,
  day,
  type Estate,
  factsOf,
  findingsIn,
  five,
  hour,
  scope as ireland,
  job,
  listed,
  minute,
  nightly,
  noon,
  point,
  restoreTest,
  rule,
  scan,
  selection,
  testingPlan,
  vault,
} from './facts-of.ts';

const virginia: Scope = { ...ireland, region: 'us-east-1' };
const partner: Scope = { ...ireland, accountId: '444455556666' };
const bucket = 'arn:aws:s3:::invoices';

const factsIn = (scope: Scope, estate: Estate): ScopeFacts => ({
  ...factsOf({ rules: [], selections: [], vaults: [], points: [], ...estate }),
  scope,
});
const arnIn = ({ region, accountId }: Scope, name: string) =>
  `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;

/** A copy of a point of 'shop', in another account-Region. */
const copyIn = (scope: Scope, at: number, more: Partial<RecoveryPoint> = {}) =>
  point('shop', at, {
    scope,
    arn: `arn:aws:backup:${scope.region}:${scope.accountId}:recovery-point:${at}`,
    vaultName: 'dr',
    vaultArn: arnIn(scope, 'dr'),
    sourceVaultArn: arnIn(ireland, 'main'),
    ...more,
  });
const vaultIn = (scope: Scope, more = {}) => vault('dr', { scope, arn: arnIn(scope, 'dr'), ...more });

/** 'account/Region sentence' of each finding of an age, in all account-Regions together. */
function agesOf(all: readonly ScopeFacts[], objectives: readonly Objective[]): string[] {
  return withElsewhere(all).flatMap((facts) =>
    findingsIn(facts, { objectives, mutes: [] })
      .filter(({ kind }) => ['point-age', 'missed-run', 'restore-unproven'].includes(kind))
      .map((finding) => `${facts.scope.region} ${finding.severity} ${sentenceOf(finding, noon)}`),
  );
}

const daily: Objective = { everyMs: day };
const old = point('shop', five - 5 * day);
const home = (more: Estate = {}) =>
  factsIn(ireland, { resources: [listed('shop')], vaults: [vault('main')], points: [old], ...more });
const tooOld = 'eu-west-1 critical shop: no recovery point for 5 d 7 h (objective 24 h)';

describe('the newest point anywhere decides', () => {
  test.each<readonly [string, readonly ScopeFacts[], readonly string[]]>([
    ['a copy in another Region', [home(), factsIn(virginia, { points: [copyIn(virginia, five)] })], []],
    ['a copy in another account', [home(), factsIn(partner, { points: [copyIn(partner, five)] })], []],
    ['an older copy', [home(), factsIn(virginia, { points: [copyIn(virginia, five - 9 * day)] })], [tooOld]],
    [
      'a copy that is being deleted',
      [home(), factsIn(virginia, { points: [copyIn(virginia, five, { status: 'DELETING' })] })],
      [tooOld],
    ],
    [
      'a copy with malware',
      [
        home(),
        factsIn(virginia, {
          points: [copyIn(virginia, five)],
          scans: [scan({ result: 'THREATS_FOUND', recoveryPointArn: copyIn(virginia, five).arn })],
        }),
      ],
      [tooOld],
    ],
    [
      'the copy of a point with malware, and an older one',
      [
        home({
          points: [old, point('shop', five)],
          scans: [scan({ result: 'THREATS_FOUND', recoveryPointArn: point('shop', five).arn })],
        }),
        factsIn(virginia, { points: [copyIn(virginia, five), copyIn(virginia, five - 2 * day)] }),
      ],
      [
        'eu-west-1 critical shop: no recovery point for 2 d 7 h (objective 24 h); malware was found in 1 newer recovery point',
      ],
    ],
    [
      'a point whose copy has malware',
      [
        home({ points: [old, point('shop', five)] }),
        factsIn(virginia, {
          points: [copyIn(virginia, five)],
          scans: [scan({ result: 'THREATS_FOUND', recoveryPointArn: copyIn(virginia, five).arn })],
        }),
      ],
      [tooOld],
    ],
    [
      'copies are all that is left, and too old',
      [
        factsIn(ireland, {}),
        factsIn(virginia, { resources: [listed('shop')], points: [copyIn(virginia, five - 5 * day)] }),
      ],
      [tooOld],
    ],
  ])('%s', (_, all, expected) => {
    expect(agesOf(all, [daily])).toEqual(expected);
    expect(agesOf(all.toReversed(), [daily])).toEqual(expected);
  });
});

describe('each resource is judged once', () => {
  const copies = (at: number) => factsIn(virginia, { resources: [listed('shop')], points: [copyIn(virginia, at)] });

  test('where it lives, also where a copy is all that is left of it', () => {
    const left = home({
      points: [],
      backups: nightly('shop', 3).map((one) => ({ ...one, createdAt: one.createdAt - 9 * day })),
    });
    expect(agesOf([left, copies(five - 5 * day)], [daily])).toEqual([tooOld]);
  });

  test('where a copy lies, while nobody looks where it lives', () => {
    expect(agesOf([copies(five - 5 * day)], [daily])).toEqual([tooOld.replace('eu-west-1', 'us-east-1')]);
  });

  test('in one of the account-Regions that have copies of it, in whatever order they come', () => {
    const all = [copies(five - 5 * day), factsIn(partner, { points: [copyIn(partner, five - 6 * day)] })];
    const [found, ...others] = agesOf(all, [daily]);
    expect([found, others]).toEqual([tooOld.replace('eu-west-1', 'us-east-1'), []]);
    expect(agesOf(all.toReversed(), [daily])).toEqual([found]);
  });

  test('a bucket, whose ARN names no Region: where it was backed up', () => {
    const inBucket = { resourceArn: bucket, resourceName: 'invoices', resourceType: 'S3' };
    const all = [
      factsIn(partner, { points: [copyIn(partner, five - 5 * day, inBucket)] }),
      factsIn(virginia, { points: [point('x', five - 6 * day, { ...inBucket, scope: virginia })] }),
    ];
    const resources = [listed('invoices', { arn: bucket, type: 'S3' })];
    const known = all.map((facts) => ({ ...facts, resources: { rows: resources, at: noon - minute } }));
    expect(agesOf(known, [daily])).toEqual([
      'us-east-1 critical invoices: no recovery point for 5 d 7 h (objective 24 h)',
    ]);
  });

  test('a pattern that fits any Region promises nothing of what lives in another one', () => {
    const everything = selection({ resources: ['arn:aws:rds:*:*:db:*'], tags: [] });
    const there = factsIn(virginia, {
      rules: [rule()],
      selections: [everything],
      points: [copyIn(virginia, five - day)],
    });
    expect(agesOf([home({ points: [point('shop', five)] }), there], [])).toEqual([]);
  });

  test('a restore of a copy proves the resource', () => {
    const proofs = [{ restoreEveryMs: 7 * day }];
    const restores = [restoreTest('shop', five - 2 * day)];
    const points = [old, point('shop', five)];
    const there = factsIn(virginia, { points: [copyIn(virginia, five)], testingPlans: [testingPlan()] });
    const tested = { ...there, restoreJobs: { rows: restores, at: noon - minute } };
    const backups = nightly('shop', 25);
    expect(agesOf([home({ points, backups }), there], proofs)).toHaveLength(1);
    expect(agesOf([home({ points, backups }), tested], proofs)).toEqual([]);
  });
});

describe('each location that an objective names is judged', () => {
  const fresh = home({ points: [point('shop', five)], backups: nightly('shop', 25) });
  const inDr = (scope: Scope, at: number, more = {}) =>
    factsIn(scope, { points: [copyIn(scope, at)], vaults: [vaultIn(scope, more)] });
  const airGapped = { type: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' };
  const week = 7 * day;

  test.each<readonly [string, string, readonly ScopeFacts[], string | undefined]>([
    ['another Region', 'other-region', [inDr(virginia, five - 9 * day)], 'in another Region 9 d 7 h (objective 7 d)'],
    ['another Region, in time', 'other-region', [inDr(virginia, five - 6 * day)], undefined],
    ['another Region, none', 'other-region', [inDr(partner, five)], 'none in another Region (objective 7 d)'],
    ['another account', 'other-account', [inDr(partner, five - 9 * day)], 'in another account 9 d 7 h (objective 7 d)'],
    ['another account, in time', 'other-account', [inDr(partner, five - day)], undefined],
    ['a Region', 'us-east-1', [inDr(virginia, five - 9 * day)], 'in us-east-1 9 d 7 h (objective 7 d)'],
    [
      'an account',
      partner.accountId,
      [inDr(partner, five - 9 * day)],
      'in account 444455556666 9 d 7 h (objective 7 d)',
    ],
    ['a vault', 'dr', [inDr(partner, five - day)], undefined],
    ['a pattern of vaults', 'd*', [inDr(partner, five - day)], undefined],
    ['another vault', 'dr-2', [inDr(partner, five - day)], 'none in vault dr-2 (objective 7 d)'],
    ['the ARN of a vault', arnIn(partner, 'dr'), [inDr(partner, five - day)], undefined],
    [
      'the ARN of a vault of that name elsewhere',
      arnIn(virginia, 'dr'),
      [inDr(partner, five - day)],
      'none in vault dr in us-east-1 of account 111122223333 (objective 7 d)',
    ],
    ['a locked vault', 'locked', [inDr(virginia, five - day, { locked: true })], undefined],
    ['a locked vault, none', 'locked', [inDr(virginia, five - day)], 'none in a locked vault (objective 7 d)'],
    ['an air-gapped vault', 'air-gapped', [inDr(virginia, five - day, airGapped)], undefined],
    ['an air-gapped vault is locked', 'locked', [inDr(virginia, five - day, airGapped)], undefined],
    ['an air-gapped vault, none', 'air-gapped', [inDr(virginia, five)], 'none in an air-gapped vault (objective 7 d)'],
  ])('%s', (_, location, others, expected) => {
    const objectives = [{ everyMs: week, in: location }];
    const text =
      expected === undefined ? [] : [expect.stringContaining(`shop: newest recovery point 7 h old, ${expected}`)];
    expect(agesOf([fresh, ...others], objectives)).toEqual(text);
  });

  test('of those with the same location the first that fits counts, and of those without one', () => {
    const objectives: Objective[] = [
      { everyMs: 3 * week, in: 'other-region', type: 'rds' },
      { everyMs: week, in: 'other-region' },
      { everyMs: hour, name: 'other' },
      { everyMs: week, in: 'other-account' },
      { everyMs: week },
    ];
    expect(agesOf([fresh, inDr(virginia, five - 9 * day), inDr(partner, five - 15 * day)], objectives)).toEqual([
      'eu-west-1 critical shop: newest recovery point 7 h old, in another account 15 d (objective 7 d)',
    ]);
  });

  test('one finding says all of them, by the worst of them', () => {
    const objectives: Objective[] = [
      { everyMs: 4 * hour },
      { everyMs: week, in: 'other-region' },
      { everyMs: 14 * day, in: 'other-account' },
      { everyMs: 2 * week, in: 'locked' },
    ];
    const all = [fresh, inDr(virginia, five - 20 * day), inDr(partner, five - 15 * day)];
    expect(agesOf(all, objectives)).toEqual([
      'eu-west-1 critical shop: no recovery point for 7 h (objective 4 h); in another Region 20 d (objective 7 d); in another account 15 d (objective 14 d); none in a locked vault (objective 14 d)',
    ]);
  });

  test('of many resources the line says which location', () => {
    const [found] = withElsewhere([fresh]).flatMap((facts) =>
      findingsIn(facts, { objectives: [{ everyMs: week, in: 'other-account' }], mutes: [] }),
    );
    if (found?.kind !== 'point-age') throw new Error('There is no finding of an age.');
    expect(causeOf(found)).toBe(`old other-account ${week}`);
    expect(nextStepOf(found)).toMatch(/^check the copy jobs/);
    expect(found.evidence).toMatchObject({ list: 'copy-jobs', params: { resourceArn: found.resourceArn } });
  });

  test('a resource that is new need not be anywhere else yet', () => {
    const young = home({ points: [point('shop', five)], backups: nightly('shop', 3) });
    expect(agesOf([young, factsIn(virginia, {})], [{ everyMs: week, in: 'other-region' }])).toEqual([]);
  });

  test('what is not known is neither good nor bad', () => {
    const { vaults: _, ...withoutVaults } = inDr(virginia, five - 2 * day);
    const { copyJobs: __, ...withoutCopies } = fresh;
    expect(agesOf([fresh, withoutVaults], [{ everyMs: day, in: 'locked' }])).toEqual([]);
    expect(agesOf([withoutCopies, inDr(virginia, five - 9 * day)], [{ everyMs: week, in: 'other-region' }])).toEqual(
      [],
    );
  });

  test('a continuous point counts by its status', () => {
    const live = copyIn(virginia, five - 60 * day, { status: 'AVAILABLE' });
    const there = (more = {}) => factsIn(virginia, { points: [{ ...live, ...more }] });
    const objectives: Objective[] = [{ everyMs: week, in: 'other-region' }];
    expect(agesOf([fresh, there()], objectives)).toEqual([]);
    expect(agesOf([fresh, there({ status: 'STOPPED' })], objectives)).toHaveLength(1);
  });
});

describe('copies to where nobody looks', () => {
  const source = nightly('shop', 25);
  const copyOf = (of: Job, more: Partial<Job> = {}): Job => ({
    ...of,
    kind: 'copy',
    id: `copy ${of.id}`,
    vaultName: 'dr',
    vaultArn: arnIn(partner, 'dr'),
    createdAt: of.createdAt + hour,
    completedAt: of.createdAt + 2 * hour,
    ...more,
  });
  const points = source.map(({ createdAt }) => point('shop', createdAt));
  const copied = (index: number, more: Partial<Job> = {}) =>
    home({ backups: source, points, copies: [copyOf(source[index] as Job, more)] });
  const objectives: Objective[] = [{ everyMs: 7 * day, in: 'other-account' }];

  test('are known by their jobs, with the date of the data', () => {
    expect(agesOf([copied(2)], objectives)).toEqual([]);
    expect(agesOf([copied(9)], objectives)).toEqual([
      'eu-west-1 warning shop: newest recovery point 7 h old, in another account 9 d 7 h (objective 7 d)',
    ]);
  });

  test('that failed are none', () => {
    expect(agesOf([copied(2, { state: 'FAILED' })], objectives)).toEqual([
      'eu-west-1 critical shop: newest recovery point 7 h old, none in another account (objective 7 d)',
    ]);
  });

  test('no longer count once the points there are listed', () => {
    expect(agesOf([copied(2), factsIn(partner, {})], objectives)).toHaveLength(1);
  });

  test('count at first where the points were listed before they were made', () => {
    const newest = copied(0, { completedAt: noon - 2 * minute });
    expect(agesOf([newest, factsIn(partner, {})], objectives)).toEqual([]);
  });
});

describe('rules that run less often than AWS remembers jobs', () => {
  const quarterly = rule({
    id: 'quarterly',
    name: 'Quarterly',
    schedule: 'cron(0 5 1 1/3 ? *)',
    deleteAfterDays: 730,
    versionAt: noon - 900 * day,
    planLastRunAt: Date.UTC(2026, 0, 1, 5),
  });
  const by = { createdBy: createdBy(quarterly), deleteAfterDays: 730 };
  const of = (more: Estate) =>
    factsIn(ireland, {
      rules: [quarterly],
      selections: [selection({ createdAt: noon - 900 * day })],
      resources: [listed('shop')],
      ...more,
    });
  const [january, october, july] = [Date.UTC(2026, 0, 1, 5), Date.UTC(2025, 9, 1, 5), Date.UTC(2025, 6, 1, 5)];
  const ofOther = point('other', january, by);
  const others = { backups: [job('other', january, { createdBy: createdBy(quarterly) })] };

  test('are kept by the points that they made', () => {
    expect(agesOf([of({ ...others, points: [ofOther, point('shop', january, by)] })], [])).toEqual([]);
  });

  test('are missed where the last of those is of an earlier quarter', () => {
    expect(
      agesOf([of({ ...others, points: [ofOther, point('shop', october, by), point('shop', july, by)] })], []),
    ).toEqual([expect.stringContaining('eu-west-1 warning shop: no recovery point for 106 d (objective 92 d)')]);
  });

  test('are missed also where copies elsewhere are all that is left', () => {
    const all = [of({ ...others, points: [ofOther] }), factsIn(virginia, { points: [copyIn(virginia, october, by)] })];
    expect(agesOf(all, [])).toEqual([
      expect.stringContaining('eu-west-1 warning shop: no recovery point for 106 d (objective 92 d)'),
    ]);
  });

  test('of a year', () => {
    const yearly = { ...quarterly, schedule: 'cron(0 5 1 6 ? *)', planLastRunAt: Date.UTC(2025, 5, 1, 5) };
    const madeIn = (year: number) => [point('shop', Date.UTC(year, 5, 1, 5), by)];
    const yearlyOf = (more: Estate) => of({ ...more, rules: [yearly] });
    expect(agesOf([yearlyOf({ points: madeIn(2025) })], [])).toEqual([]);
    expect(agesOf([yearlyOf({ points: madeIn(2024) })], [])).toHaveLength(1);
  });
});
