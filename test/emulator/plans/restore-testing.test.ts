import {
  CreateRestoreTestingPlanCommand,
  CreateRestoreTestingSelectionCommand,
  type CreateRestoreTestingSelectionInput,
  DeleteRestoreTestingPlanCommand,
  DeleteRestoreTestingSelectionCommand,
  GetRestoreJobMetadataCommand,
  GetRestoreTestingPlanCommand,
  GetRestoreTestingSelectionCommand,
  ListRestoreJobsCommand,
  ListRestoreTestingPlansCommand,
  ListRestoreTestingSelectionsCommand,
  ListTagsCommand,
  PutRestoreValidationResultCommand,
  type RestoreTestingPlanForCreate,
  type RestoreTestingSelectionForCreate,
  UpdateRestoreTestingPlanCommand,
  UpdateRestoreTestingSelectionCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';

const hourMs = 3_600_000;
const IamRoleArn = 'arn:aws:iam::123456789012:role/restorer';
const RecoveryPointSelection = {
  Algorithm: 'LATEST_WITHIN_WINDOW',
  IncludeVaults: ['*'],
  RecoveryPointTypes: ['SNAPSHOT'],
} as const;
const plan = (more: Partial<RestoreTestingPlanForCreate> = {}) => ({
  RestoreTestingPlanName: 'hourly',
  ScheduleExpression: 'cron(30 * * * ? *)',
  ...more,
  RecoveryPointSelection: { ...RecoveryPointSelection, ...more.RecoveryPointSelection } as never,
});
const selection = (more: Partial<RestoreTestingSelectionForCreate> = {}) => ({
  RestoreTestingSelectionName: 'volumes',
  ProtectedResourceType: 'EBS',
  ProtectedResourceArns: ['*'],
  IamRoleArn,
  ...more,
});

async function onClock() {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { backup } = clientsOf(emulator);
  const make = (more?: Partial<RestoreTestingPlanForCreate>, CreatorRequestId?: string) =>
    backup.send(new CreateRestoreTestingPlanCommand({ RestoreTestingPlan: plan(more), CreatorRequestId }));
  const select = (
    more?: Partial<RestoreTestingSelectionForCreate>,
    rest: Partial<CreateRestoreTestingSelectionInput> = {},
  ) =>
    backup.send(
      new CreateRestoreTestingSelectionCommand({
        RestoreTestingPlanName: 'hourly',
        RestoreTestingSelection: selection(more),
        ...rest,
      }),
    );
  const jobsOf = async (ByRestoreTestingPlanArn: string | undefined) =>
    (await backup.send(new ListRestoreJobsCommand({ ByRestoreTestingPlanArn }))).RestoreJobs ?? [];
  return { backup, clock, make, select, jobsOf };
}

const ref = { RestoreTestingPlanName: 'hourly', RestoreTestingSelectionName: 'volumes' };

test('a plan is made, read, listed and changed', async () => {
  const { backup, clock, make } = await onClock();
  const made = await make({ StartWindowHours: 2 }, 'once');
  expect(made).toMatchObject({ RestoreTestingPlanName: 'hourly', CreationTime: new Date(noon) });
  expect(made.RestoreTestingPlanArn).toMatch(/^arn:aws:backup:us-east-1:123456789012:restore-testing-plan:hourly-/);
  clock.advance(hourMs);
  const { UpdateTime } = await backup.send(
    new UpdateRestoreTestingPlanCommand({ ...ref, RestoreTestingPlan: { ScheduleExpression: 'cron(0 6 ? * * *)' } }),
  );
  expect(UpdateTime).toEqual(new Date(noon + hourMs));
  const { RestoreTestingPlan } = await backup.send(new GetRestoreTestingPlanCommand(ref));
  expect(RestoreTestingPlan).toMatchObject({
    CreatorRequestId: 'once',
    ScheduleExpression: 'cron(0 6 ? * * *)',
    StartWindowHours: 2,
    LastExecutionTime: new Date(noon + hourMs / 2),
    LastUpdateTime: UpdateTime,
    RecoveryPointSelection: { ...RecoveryPointSelection, ExcludeVaults: [], SelectionWindowDays: 30 },
  });
  const { RestoreTestingPlans = [] } = await backup.send(new ListRestoreTestingPlansCommand({}));
  expect(RestoreTestingPlans.map((one) => one.RestoreTestingPlanName)).toEqual(['hourly', 'nightly_restore_test']);
});

test('a plan that the estate was born with stops when it is deleted, selections first', async () => {
  const { backup, clock, jobsOf } = await onClock();
  const name = { RestoreTestingPlanName: 'nightly_restore_test' };
  const { RestoreTestingPlan } = await backup.send(new GetRestoreTestingPlanCommand(name));
  const arn = RestoreTestingPlan?.RestoreTestingPlanArn;
  expect(RestoreTestingPlan?.LastExecutionTime?.getTime()).toBeLessThan(noon);
  expect((await jobsOf(arn)).length).toBeGreaterThan(0);
  const { RestoreTestingSelections = [] } = await backup.send(new ListRestoreTestingSelectionsCommand(name));
  expect(RestoreTestingSelections.map((one) => one.ProtectedResourceType).sort()).toEqual(['DynamoDB', 'EC2', 'RDS']);
  const remove = () => backup.send(new DeleteRestoreTestingPlanCommand(name));
  await expect(remove()).rejects.toMatchObject({ name: 'InvalidRequestException' });
  for (const { RestoreTestingSelectionName } of RestoreTestingSelections) {
    await backup.send(new DeleteRestoreTestingSelectionCommand({ ...name, RestoreTestingSelectionName }));
  }
  await remove();
  await expect(backup.send(new GetRestoreTestingPlanCommand(name))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  clock.advance(12 * hourMs);
  expect((await jobsOf(arn)).filter(({ CreationDate }) => CreationDate && CreationDate.getTime() > noon)).toEqual([]);
});

test('its schedule starts a restore of the newest point of each resource, as its selections say', async () => {
  const { backup, clock, make, select, jobsOf } = await onClock();
  const { RestoreTestingPlanArn } = await make();
  await select({ RestoreMetadataOverrides: { availabilityZone: 'us-east-1c' }, ValidationWindowHours: 2 });
  await select({
    RestoreTestingSelectionName: 'shop_servers',
    ProtectedResourceType: 'EC2',
    ProtectedResourceConditions: { StringEquals: [{ Key: 'aws:ResourceTag/app', Value: 'shop' }] },
  });
  expect(await jobsOf(RestoreTestingPlanArn)).toEqual([]);
  clock.advance(hourMs);
  const jobs = await jobsOf(RestoreTestingPlanArn);
  const types = jobs.map(({ ResourceType }) => ResourceType);
  expect(types.filter((type) => type === 'EC2')).toHaveLength(2);
  expect(types.filter((type) => type === 'EBS').length).toBeGreaterThanOrEqual(2);
  expect(new Set(jobs.map(({ SourceResourceArn }) => SourceResourceArn)).size).toBe(jobs.length);
  expect(jobs.every((job) => job.IamRoleArn === IamRoleArn && (job.CreationDate ?? new Date(0)) > new Date(noon))).toBe(
    true,
  );
  const RestoreJobId = jobs.find(({ ResourceType }) => ResourceType === 'EBS')?.RestoreJobId;
  const { Metadata } = await backup.send(new GetRestoreJobMetadataCommand({ RestoreJobId }));
  expect(Metadata).toMatchObject({ availabilityZone: 'us-east-1c', encrypted: 'true' });
  clock.advance(hourMs);
  expect((await jobsOf(RestoreTestingPlanArn)).length).toBe(2 * jobs.length);
});

test('what is restored waits to be judged, times out, and is deleted', async () => {
  const { backup, clock, make, select, jobsOf } = await onClock();
  const { RestoreTestingPlanArn } = await make({ ScheduleExpression: 'cron(30 12 ? * * *)' });
  await select({ ValidationWindowHours: 4 });
  await select({ RestoreTestingSelectionName: 'tables', ProtectedResourceType: 'DynamoDB' });
  clock.advance(2 * hourMs);
  const done = (await jobsOf(RestoreTestingPlanArn)).filter(({ Status }) => Status === 'COMPLETED');
  const [judged, left] = done.filter(({ ResourceType }) => ResourceType === 'EBS');
  expect([judged?.ValidationStatus, left?.ValidationStatus]).toEqual(['VALIDATING', 'VALIDATING']);
  expect(done.find(({ ResourceType }) => ResourceType === 'DynamoDB')).toMatchObject({
    DeletionStatus: expect.stringMatching(/^(DELETING|SUCCESSFUL)$/),
  });
  await backup.send(
    new PutRestoreValidationResultCommand({ RestoreJobId: judged?.RestoreJobId, ValidationStatus: 'SUCCESSFUL' }),
  );
  const again = async (job: typeof judged) =>
    (await jobsOf(RestoreTestingPlanArn)).find(({ RestoreJobId }) => RestoreJobId === job?.RestoreJobId);
  expect(await again(judged)).toMatchObject({ ValidationStatus: 'SUCCESSFUL', DeletionStatus: 'DELETING' });
  expect((await again(left))?.DeletionStatus).toBeUndefined();
  clock.advance(6 * hourMs);
  expect(await again(left)).toMatchObject({ ValidationStatus: 'TIMED_OUT', DeletionStatus: 'SUCCESSFUL' });
});

test('CreatorRequestId is answered as before, for plans and for selections', async () => {
  const { backup, clock, make, select } = await onClock();
  const first = await make({}, 'plan-once');
  const chosen = await select({}, { CreatorRequestId: 'selection-once' });
  clock.advance(hourMs);
  expect(await make({}, 'plan-once')).toMatchObject({ CreationTime: first.CreationTime });
  expect(await select({}, { CreatorRequestId: 'selection-once' })).toMatchObject({ CreationTime: chosen.CreationTime });
  const taken = { name: 'AlreadyExistsException', Arn: first.RestoreTestingPlanArn };
  await expect(make()).rejects.toMatchObject(taken);
  await expect(select()).rejects.toMatchObject(taken);
  const { Tags } = await backup.send(new ListTagsCommand({ ResourceArn: first.RestoreTestingPlanArn }));
  expect(Tags).toEqual({});
});

test('a selection is read and changed', async () => {
  const { backup, make, select } = await onClock();
  await make();
  await select();
  await backup.send(
    new UpdateRestoreTestingSelectionCommand({ ...ref, RestoreTestingSelection: { ValidationWindowHours: 8 } }),
  );
  const { RestoreTestingSelection } = await backup.send(new GetRestoreTestingSelectionCommand(ref));
  expect(RestoreTestingSelection).toMatchObject({
    ...ref,
    ProtectedResourceType: 'EBS',
    ProtectedResourceArns: ['*'],
    IamRoleArn,
    ValidationWindowHours: 8,
  });
});

const invalid = 'InvalidParameterValueException';
const vaults = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:aws:backup:us-east-1:123456789012:backup-vault:v${index}`);
const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));

test.each<[string, Partial<RestoreTestingPlanForCreate>, string]>([
  ['a hyphen in its name', { RestoreTestingPlanName: 'not-so' }, invalid],
  ['no schedule', { ScheduleExpression: undefined }, 'MissingParameterValueException'],
  ['a schedule that is none', { ScheduleExpression: 'cron(0 5 * * * *)' }, invalid],
  ['too long a start window', { StartWindowHours: 169 }, invalid],
  ['no vaults', { RecoveryPointSelection: { IncludeVaults: [] } }, invalid],
  ['a strange algorithm', { RecoveryPointSelection: { Algorithm: 'OLDEST' as never } }, invalid],
  ['a strange type', { RecoveryPointSelection: { RecoveryPointTypes: ['TAPE' as never] } }, invalid],
  ['too many vaults', { RecoveryPointSelection: { IncludeVaults: vaults(31) } }, invalid],
  ['too many vaults left out', { RecoveryPointSelection: { ExcludeVaults: vaults(31) } }, invalid],
  ['too long a selection window', { RecoveryPointSelection: { SelectionWindowDays: 366 } }, invalid],
])('refuses a plan with %s', async (_what, more, name) => {
  const { make } = await onClock();
  await expect(make(more)).rejects.toMatchObject({ name });
});

test.each<[string, Partial<RestoreTestingSelectionForCreate>, string]>([
  ['a type that cannot be tested', { ProtectedResourceType: 'Timestream' }, invalid],
  ['neither ARNs nor conditions', { ProtectedResourceArns: undefined }, 'MissingParameterValueException'],
  ['a wildcard beside an ARN', { ProtectedResourceArns: ['*', 'arn:aws:ec2:us-east-1::volume/vol-1'] }, invalid],
  ['too long a validation', { ValidationWindowHours: 169 }, invalid],
  ['conditions on no tag', { ProtectedResourceConditions: { StringEquals: [{ Key: 'aws:x', Value: 'y' }] } }, invalid],
  ['too many conditions', { ProtectedResourceConditions: { StringEquals: tags(31) } }, invalid],
  ['too many ARNs', { ProtectedResourceArns: tags(31).map(({ Key }) => `arn:aws:ec2:::volume/${Key}`) }, invalid],
  ['an override that is not overridable', { RestoreMetadataOverrides: { encrypted: 'false' } }, invalid],
  [
    'an override that is not JSON',
    { ProtectedResourceType: 'FSx', RestoreMetadataOverrides: { subnetIds: 'subnet-1' } },
    invalid,
  ],
])('refuses a selection with %s', async (_what, more, name) => {
  const { make, select } = await onClock();
  await make();
  await expect(select(more)).rejects.toMatchObject({ name });
});

test('a test of FSx without the subnets that it needs fails', async () => {
  const { clock, make, select, jobsOf } = await onClock();
  const { RestoreTestingPlanArn } = await make();
  const all = { ProtectedResourceType: 'FSx', ProtectedResourceArns: ['*'] };
  await select({ ...all, RestoreTestingSelectionName: 'without' });
  await select({
    ...all,
    RestoreTestingSelectionName: 'with',
    RestoreMetadataOverrides: { SubnetIds: '["subnet-1"]' },
  });
  clock.advance(3 * hourMs);
  const ended = (await jobsOf(RestoreTestingPlanArn)).filter(({ CompletionDate }) => CompletionDate);
  const messages = ended.map(({ StatusMessage }) => StatusMessage ?? '');
  expect(messages.filter((message) => /missing subnetIds/.test(message)).length).toBeGreaterThan(0);
  expect(messages.filter((message) => !/missing subnetIds/.test(message)).length).toBeGreaterThan(0);
});

test('conditions are taken only with the wildcard, in an update that sends both', async () => {
  const { backup, make, select } = await onClock();
  await make();
  await select({ ProtectedResourceArns: ['arn:aws:ec2:us-east-1:123456789012:volume/vol-1'] });
  const ProtectedResourceConditions = { StringEquals: [{ Key: 'app', Value: 'shop' }] };
  const update = (RestoreTestingSelection: object) =>
    backup.send(new UpdateRestoreTestingSelectionCommand({ ...ref, RestoreTestingSelection }));
  await expect(update({ ProtectedResourceConditions })).rejects.toMatchObject({ name: invalid });
  await update({ ProtectedResourceArns: ['*'], ProtectedResourceConditions });
  const { RestoreTestingSelection } = await backup.send(new GetRestoreTestingSelectionCommand(ref));
  expect(RestoreTestingSelection).toMatchObject({ ProtectedResourceArns: ['*'], ProtectedResourceConditions });
});

test('FSx fails without the subnets that nobody can infer, and the metadata of others is inferred', async () => {
  const { backup, clock, make, select, jobsOf } = await onClock();
  const { RestoreTestingPlanArn } = await make({ ScheduleExpression: 'cron(30 12 ? * * *)' });
  await select({ RestoreTestingSelectionName: 'files', ProtectedResourceType: 'FSx' });
  await select({ RestoreMetadataOverrides: { AvailabilityZone: 'us-east-1c', volumeType: 'gp3' } });
  await select({ RestoreTestingSelectionName: 'tables', ProtectedResourceType: 'DynamoDB' });
  clock.advance(2 * hourMs);
  const jobs = await jobsOf(RestoreTestingPlanArn);
  const of = (type: string) => jobs.filter(({ ResourceType }) => ResourceType === type);
  expect(of('FSx').length).toBeGreaterThan(0);
  for (const job of of('FSx')) {
    expect(job).toMatchObject({ Status: 'FAILED', StatusMessage: expect.stringContaining('subnetIds') });
  }
  const metadataOf = async (type: string) => {
    const [job] = of(type);
    const { Metadata } = await backup.send(new GetRestoreJobMetadataCommand({ RestoreJobId: job?.RestoreJobId }));
    return { job, Metadata };
  };
  const volume = await metadataOf('EBS');
  expect(volume.Metadata).toMatchObject({ encrypted: 'true' });
  expect(Object.entries(volume.Metadata ?? {}).map(([key, value]) => `${key.toLowerCase()}=${value}`)).toEqual(
    expect.arrayContaining(['availabilityzone=us-east-1c', 'volumetype=gp3']),
  );
  const table = await metadataOf('DynamoDB');
  expect(table.job?.CreatedResourceArn).toContain(`table/${table.Metadata?.targetTableName}`);
});
