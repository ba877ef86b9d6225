// The other findings of the list, each beside a case that looks similar and is none.
import { describe, expect, test } from 'vitest';
import type { Audit } from '../../../src/domain/audits/audit.ts';
import type { PlanRule } from '../../../src/domain/plans/plan-rule.ts';
import {
  arnOf,
  attentionOf,
  audit,
  day,
  type Estate,
  failed,
  five,
  hour,
  job,
  linesOf,
  listed,
  minute,
  nightly,
  noon,
  point,
  rule,
  running,
  scan,
  scope,
  selection,
  textsOf,
  vault,
  vaultArn,
} from './facts-of.ts';

const ireland = vaultArn('dr', 'eu-central-1');
const copying = (more: Partial<PlanRule> = {}) =>
  rule({ copies: [{ vaultArn: ireland, deleteAfterDays: 35 }], ...more });
const copyOf = (source: ReturnType<typeof job>, more: Partial<ReturnType<typeof job>> = {}) =>
  job(source.resourceName, source.createdAt + hour, {
    kind: 'copy',
    id: `copy of ${source.id}`,
    vaultArn: ireland,
    vaultName: 'dr',
    ...(source.recoveryPointArn ? { recoveryPointArn: source.recoveryPointArn } : {}),
    resourceType: source.resourceType,
    ...more,
  });
const shop = nightly('shop');
const [today, ...before] = shop as [ReturnType<typeof job>, ...ReturnType<typeof job>[]];
const redshift = shop.map((each) => ({ ...each, resourceType: 'Redshift' }));
const stack = { ...today, isParent: true, id: 'PARENT' };
const members = ['a', 'b'].map((name) => failed(name, five, { parentId: 'parent' }));
const inGrace = vault('main', { locked: true, lockDate: noon + 10 * day });
const immutable = vault('main', { locked: true, lockDate: noon - day, minRetentionDays: 7, maxRetentionDays: 100 });
const { deleteAt: _, deleteAfterDays: __, ...endless } = point('shop', five);
const { deleteAfterDays: ___, ...forever } = rule();
const history = [1, 2, 3, 4].map((days) => job('shop', noon - days * day));
const test1 = (more: Partial<ReturnType<typeof job>>) =>
  job('shop', noon - hour, {
    kind: 'restore',
    restoreTestingPlanArn: 'arn:plan',
    validationStatus: 'SUCCESSFUL',
    ...more,
  });

const cases: readonly (readonly [what: string, estate: Estate, lines: readonly string[]])[] = [
  ['copies that arrived', { rules: [copying()], backups: shop, copies: shop.map((each) => copyOf(each)) }, []],
  [
    'a copy that failed',
    {
      rules: [copying()],
      backups: shop,
      copies: [copyOf(today, { state: 'FAILED' }), ...before.map((each) => copyOf(each))],
    },
    ['copy-failed shop'],
  ],
  [
    'a copy that failed and was made again',
    {
      rules: [copying()],
      backups: shop,
      copies: [copyOf(today, { state: 'FAILED' }), copyOf(today, { id: 'again', createdAt: noon - hour })],
    },
    [],
  ],
  [
    'a copy that never was',
    { rules: [copying()], backups: shop, copies: before.map((each) => copyOf(each)) },
    ['copy-missing shop'],
  ],
  [
    'a copy that is under way',
    { rules: [copying()], backups: shop, copies: [copyOf(today, { state: 'RUNNING' })] },
    [],
  ],
  [
    'a copy action younger than the backup',
    { rules: [copying({ versionAt: five + hour })], backups: shop, copies: [] },
    [],
  ],
  [
    'a backup that was done a moment ago',
    {
      rules: [copying()],
      backups: [{ ...today, completedAt: noon - hour }, ...before],
      copies: before.map((each) => copyOf(each)),
    },
    [],
  ],
  ['copies of a continuous point', { rules: [copying({ continuous: true })], backups: shop, copies: [] }, []],
  [
    'copies of what cannot cross',
    { rules: [copying()], backups: redshift, copies: redshift.map((each) => copyOf(each, { state: 'FAILED' })) },
    ['copy-cannot-cross shop'],
  ],
  [
    'plain DynamoDB that cannot cross',
    {
      rules: [copying()],
      backups: shop.map((each) => ({ ...each, resourceType: 'DynamoDB' })),
      copies: [],
      settings: { optIn: {}, fullManagement: { DynamoDB: false } },
    },
    ['copy-cannot-cross shop'],
  ],
  [
    'the parts of a composite, of which the parent tells',
    { backups: [{ ...stack, state: 'PARTIAL' }, ...before, ...members] },
    ['point-age shop'],
  ],
  [
    'a whole composite',
    {
      backups: [stack, ...before],
      points: [point('shop', five, { isParent: true }), point('a', five, { parentArn: 'p', status: 'EXPIRED' })],
    },
    [],
  ],
  [
    'a continuous point, old by nature',
    {
      rules: [rule({ continuous: true })],
      backups: [],
      points: [point('shop', noon - 200 * day, { status: 'AVAILABLE' })],
    },
    [],
  ],
  [
    'a continuous point that stopped',
    {
      rules: [rule({ continuous: true })],
      backups: [],
      points: [point('shop', noon - 200 * day, { status: 'STOPPED' })],
    },
    ['continuous-stopped shop'],
  ],
  ['a type opted out', { backups: shop, settings: { optIn: { RDS: false }, fullManagement: {} } }, ['opted-out RDS']],
  [
    'a type opted out, chosen by ARN',
    {
      backups: shop,
      selections: [selection({ resources: [arnOf('shop')] })],
      settings: { optIn: { RDS: false }, fullManagement: {} },
    },
    [],
  ],
  [
    'a type opted out that no rule takes',
    { backups: [], resources: [listed('shop')], settings: { optIn: { RDS: false }, fullManagement: {} } },
    [],
  ],
  ['a plan whose tag matches nothing', { rules: [neverRan()] }, ['selects-nothing prod']],
  [
    'a plan that has not had its first run',
    { rules: [{ ...neverRan(), versionAt: noon - hour }], selections: [selection({ createdAt: noon - hour })] },
    [],
  ],
  [
    'a resource named that will run tonight',
    { selections: [selection({ resources: [arnOf('new')], createdAt: noon - hour })], backups: shop },
    ['unprotected new'],
  ],
  ['a lock in its grace time', { vaults: [inGrace] }, ['lock-countdown main']],
  [
    'a lock for good, and one that governs',
    { vaults: [vault('a', { locked: true, lockDate: noon - day }), vault('b', { locked: true })] },
    [],
  ],
  [
    'points for ever under a lock',
    { vaults: [vault('main', { locked: true, lockDate: noon - day })], points: [endless], backups: shop },
    ['kept-forever main'],
  ],
  ['points for ever without a lock', { points: [endless], backups: shop }, []],
  [
    'points whose end the list does not tell',
    {
      vaults: [vault('main', { locked: true, lockDate: noon - day })],
      points: [{ ...endless, lifecycleUnknown: true }],
      backups: shop,
    },
    [],
  ],
  ['a retention that the lock allows', { vaults: [immutable] }, []],
  [
    'a retention shorter than the lock allows',
    { rules: [rule({ deleteAfterDays: 3 })], vaults: [immutable] },
    ['retention-outside-lock prod'],
  ],
  [
    'a retention for ever where the lock has a maximum',
    { rules: [forever], vaults: [immutable] },
    ['retention-outside-lock prod'],
  ],
  [
    'a copy shorter than its vault allows',
    {
      rules: [copying({ copies: [{ vaultArn: vaultArn('dr'), deleteAfterDays: 3 }] })],
      vaults: [{ ...immutable, name: 'dr', arn: vaultArn('dr') }],
    },
    ['retention-outside-lock prod'],
  ],
  [
    'points that could not be deleted',
    { points: [point('shop', noon - 40 * day, { status: 'EXPIRED' }), point('shop', five)], backups: shop },
    ['expired-points main'],
  ],
  [
    'a point that AWS may yet delete today',
    { points: [point('shop', five), point('shop', noon - 35 * day, { deleteAt: noon - 7 * hour })], backups: shop },
    [],
  ],
  ['a job that runs as long as usual', { backups: [...history, running('shop', noon - 20 * minute)], rules: [] }, []],
  [
    'a job that runs much longer',
    { backups: [...history, running('shop', noon - 5 * hour)], rules: [] },
    ['long-job shop'],
  ],
  ['a job without a history', { backups: [running('shop', noon - 20 * hour, { percent: 99 })], rules: [] }, []],
  [
    'a job that stands at 99 %',
    { backups: [...history, running('shop', noon - 5 * hour, { percent: 99 })], rules: [] },
    ['stuck-job shop'],
  ],
  [
    'a job that waits',
    { backups: [...history, running('shop', noon - 5 * hour, { state: 'CREATED' })], rules: [] },
    [],
  ],
  [
    'issues of the last backup',
    {
      backups: [
        { ...today, messageCategory: 'AccessDenied', message: 'Objects archived in S3 Glacier were skipped.' },
        ...before,
      ],
    },
    ['issues shop'],
  ],
  [
    'issues of an older one',
    { backups: [today, { ...(before[0] ?? today), messageCategory: 'AccessDenied' }, ...before.slice(1)] },
    [],
  ],
  ['restore tests that worked', { restores: [test1({})] }, []],
  [
    'a restore test that failed',
    { restores: [test1({ state: 'FAILED', message: 'An internal error occurred.' })] },
    ['restore-test-failed shop'],
  ],
  [
    'a restore test whose data was bad',
    { restores: [test1({ validationStatus: 'FAILED' })] },
    ['restore-test-failed shop'],
  ],
  [
    'a restore test that was bad before the last one',
    { restores: [test1({}), test1({ id: 'old', validationStatus: 'FAILED', completedAt: noon - 2 * day })] },
    [],
  ],
  ['a point deleted by a person', { audits: [audit('DeleteRecoveryPoint')] }, ['audit Admin/mallory']],
  [
    'a point that its lifecycle deleted',
    { audits: [audit('BackupDeleted', { byService: true, risk: 'none', actor: 'AWS Backup' })] },
    [],
  ],
  [
    'three of one person',
    { audits: [1, 2, 3].map((id) => audit('DeleteRecoveryPoint', { id: `${id}` })) },
    ['audit Admin/mallory'],
  ],
  [
    'refused attempts',
    { audits: [audit('DeleteRecoveryPoint', { errorCode: 'AccessDenied' })] },
    ['denied-attempts Admin/mallory'],
  ],
  ['a restore by hand, which happens', { audits: [audit('StartRestoreJob', { risk: 'high' })] }, []],
  ['malware', { scans: [scan({ result: 'THREATS_FOUND' })] }, ['malware shop']],
  [
    'malware before the last scan',
    { scans: [scan({}), scan({ result: 'THREATS_FOUND', id: 'old', completedAt: noon - 2 * day })] },
    [],
  ],
  [
    'malware in a scan whose end AWS does not tell',
    { scans: [{ ...scan({ result: 'THREATS_FOUND' }), completedAt: undefined } as never] },
    ['malware shop'],
  ],
  ['a scan that left something out', { scans: [scan({ state: 'COMPLETED_WITH_ISSUES' })] }, ['scan-issues shop']],
  ['a tag', { audits: [audit('TagResource', { risk: 'medium' })] }, []],
];

function neverRan() {
  const { planLastRunAt: _, ...rest } = rule();
  return rest;
}

describe('the list tells of', () => {
  test.each(cases.map(([what, estate, lines]) => ({ what, estate, lines })))('$what: $lines', ({ estate, lines }) => {
    expect(linesOf(estate)).toEqual(lines);
  });
});

describe('objectives', () => {
  const hours4 = { everyMs: 4 * hour };
  test.each([
    ['by name', { ...hours4, name: 'sh*' }],
    ['by type', { ...hours4, type: 'rds' }],
    ['by plan', { ...hours4, plan: 'prod' }],
    ['by tag', { ...hours4, tag: 'backup=*' }],
  ])('%s hold against the cadence', (_, objective) => {
    const settings = { objectives: [objective], mutes: [] };
    expect(textsOf({ backups: shop }, settings)).toEqual(['shop: no recovery point for 7 h (objective 4 h)']);
  });

  test('that do not fit leave the cadence in force', () => {
    const objectives = [
      { ...hours4, name: 'other' },
      { ...hours4, type: 'EBS' },
      { ...hours4, tag: 'backup=never' },
    ];
    expect(textsOf({ backups: shop }, { objectives, mutes: [] })).toEqual([]);
  });

  test('the newest point counts, in whatever vault; one that was deleted does not', () => {
    const points = [point('shop', five - day)];
    expect(textsOf({ backups: shop, points })).toEqual(['shop: no recovery point for 31 h (objective 24 h)']);
    const elsewhere = point('shop', five, {
      vaultName: 'dr',
      arn: 'arn:aws:backup:eu-west-1:111122223333:recovery-point:x',
    });
    expect(textsOf({ backups: shop, points: [...points, elsewhere] })).toEqual([]);
  });
});

describe('mutes', () => {
  const estate = { audits: [audit('DeleteRecoveryPoint')], vaults: [inGrace] };
  test.each([
    ['by name', { name: 'Admin/*' }, ['lock-countdown main']],
    ['by kind', { kind: 'lock-countdown' }, ['audit Admin/mallory']],
    ['by message', { message: 'A BACKUP IS GONE' }, ['lock-countdown main']],
    ['until a date that is over', { name: 'Admin/*', until: noon }, ['audit Admin/mallory', 'lock-countdown main']],
    ['until a date to come', { name: 'Admin/*', until: noon + 1 }, ['lock-countdown main']],
    ['that say nothing', {}, ['audit Admin/mallory', 'lock-countdown main']],
  ])('%s', (_, mute, lines) => {
    expect(linesOf(estate, { objectives: [], mutes: [mute] })).toEqual(lines);
  });

  test('are counted', () => {
    const { muted } = attentionOf(estate, { objectives: [], mutes: [{ kind: 'audit' }] });
    expect(muted.map(({ kind }) => kind)).toEqual(['audit']);
  });
});

test('one cause of many failures is one line', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const backups = names.flatMap((name) => [failed(name, five + 6 * hour), ...nightly(name)]);
  const { items } = attentionOf({ backups });
  expect(items.map(({ text }) => text)).toEqual([
    'the last runs of 5 resources ended FAILED: AWS refused access (a, b, c and 2 others)',
  ]);
  expect(items[0]).toMatchObject({ count: 5, kind: 'failed-run', severity: 'warning' });
});

test('the worst stands first, and every line leads to its evidence', () => {
  const backups = [failed('shop', five), ...before, ...nightly('other')];
  const { items } = attentionOf({ backups, vaults: [inGrace], audits: [audit('DeleteRecoveryPoint')] });
  expect(items.map(({ severity }) => severity)).toEqual(['critical', 'warning', 'notice']);
  expect(items.map(({ evidence }) => evidence)).toEqual([
    { list: 'audits', params: { id: 'DeleteRecoveryPoint-1' }, scope },
    { list: 'backup-jobs', params: { id: `shop-${new Date(five).toISOString()}` }, scope },
    { list: 'vaults', params: { name: 'main' }, scope },
  ]);
  const again = attentionOf(
    { backups, vaults: [inGrace], audits: [audit('DeleteRecoveryPoint')] },
    undefined,
    noon + hour,
  );
  expect(again.items.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
});

test('nothing is concluded from what has not been answered', () => {
  expect(linesOf({ rules: [], selections: [], vaults: [] })).toEqual([]);
});

test('a change of a lock is told by its bounds, and a stricter one calls nobody at once', () => {
  const put = (more: Partial<Audit>) =>
    attentionOf({ audits: [audit('PutBackupVaultLockConfiguration', { lock: { minDays: 7 }, ...more })] }).items[0];
  expect(put({ lockBefore: { minDays: 30 } })).toMatchObject({
    severity: 'critical',
    text: expect.stringContaining('loosened from 30 or more to 7 or more days'),
  });
  expect(put({ lockBefore: { minDays: 1 } })?.severity).toBe('warning');
  expect(put({})?.text).toContain('before unknown');
});
