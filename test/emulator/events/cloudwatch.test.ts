import { ListBackupJobsCommand } from '@aws-sdk/client-backup';
import { GetMetricDataCommand, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';

const dayMs = 86_400_000;

function ask(metric: string, dimensions: Record<string, string>, period: number, stat: string, from = noon - dayMs) {
  return new GetMetricDataCommand({
    StartTime: new Date(from),
    EndTime: new Date(noon),
    MetricDataQueries: [
      {
        Id: 'm0',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/Backup',
            MetricName: metric,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          },
          Period: period,
          Stat: stat,
        },
      },
    ],
  });
}

const total = (values: number[] = []) => values.reduce((sum, value) => sum + value, 0);

test('counts the same jobs as the job list does', async () => {
  const { backup, cloudwatch } = clientsOf(await emulatorAt());
  const { BackupJobs = [] } = await backup.send(
    new ListBackupJobsCommand({
      ByState: 'COMPLETED',
      ByResourceType: 'EC2',
      ByCompleteAfter: new Date(noon - dayMs - 1),
      ByCompleteBefore: new Date(noon),
    }),
  );
  for (const period of [300, 3600]) {
    const { MetricDataResults } = await cloudwatch.send(
      ask('NumberOfBackupJobsCompleted', { ResourceType: 'EC2' }, period, 'Sum'),
    );
    expect(total(MetricDataResults?.[0]?.Values)).toBe(BackupJobs.length);
  }
});

test('gauges tell how many run, newest first, and only where there is something', async () => {
  const { cloudwatch } = clientsOf(await emulatorAt());
  const { MetricDataResults } = await cloudwatch.send(
    ask('NumberOfBackupJobsRunning', { BackupVaultName: 'prod' }, 300, 'Maximum'),
  );
  const { Timestamps = [], Values = [] } = MetricDataResults?.[0] ?? {};
  expect(Values.length).toBeGreaterThan(200);
  expect(Math.min(...Values)).toBeGreaterThan(0);
  const times = Timestamps.map((date) => date.getTime());
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(times.every((time) => time % 300_000 === 0)).toBe(true);
});

test('vault and type together count no more than either', async () => {
  const { cloudwatch } = clientsOf(await emulatorAt());
  const sum = async (dimensions: Record<string, string>) =>
    total(
      (await cloudwatch.send(ask('NumberOfBackupJobsCreated', dimensions, 300, 'Sum'))).MetricDataResults?.[0]?.Values,
    );
  const both = await sum({ BackupVaultName: 'prod', ResourceType: 'EC2' });
  expect(both).toBeGreaterThan(0);
  expect(both).toBeLessThanOrEqual(await sum({ BackupVaultName: 'prod' }));
  expect(both).toBeLessThanOrEqual(await sum({ ResourceType: 'EC2' }));
  expect(await sum({})).toBe(0);
});

test('lists metrics with their dimensions', async () => {
  const { cloudwatch } = clientsOf(await emulatorAt());
  const metrics = [];
  for await (const page of paginateListMetrics({ client: cloudwatch }, { Namespace: 'AWS/Backup' })) {
    metrics.push(...(page.Metrics ?? []));
  }
  const names = new Set(metrics.map(({ MetricName }) => MetricName));
  expect([...names]).toEqual(
    expect.arrayContaining([
      'NumberOfBackupJobsCompleted',
      'NumberOfCopyJobsCompleted',
      'NumberOfRestoreJobsCompleted',
      'NumberOfRecoveryPointsCompleted',
    ]),
  );
});

test.each([
  ['a period of 7 seconds', 7, 'Sum', noon - dayMs],
  ['a statistic it does not know', 300, 'Median', noon - dayMs],
  ['a window that ends before it starts', 300, 'Sum', noon + dayMs],
])('refuses %s', async (_what, period, stat, from) => {
  const { cloudwatch } = clientsOf(await emulatorAt());
  const requested = cloudwatch.send(ask('NumberOfBackupJobsRunning', { BackupVaultName: 'prod' }, period, stat, from));
  await expect(requested).rejects.toMatchObject({ name: 'ValidationException' });
});
