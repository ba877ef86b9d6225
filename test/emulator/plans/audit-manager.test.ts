import {
  CreateFrameworkCommand,
  CreateReportPlanCommand,
  type CreateReportPlanInput,
  DeleteFrameworkCommand,
  DeleteReportPlanCommand,
  DescribeFrameworkCommand,
  DescribeReportJobCommand,
  DescribeReportPlanCommand,
  ListFrameworksCommand,
  ListReportJobsCommand,
  ListReportPlansCommand,
  StartReportJobCommand,
  UpdateFrameworkCommand,
  UpdateReportPlanCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';

const minuteMs = 60_000;
const control = (ControlName: string) => ({ ControlName });
const FrameworkControls = [control('BACKUP_RECOVERY_POINT_ENCRYPTED')];
const report: CreateReportPlanInput = {
  ReportPlanName: 'nightly',
  ReportDeliveryChannel: { S3BucketName: 'reports', S3KeyPrefix: 'a', Formats: ['CSV', 'JSON'] },
  ReportSetting: { ReportTemplate: 'BACKUP_JOB_REPORT' },
};

async function audited() {
  const { emulator, clock } = await emulatorOnClock(noon);
  return { clock, ...clientsOf(emulator) };
}

test('a framework is deployed, changed and deleted', async () => {
  const { backup, clock } = await audited();
  const FrameworkName = 'ours';
  const create = (more = {}) =>
    backup.send(new CreateFrameworkCommand({ FrameworkName, FrameworkControls, IdempotencyToken: 'once', ...more }));
  const { FrameworkArn } = await create();
  expect(await create()).toMatchObject({ FrameworkArn });
  await expect(create({ IdempotencyToken: 'other' })).rejects.toMatchObject({
    name: 'AlreadyExistsException',
    Arn: FrameworkArn,
  });
  const describe = () => backup.send(new DescribeFrameworkCommand({ FrameworkName }));
  expect(await describe()).toMatchObject({ DeploymentStatus: 'CREATE_IN_PROGRESS', FrameworkControls });
  const update = () => backup.send(new UpdateFrameworkCommand({ FrameworkName, FrameworkDescription: 'changed' }));
  await expect(update()).rejects.toMatchObject({ name: 'ConflictException' });
  clock.advance(2 * minuteMs);
  await update();
  expect(await describe()).toMatchObject({ DeploymentStatus: 'UPDATE_IN_PROGRESS', FrameworkDescription: 'changed' });
  const { Frameworks } = await backup.send(new ListFrameworksCommand({}));
  expect(Frameworks).toMatchObject([{ FrameworkName, NumberOfControls: 1 }]);
  clock.advance(2 * minuteMs);
  await backup.send(new DeleteFrameworkCommand({ FrameworkName }));
  expect(await describe()).toMatchObject({ DeploymentStatus: 'DELETE_IN_PROGRESS' });
  await expect(update()).rejects.toMatchObject({ name: 'ConflictException', $metadata: { httpStatusCode: 400 } });
  clock.advance(2 * minuteMs);
  await expect(describe()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test.each([
  ['a bad name', '1st', FrameworkControls, 'InvalidParameterValueException'],
  ['no controls', 'ours', [], 'InvalidParameterValueException'],
  ['an unknown control', 'ours', [control('NONE')], 'InvalidParameterValueException'],
  ['51 controls', 'ours', Array.from({ length: 51 }, () => control('NONE')), 'LimitExceededException'],
])('refuses a framework with %s', async (_, FrameworkName, controls, name) => {
  const { backup } = await audited();
  const requested = backup.send(new CreateFrameworkCommand({ FrameworkName, FrameworkControls: controls }));
  await expect(requested).rejects.toMatchObject({ name });
});

test('a sixteenth framework is too many', async () => {
  const { backup } = await audited();
  const create = (index: number) =>
    backup.send(new CreateFrameworkCommand({ FrameworkName: `f${index}`, FrameworkControls }));
  for (let index = 0; index < 15; index += 1) await create(index);
  await expect(create(15)).rejects.toMatchObject({ name: 'LimitExceededException' });
});

test('a report is made of a plan, and the plan tells when', async () => {
  const { backup, clock } = await audited();
  const { ReportPlanArn } = await backup.send(new CreateReportPlanCommand({ ...report, IdempotencyToken: 'once' }));
  const again = await backup.send(new CreateReportPlanCommand({ ...report, IdempotencyToken: 'once' }));
  expect(again.ReportPlanArn).toBe(ReportPlanArn);
  const start = () =>
    backup.send(new StartReportJobCommand({ ReportPlanName: 'nightly', IdempotencyToken: 'tonight' }));
  const { ReportJobId } = await start();
  expect((await start()).ReportJobId).toBe(ReportJobId);
  const job = async () => (await backup.send(new DescribeReportJobCommand({ ReportJobId }))).ReportJob;
  expect(await job()).toMatchObject({ Status: 'CREATED', ReportPlanArn, ReportTemplate: 'BACKUP_JOB_REPORT' });
  clock.advance(minuteMs);
  expect((await job())?.Status).toBe('RUNNING');
  clock.advance(10 * minuteMs);
  const done = await job();
  expect(done?.Status).toBe('COMPLETED');
  expect(done?.ReportDestination?.S3Keys?.map((key) => key.slice(key.lastIndexOf('.')))).toEqual(['.csv', '.json']);
  const list = async (ByStatus: string) =>
    (await backup.send(new ListReportJobsCommand({ ByStatus, ByReportPlanName: 'nightly' }))).ReportJobs;
  expect(await list('COMPLETED')).toHaveLength(1);
  expect(await list('RUNNING')).toHaveLength(0);
  const { ReportPlan } = await backup.send(new DescribeReportPlanCommand({ ReportPlanName: 'nightly' }));
  expect(ReportPlan?.LastSuccessfulExecutionTime).toEqual(new Date(noon));
});

test('a report plan is changed and deleted', async () => {
  const { backup, clock } = await audited();
  await backup.send(new CreateReportPlanCommand(report));
  clock.advance(2 * minuteMs);
  const ReportSetting = { ReportTemplate: 'COPY_JOB_REPORT' };
  await backup.send(new UpdateReportPlanCommand({ ReportPlanName: 'nightly', ReportSetting }));
  const { ReportPlans } = await backup.send(new ListReportPlansCommand({}));
  expect(ReportPlans).toMatchObject([{ ReportPlanName: 'nightly', ReportSetting }]);
  const remove = () => backup.send(new DeleteReportPlanCommand({ ReportPlanName: 'nightly' }));
  await expect(remove()).rejects.toMatchObject({ name: 'ConflictException' });
  clock.advance(2 * minuteMs);
  await remove();
  await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test.each<[string, Partial<CreateReportPlanInput>, string]>([
  ['no bucket', { ReportDeliveryChannel: { S3BucketName: '' } }, 'MissingParameterValueException'],
  [
    'a bad format',
    { ReportDeliveryChannel: { S3BucketName: 'a', Formats: ['PDF'] } },
    'InvalidParameterValueException',
  ],
  ['a bad template', { ReportSetting: { ReportTemplate: 'NONE' } }, 'InvalidParameterValueException'],
  [
    'no such framework',
    { ReportSetting: { ReportTemplate: 'CONTROL_COMPLIANCE_REPORT', FrameworkArns: ['arn:aws:backup:none'] } },
    'InvalidParameterValueException',
  ],
  ['a bad name', { ReportPlanName: 'a-b' }, 'InvalidParameterValueException'],
])('refuses a report plan with %s', async (_, more, name) => {
  const { backup } = await audited();
  await expect(backup.send(new CreateReportPlanCommand({ ...report, ...more }))).rejects.toMatchObject({ name });
});

test('no report of no plan, and no report job of that id or status', async () => {
  const { backup } = await audited();
  const start = backup.send(new StartReportJobCommand({ ReportPlanName: 'none' }));
  await expect(start).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const describe = backup.send(new DescribeReportJobCommand({ ReportJobId: 'none' }));
  await expect(describe).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const list = backup.send(new ListReportJobsCommand({ ByStatus: 'NONE' }));
  await expect(list).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});
