import {
  type BackupPlanInput,
  type BackupRuleInput,
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  DeleteBackupPlanCommand,
  GetBackupPlanCommand,
  ListBackupJobsCommand,
  ListBackupPlansCommand,
  ListBackupPlanVersionsCommand,
  UpdateBackupPlanCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';

const nightly: BackupRuleInput = {
  RuleName: 'Nightly',
  TargetBackupVaultName: 'prod',
  ScheduleExpression: 'cron(0 5 ? * * *)',
  Lifecycle: { DeleteAfterDays: 35 },
};
const planOf = (...rules: BackupRuleInput[]): BackupPlanInput => ({ BackupPlanName: 'made', Rules: rules });
const create = (BackupPlan: BackupPlanInput, CreatorRequestId?: string) =>
  new CreateBackupPlanCommand({ BackupPlan, CreatorRequestId, BackupPlanTags: { team: 'shop' } });
const IamRoleArn = 'arn:aws:iam::123456789012:role/backup';

test('a created plan is told as it was written, with what AWS fills in', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { BackupPlanId, VersionId, BackupPlanArn } = await backup.send(create(planOf(nightly)));
  const { BackupPlan, ...plan } = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
  expect(plan).toMatchObject({ BackupPlanId, VersionId, BackupPlanArn });
  expect(plan.LastExecutionDate).toBeUndefined();
  expect(BackupPlan?.Rules?.[0]).toMatchObject({
    ...nightly,
    ScheduleExpressionTimezone: 'Etc/UTC',
    StartWindowMinutes: 480,
    CompletionWindowMinutes: 10_080,
    RuleId: expect.any(String),
  });
});

test('the same CreatorRequestId is answered as before, an identical plan refused', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const first = await backup.send(create(planOf(nightly), 'once'));
  const again = await backup.send(create(planOf(nightly), 'once'));
  expect(again).toMatchObject({ BackupPlanId: first.BackupPlanId, VersionId: first.VersionId });
  await expect(backup.send(create(planOf(nightly), 'other'))).rejects.toMatchObject({
    name: 'AlreadyExistsException',
    Arn: first.BackupPlanArn,
    CreatorRequestId: 'once',
  });
});

const many = (count: number, of: (index: number) => BackupRuleInput) => Array.from({ length: count }, (_, i) => of(i));
const copyTo = (vault: string) => ({ DestinationBackupVaultArn: `arn:aws:backup:eu-west-1:123456789012:${vault}` });

test.each<[string, BackupPlanInput, string, RegExp]>([
  ['no name', { ...planOf(nightly), BackupPlanName: '' }, 'MissingParameterValueException', /BackupPlanName/],
  [
    'an event after which points are deleted',
    planOf({ ...nightly, Lifecycle: { DeleteAfterEvent: 'DELETE_AFTER_COPY' } }),
    'InvalidParameterValueException',
    /DeleteAfterEvent is not valid as an input/,
  ],
  [
    'an index of two types',
    planOf({ ...nightly, IndexActions: [{ ResourceTypes: ['EBS', 'S3'] }] }),
    'InvalidParameterValueException',
    /at most one index action/,
  ],
  [
    'an index of a type without one',
    planOf({ ...nightly, IndexActions: [{ ResourceTypes: ['RDS'] }] }),
    'InvalidParameterValueException',
    /Indexing is not supported for resource type RDS/,
  ],
  [
    'a target that is not logically air-gapped',
    planOf({
      ...nightly,
      TargetLogicallyAirGappedBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:prod',
    }),
    'InvalidParameterValueException',
    /not a logically air-gapped vault/,
  ],
  ['no rules', planOf(), 'InvalidParameterValueException', /at least one rule/],
  [
    'a bad cron',
    planOf({ ...nightly, ScheduleExpression: 'cron(99 5 ? * * *)' }),
    'InvalidParameterValueException',
    /99/,
  ],
  [
    'both days',
    planOf({ ...nightly, ScheduleExpression: 'cron(0 5 * * * *)' }),
    'InvalidParameterValueException',
    /\* \*/,
  ],
  ['a rate', planOf({ ...nightly, ScheduleExpression: 'rate(1 day)' }), 'InvalidParameterValueException', /rate/],
  [
    'every minute',
    planOf({ ...nightly, ScheduleExpression: 'cron(* * ? * * *)' }),
    'InvalidParameterValueException',
    /hour/,
  ],
  [
    'a bad zone',
    planOf({ ...nightly, ScheduleExpressionTimezone: 'Mars/Base' }),
    'InvalidParameterValueException',
    /Mars/,
  ],
  [
    'a short start window',
    planOf({ ...nightly, StartWindowMinutes: 59 }),
    'InvalidParameterValueException',
    /start window/,
  ],
  [
    'a short completion window',
    planOf({ ...nightly, CompletionWindowMinutes: 59 }),
    'InvalidParameterValueException',
    /completion window/,
  ],
  [
    'cold too late',
    planOf({ ...nightly, Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 119 } }),
    'InvalidParameterValueException',
    /90 days/,
  ],
  [
    'a long continuous rule',
    planOf({ ...nightly, EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 36 } }),
    'InvalidParameterValueException',
    /35 days/,
  ],
  ['no such vault', planOf({ ...nightly, TargetBackupVaultName: 'none' }), 'InvalidParameterValueException', /none/],
  [
    'eleven rules',
    planOf(...many(11, (index) => ({ ...nightly, RuleName: `Rule${index}` }))),
    'LimitExceededException',
    /10 rules/,
  ],
  [
    'six copies',
    planOf({ ...nightly, CopyActions: many(6, () => nightly).map(() => copyTo('backup-vault:dr-locked')) }),
    'LimitExceededException',
    /5 copy/,
  ],
  [
    'a copy to nowhere',
    planOf({ ...nightly, CopyActions: [copyTo('dr-locked')] }),
    'InvalidParameterValueException',
    /vault ARN/,
  ],
  ['one name twice', planOf(nightly, nightly), 'InvalidParameterValueException', /unique/],
])('refuses %s', async (_, plan, name, message) => {
  const { backup } = clientsOf(await emulatorAt());
  await expect(backup.send(create(plan))).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

test('cold storage may be left after exactly 90 days', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const Lifecycle = { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 120 };
  const { BackupPlanId } = await backup.send(create(planOf({ ...nightly, Lifecycle })));
  const { BackupPlan } = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
  expect(BackupPlan?.Rules?.[0]?.Lifecycle).toMatchObject(Lifecycle);
});

test('an update makes a version, and the earlier one stays', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const first = await backup.send(create(planOf(nightly)));
  const { BackupPlanId } = first;
  const changed = planOf({ ...nightly, ScheduleExpression: 'cron(0 7 ? * * *)' });
  const second = await backup.send(new UpdateBackupPlanCommand({ BackupPlanId, BackupPlan: changed }));
  expect(second.VersionId).not.toBe(first.VersionId);
  const { BackupPlanVersionsList } = await backup.send(new ListBackupPlanVersionsCommand({ BackupPlanId }));
  expect(BackupPlanVersionsList?.map(({ VersionId }) => VersionId)).toEqual([second.VersionId, first.VersionId]);
  const cronOf = async (VersionId?: string) =>
    (await backup.send(new GetBackupPlanCommand({ BackupPlanId, VersionId }))).BackupPlan?.Rules?.[0]
      ?.ScheduleExpression;
  expect(await cronOf()).toBe('cron(0 7 ? * * *)');
  expect(await cronOf(first.VersionId)).toBe('cron(0 5 ? * * *)');
});

test('a plan the estate was born with can be changed, and tells its old rules still', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const born = BackupPlansList.find(({ BackupPlanName }) => BackupPlanName === 'prod-daily');
  const BackupPlanId = born?.BackupPlanId;
  await backup.send(new UpdateBackupPlanCommand({ BackupPlanId, BackupPlan: planOf(nightly) }));
  const rulesOf = async (VersionId?: string) =>
    (await backup.send(new GetBackupPlanCommand({ BackupPlanId, VersionId }))).BackupPlan?.Rules?.length;
  expect(await rulesOf()).toBe(1);
  expect(await rulesOf(born?.VersionId)).toBe(3);
});

test('a plan is deleted after its selections; then only IncludeDeleted and its versions tell of it', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { BackupPlanId, VersionId } = await backup.send(create(planOf(nightly)));
  const { BackupPlanId: kept } = await backup.send(create(planOf({ ...nightly, RuleName: 'Other' })));
  await backup.send(
    new CreateBackupSelectionCommand({
      BackupPlanId: kept,
      BackupSelection: { SelectionName: 'all', IamRoleArn, Resources: ['*'] },
    }),
  );
  await expect(backup.send(new DeleteBackupPlanCommand({ BackupPlanId: kept }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: expect.stringContaining('selections must be deleted'),
  });
  const deleted = await backup.send(new DeleteBackupPlanCommand({ BackupPlanId }));
  expect(deleted).toMatchObject({ BackupPlanId, VersionId, DeletionDate: expect.any(Date) });
  const idsOf = async (IncludeDeleted: boolean) =>
    (await backup.send(new ListBackupPlansCommand({ IncludeDeleted }))).BackupPlansList?.map(
      (plan) => plan.BackupPlanId,
    );
  expect(await idsOf(false)).not.toContain(BackupPlanId);
  expect(await idsOf(true)).toContain(BackupPlanId);
  await expect(backup.send(new GetBackupPlanCommand({ BackupPlanId }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  const version = await backup.send(new GetBackupPlanCommand({ BackupPlanId, VersionId }));
  expect(version.DeletionDate).toEqual(deleted.DeletionDate);
});

test('what is no plan, and what AWS keeps for itself, is not deleted', async () => {
  const { backup } = clientsOf(await emulatorAt());
  await expect(backup.send(new DeleteBackupPlanCommand({ BackupPlanId: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const automatic = BackupPlansList.find((plan) => plan.BackupPlanId?.startsWith('aws/efs/'));
  await expect(
    backup.send(new DeleteBackupPlanCommand({ BackupPlanId: automatic?.BackupPlanId })),
  ).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

test('where start windows meet, the rule of a plan that keeps longer runs alone; rules of two plans both run', async () => {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { backup } = clientsOf(emulator);
  const ruleAt = (RuleName: string, hour: number, DeleteAfterDays: number) => ({
    RuleName,
    TargetBackupVaultName: 'prod',
    ScheduleExpression: `cron(0 ${hour} ? * * *)`,
    StartWindowMinutes: 60,
    Lifecycle: { DeleteAfterDays },
  });
  const make = async (BackupPlanName: string, ...Rules: ReturnType<typeof ruleAt>[]) => {
    const { BackupPlanId } = await backup.send(new CreateBackupPlanCommand({ BackupPlan: { BackupPlanName, Rules } }));
    const Resources = ['arn:aws:dynamodb:us-east-1:123456789012:table/carts'];
    const BackupSelection = { SelectionName: 'one', IamRoleArn, Resources };
    await backup.send(new CreateBackupSelectionCommand({ BackupPlanId, BackupSelection }));
    return BackupPlanId;
  };
  const id = await make('one', ruleAt('Short', 14, 3), ruleAt('Long', 14, 30), ruleAt('Apart', 18, 3));
  await make('other', ruleAt('Elsewhere', 14, 7));
  const requested = { BackupPlanId: id, MaxScheduledRunsPreview: 4 };
  const { BackupPlan, ScheduledRunsPreview = [] } = await backup.send(new GetBackupPlanCommand(requested));
  const nameOf = (ruleId?: string) => BackupPlan?.Rules?.find(({ RuleId }) => RuleId === ruleId)?.RuleName;
  expect(ScheduledRunsPreview.map(({ RuleId }) => nameOf(RuleId))).toEqual(['Long', 'Apart', 'Long', 'Apart']);
  clock.advance(7 * 3_600_000);
  const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ ByCreatedAfter: new Date(noon) }));
  const made = BackupJobs.filter(({ ResourceName }) => ResourceName === 'carts');
  expect(made.map(({ CreatedBy }) => CreatedBy?.BackupRuleName).sort()).toEqual(['Apart', 'Elsewhere', 'Long']);
});
