import { expect, test } from 'vitest';
import { planDiff } from '../../../src/domain/plans/plan-diff.ts';

const arn = (name: string) => `arn:aws:backup:eu-west-1:123456789012:backup-vault:${name}`;
const rule = { RuleName: 'nightly', TargetBackupVaultName: 'prod' };
const plan = (...Rules: object[]) => ({ BackupPlanName: 'orders', Rules });
const lines = (before: object, after: object) => planDiff(before, after).map(({ sign, text }) => `${sign} ${text}`);
const ofRule = (before: object, after: object) => lines(plan({ ...rule, ...before }), plan({ ...rule, ...after }));

test.each([
  ['the default schedule', { ScheduleExpression: 'cron(0 5 ? * * *)' }],
  ['the default time zone', { ScheduleExpressionTimezone: 'Etc/UTC' }],
  ['the other name of that zone', { ScheduleExpressionTimezone: 'UTC' }],
  ['the default windows', { StartWindowMinutes: 480, CompletionWindowMinutes: 10_080 }],
  ['no continuous backup', { EnableContinuousBackup: false }],
  ['days that mean never', { Lifecycle: { DeleteAfterDays: -1, MoveToColdStorageAfterDays: -1 } }],
  ['no archive', { Lifecycle: { OptInToArchiveForSupportedResources: false } }],
  ['null', { IndexActions: null, ScanActions: null, TargetLogicallyAirGappedBackupVaultArn: null }],
  ['empty lists and objects', { CopyActions: [], RecoveryPointTags: {}, Lifecycle: {} }],
  ['the id of the rule', { RuleId: 'an-id' }],
])('%s means the same as nothing', (_, members) => {
  expect(ofRule({}, members)).toEqual([]);
  expect(ofRule(members, {})).toEqual([]);
});

test('the order of rules, copies, settings and members means nothing', () => {
  const copies = [
    { DestinationBackupVaultArn: arn('a'), Lifecycle: { DeleteAfterDays: 7, MoveToColdStorageAfterDays: -1 } },
    { DestinationBackupVaultArn: arn('b') },
  ];
  const settings = [
    { ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled', BackupACLs: 'disabled' } },
    { ResourceType: 'S3', BackupOptions: { BackupACLs: 'disabled' } },
  ];
  const scans = [{ MalwareScanner: 'GUARDDUTY', ResourceTypes: ['EBS', 'S3'], ScannerRoleArn: 'role' }];
  const weekly = { TargetBackupVaultName: 'prod', RuleName: 'weekly' };
  const before = { ...plan({ ...rule, CopyActions: copies }, weekly), AdvancedBackupSettings: settings };
  const after = {
    AdvancedBackupSettings: settings.toReversed(),
    ...plan(weekly, { CopyActions: copies.toReversed(), ...rule }),
  };
  const turned = [{ ...scans[0], ResourceTypes: ['S3', 'EBS'] }];
  expect(lines({ ...before, ScanSettings: scans }, { ...after, ScanSettings: turned })).toEqual([]);
});

test('the order in a list that no model names may mean something', () => {
  expect(ofRule({ FutureSteps: ['a', 'b'] }, { FutureSteps: ['b', 'a'] })).toEqual([
    '  rule nightly',
    '-   FutureSteps: ["a", "b"]',
    '+   FutureSteps: ["b", "a"]',
  ]);
  expect(ofRule({}, { FutureSwitch: false })).toEqual(['  rule nightly', '+   FutureSwitch: false']);
});

test('a changed member is one line on each side, with the default where one side leaves it to AWS', () => {
  expect(ofRule({}, { StartWindowMinutes: 60 })).toEqual([
    '  rule nightly',
    '-   StartWindowMinutes: 480 (default)',
    '+   StartWindowMinutes: 60',
  ]);
  expect(ofRule({ Lifecycle: { DeleteAfterDays: 35 } }, {})).toEqual([
    '  rule nightly',
    '-   Lifecycle.DeleteAfterDays: 35',
  ]);
  expect(ofRule({ RecoveryPointTags: { a: '' } }, {})).toEqual(['  rule nightly', '-   RecoveryPointTags.a: ""']);
});

test('copies are told apart by their vault', () => {
  const to = (name: string, days?: number) => ({
    DestinationBackupVaultArn: arn(name),
    ...(days === undefined ? {} : { Lifecycle: { DeleteAfterDays: days } }),
  });
  expect(ofRule({ CopyActions: [to('a', 7), to('b')] }, { CopyActions: [to('c'), to('a', 30)] })).toEqual([
    '  rule nightly',
    `-   CopyActions ${arn('a')}: Lifecycle.DeleteAfterDays: 7`,
    `+   CopyActions ${arn('a')}: Lifecycle.DeleteAfterDays: 30`,
    `-   CopyActions ${arn('b')}`,
    `+   CopyActions ${arn('c')}`,
  ]);
  expect(ofRule({ CopyActions: [to('a', 7)] }, { CopyActions: [to('a', 7), to('a', 7)] })).toHaveLength(3);
});

test('rules come and go whole; the same rule is the one with its id, else its name', () => {
  const weekly = { RuleName: 'weekly', TargetBackupVaultName: 'prod', Lifecycle: { DeleteAfterDays: 90 } };
  expect(lines(plan(rule), plan(weekly))).toEqual([
    '- rule nightly',
    '-   TargetBackupVaultName: "prod"',
    '+ rule weekly',
    '+   TargetBackupVaultName: "prod"',
    '+   Lifecycle.DeleteAfterDays: 90',
  ]);
  expect(lines(plan({ ...rule, RuleId: '1' }), plan({ ...rule, RuleName: 'daily', RuleId: '1' }))).toEqual([
    '  rule nightly',
    '-   RuleName: "nightly"',
    '+   RuleName: "daily"',
  ]);
  // One rule was deleted and made again: another id, the same name.
  expect(lines(plan({ ...rule, RuleId: '1' }), plan({ ...rule, RuleId: '2' }))).toEqual([]);
});

test('settings beside the rules are lines of their own, and text from outside is made safe', () => {
  const vss = { AdvancedBackupSettings: [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }] };
  expect(lines(plan(rule), { ...plan(rule), ...vss })).toEqual([
    '+ AdvancedBackupSettings EC2: BackupOptions.WindowsVSS: "enabled"',
  ]);
  const off = { AdvancedBackupSettings: [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'disabled' } }] };
  expect(lines(plan(rule), { ...plan(rule), ...off })).toEqual([]);
  const hostile = lines(plan(rule), plan({ ...rule, RuleName: 'a\u001b[2J\u009b' })).join('\n');
  expect(hostile).not.toMatch(/[\u001b\u009b]/);
});
