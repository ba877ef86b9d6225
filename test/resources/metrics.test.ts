import { expect, test } from 'vitest';
import { metricWindowMs } from '../../config/polling.ts';
import type { MetricSeries } from '../../src/domain/jobs/metric-series.ts';
import { metricsDollarsPerDay, resources } from '../../src/resources/index.ts';
import { askAnswering, noon, rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
const { metrics } = resources;
const dimension = (Name: string, Value: string) => ({ Name, Value });

test('a day of five-minute sums for each type, zeros filled in', async () => {
  const series: MetricSeries[] = await rowsOf(metrics, aws.ask('us-east-1'));
  for (const { values, periodMs, startsAt } of series) {
    expect(values).toHaveLength(metricWindowMs / periodMs);
    expect(startsAt % periodMs).toBe(0);
    expect(startsAt + values.length * periodMs).toBeGreaterThan(noon);
  }
  const completed = series.filter(({ metric }) => metric === 'NumberOfBackupJobsCompleted');
  expect(completed.flatMap(({ values }) => values).reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0);
});

test('the newest period counts as soon as it has begun, parts of an answer are put together', async () => {
  const Metrics = [
    { MetricName: 'NumberOfBackupJobsFailed', Dimensions: [dimension('ResourceType', 'EC2')] },
    { MetricName: 'NumberOfBackupJobsFailed', Dimensions: [dimension('BackupVaultName', 'prod')] },
    {
      MetricName: 'NumberOfBackupJobsFailed',
      Dimensions: [dimension('BackupVaultName', 'prod'), dimension('ResourceType', 'EC2')],
    },
    { MetricName: 'NumberOfBackupJobsRunning', Dimensions: [dimension('ResourceType', 'EC2')] },
  ];
  const part = (at: number, value: number) => ({ Id: 'm0', Timestamps: [new Date(at)], Values: [value] });
  const GetMetricData = { MetricDataResults: [part(noon, 2), part(noon - 600_000, 1), { Id: 'm9', Values: [7] }] };
  const rows: MetricSeries[] = await rowsOf(metrics, askAnswering({ ListMetrics: { Metrics }, GetMetricData }));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.values.slice(-3)).toEqual([1, 0, 2]);
});

test('nothing counted is nothing asked', async () => {
  expect(await rowsOf(metrics, askAnswering({ ListMetrics: {} }))).toEqual([]);
});

test('what a day costs', () => {
  expect(metricsDollarsPerDay(0)).toBe(0);
  expect(metricsDollarsPerDay(96)).toBeCloseTo(0.276, 3);
});
