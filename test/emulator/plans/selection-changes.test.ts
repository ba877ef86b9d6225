import {
  type BackupSelection,
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  DeleteBackupSelectionCommand,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  ListBackupJobsCommand,
  ListBackupSelectionsCommand,
  ListProtectedResourcesCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';

const IamRoleArn = 'arn:aws:iam::123456789012:role/shop-backup';
const hourMs = 3_600_000;
const ruleOf = (RuleName: string) => ({
  RuleName,
  TargetBackupVaultName: 'prod',
  ScheduleExpression: 'cron(0 14 ? * * *)',
  Lifecycle: { DeleteAfterDays: 3 },
});

async function planned() {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { backup } = clientsOf(emulator);
  const { BackupPlanId } = await backup.send(
    new CreateBackupPlanCommand({ BackupPlan: { BackupPlanName: 'made', Rules: [ruleOf('Afternoon')] } }),
  );
  const select = (selection: Partial<BackupSelection>, CreatorRequestId?: string) =>
    backup.send(
      new CreateBackupSelectionCommand({
        BackupPlanId,
        CreatorRequestId,
        BackupSelection: { SelectionName: 'some', IamRoleArn, ...selection },
      }),
    );
  const jobs = async () => {
    const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ ByCreatedAfter: new Date(noon) }));
    return BackupJobs.filter(({ CreatedBy }) => CreatedBy?.BackupPlanId === BackupPlanId);
  };
  return { backup, clock, BackupPlanId, select, jobs };
}

test.each<[string, Partial<BackupSelection>, string[]]>([
  ['an ARN', { Resources: ['arn:aws:rds:us-east-1:123456789012:db:ledger-db'] }, ['ledger-db']],
  ['a wildcard', { Resources: ['arn:aws:dynamodb:*:*:table/*'] }, ['carts', 'sessions']],
  [
    'a tag',
    { ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'app', ConditionValue: 'billing' }] },
    ['acme-invoices', 'billing-db'],
  ],
  [
    'either of two tags, or an ARN',
    {
      Resources: ['arn:aws:rds:us-east-1:123456789012:db:ledger-db'],
      ListOfTags: ['billing', 'orders'].map((ConditionValue) => ({
        ConditionType: 'STRINGEQUALS',
        ConditionKey: 'app',
        ConditionValue,
      })),
    },
    ['acme-invoices', 'billing-db', 'ledger-db', 'orders-cluster'],
  ],
  [
    'all conditions at once, without what is taken out',
    {
      Resources: ['*'],
      NotResources: ['arn:aws:dynamodb:*'],
      Conditions: {
        StringEquals: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'daily' }],
        StringLike: [{ ConditionKey: 'aws:ResourceTag/app', ConditionValue: 'sh*' }],
        StringNotEquals: [{ ConditionKey: 'aws:ResourceTag/Name', ConditionValue: 'web-02' }],
        StringNotLike: [{ ConditionKey: 'aws:ResourceTag/Name', ConditionValue: 'prod-*' }],
      },
    },
    ['web-01', 'web-01-data'],
  ],
])('a selection by %s is backed up from its next slot on', async (_, selection, names) => {
  const { clock, select, jobs } = await planned();
  await select(selection);
  expect(await jobs()).toEqual([]);
  clock.advance(3 * hourMs);
  const made = await jobs();
  expect(made.map(({ ResourceName }) => ResourceName).sort()).toEqual(names);
  expect(new Set(made.map((job) => job.IamRoleArn))).toEqual(new Set([IamRoleArn]));
  clock.advance(24 * hourMs);
  expect(await jobs()).toHaveLength(2 * names.length);
});

test('a deleted selection brings forth no more jobs, and keeps those it had', async () => {
  const { backup, clock, BackupPlanId, select, jobs } = await planned();
  const { SelectionId } = await select({ Resources: ['arn:aws:dynamodb:*:*:table/*'] });
  clock.advance(3 * hourMs);
  const before = await jobs();
  await backup.send(new DeleteBackupSelectionCommand({ BackupPlanId, SelectionId }));
  clock.advance(24 * hourMs);
  expect((await jobs()).map(({ BackupJobId }) => BackupJobId)).toEqual(before.map(({ BackupJobId }) => BackupJobId));
  const gone = backup.send(new GetBackupSelectionCommand({ BackupPlanId, SelectionId }));
  await expect(gone).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a selection is told as it was written, and once', async () => {
  const { backup, BackupPlanId, select } = await planned();
  const first = await select({ Resources: ['*'], NotResources: ['arn:aws:s3:::*'] }, 'once');
  expect((await select({ Resources: ['*'] }, 'once')).SelectionId).toBe(first.SelectionId);
  const { BackupSelection, CreatorRequestId } = await backup.send(
    new GetBackupSelectionCommand({ BackupPlanId, SelectionId: first.SelectionId }),
  );
  expect(BackupSelection).toMatchObject({ IamRoleArn, Resources: ['*'], NotResources: ['arn:aws:s3:::*'] });
  expect(CreatorRequestId).toBe('once');
  const { BackupSelectionsList } = await backup.send(new ListBackupSelectionsCommand({ BackupPlanId }));
  expect(BackupSelectionsList).toHaveLength(1);
  await expect(select({ Resources: ['*'] }, 'other')).rejects.toMatchObject({ name: 'AlreadyExistsException' });
});

const tags = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ConditionType: 'STRINGEQUALS' as const,
    ConditionKey: `tag-${i}`,
    ConditionValue: 'x',
  }));

test.each<[string, Partial<BackupSelection>, string]>([
  ['nothing', {}, 'InvalidParameterValueException'],
  ['no ARN', { Resources: ['web-01'] }, 'InvalidParameterValueException'],
  ['no name', { SelectionName: '', Resources: ['*'] }, 'MissingParameterValueException'],
  ['no role', { IamRoleArn: 'nobody', Resources: ['*'] }, 'InvalidParameterValueException'],
  [
    'an unknown condition',
    { ListOfTags: [{ ConditionType: 'STRINGLIKE' as never, ConditionKey: 'a', ConditionValue: 'b' }] },
    'InvalidParameterValueException',
  ],
  [
    'a condition on no tag',
    { Conditions: { StringEquals: [{ ConditionKey: 'backup', ConditionValue: 'daily' }] } },
    'InvalidParameterValueException',
  ],
  [
    'conditions alone, which narrow nothing',
    { Conditions: { StringEquals: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'daily' }] } },
    'InvalidParameterValueException',
  ],
  ['31 tags', { ListOfTags: tags(31) }, 'LimitExceededException'],
  ['31 wildcards', { Resources: Array.from({ length: 31 }, (_, i) => `arn:aws:s3:::${i}*`) }, 'LimitExceededException'],
  ['501 ARNs', { Resources: Array.from({ length: 501 }, (_, i) => `arn:aws:s3:::b${i}`) }, 'LimitExceededException'],
])('refuses a selection of %s', async (_, selection, name) => {
  const { select } = await planned();
  await expect(select(selection)).rejects.toMatchObject({ name });
});

test('30 tags and 30 conditions are within the quotas', async () => {
  const { select } = await planned();
  const StringEquals = Array.from({ length: 30 }, (_, i) => ({
    ConditionKey: `aws:ResourceTag/${i}`,
    ConditionValue: 'x',
  }));
  await expect(select({ ListOfTags: tags(30), Conditions: { StringEquals } })).resolves.toBeDefined();
});

test('a plan that selects nothing any more keeps the time of its last run', async () => {
  const { backup, clock, BackupPlanId, select, jobs } = await planned();
  const { SelectionId } = await select({ Resources: ['arn:aws:dynamodb:*:*:table/*'] });
  clock.advance(3 * hourMs);
  const [made] = await jobs();
  await backup.send(new DeleteBackupSelectionCommand({ BackupPlanId, SelectionId }));
  clock.advance(60 * 24 * hourMs);
  const { LastExecutionDate } = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
  expect((made?.CreationDate?.getTime() ?? 0) - (LastExecutionDate?.getTime() ?? 0)).toBeLessThan(hourMs);
});

test('what a new plan backs up is protected', async () => {
  const { backup, clock, select } = await planned();
  await select({ Resources: ['arn:aws:rds:us-east-1:123456789012:db:ledger-db'] });
  clock.advance(6 * hourMs);
  const { Results = [] } = await backup.send(new ListProtectedResourcesCommand({}));
  const ledger = Results.find(({ ResourceName }) => ResourceName === 'ledger-db');
  expect(ledger?.LastBackupTime?.getTime()).toBeGreaterThan(noon);
});
