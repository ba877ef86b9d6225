import { expect, test } from 'vitest';
import { toSparks } from '../../src/app/overview/sparks.ts';
import { chartedMetrics, type MetricSeries } from '../../src/domain/jobs/metric-series.ts';
import { dayMs, hourMs } from '../../src/lib/duration.ts';
import { resources } from '../../src/resources/index.ts';
import { askAnswering, rowsOf } from '../resources/embedded-aws.ts';

const now = 20 * dayMs;
const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'default' };
const series = (metric: string, value: number, hoursAgo: number): MetricSeries => ({
  scope,
  metric,
  resourceType: 'EBS',
  startsAt: now - hoursAgo * hourMs,
  periodMs: 300_000,
  values: [value],
});
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test.each(Object.entries(chartedMetrics).flatMap(([id, metrics]) => metrics.map((metric) => [metric, id] as const)))(
  '%s is in the chart of jobs that are %s',
  (metric, id) => {
    const sparks = toSparks([series(metric, 3, 2)], now);
    expect(Object.entries(sparks).map(([spark, values]) => [spark, sum(values)])).toEqual(
      ['completed', 'failed', 'expired'].map((spark) => [spark, spark === id ? 3 : 0]),
    );
  },
);

test('all kinds of jobs are added up, hour by hour, for a day', () => {
  const completed = chartedMetrics.completed.map((metric) => series(metric, 2, 1));
  const sparks = toSparks([...completed, series(chartedMetrics.completed[0], 9, 25)], now);
  expect(sparks.completed.at(-1)).toBe(6);
  expect(sum(sparks.completed)).toBe(6);
});

test.each(['Backup', 'Copy', 'Restore'])('%s jobs are charted, as they are counted', (kind) => {
  const sparks = toSparks(
    ['Completed', 'Failed'].map((end) => series(`NumberOf${kind}Jobs${end}`, 1, 1)),
    now,
  );
  expect([sum(sparks.completed), sum(sparks.failed)]).toEqual([1, 1]);
});

test('nothing is charted while CloudWatch has told nothing', () => {
  expect(toSparks([], now)).toEqual({ completed: [], failed: [], expired: [] });
});

test('what is asked and paid for is what is charted', async () => {
  const names = [
    ...['Created', 'Completed', 'Failed', 'Expired', 'Partial', 'Aborted', 'Pending', 'Running'].flatMap((end) =>
      ['Backup', 'Copy', 'Restore'].map((kind) => `NumberOf${kind}Jobs${end}`),
    ),
    'NumberOfRecoveryPointsCompleted',
  ];
  const Dimensions = [{ Name: 'ResourceType', Value: 'EBS' }];
  const Metrics = names.map((MetricName) => ({ MetricName, Dimensions }));
  const rows: MetricSeries[] = await rowsOf(
    resources.metrics,
    askAnswering({ ListMetrics: { Metrics }, GetMetricData: { MetricDataResults: [] } }),
  );
  const sparks = toSparks(
    rows.map((row) => ({ ...row, startsAt: now - hourMs, values: [1] })),
    now,
  );
  expect(sum(Object.values(sparks).flat())).toBe(rows.length);
  expect(rows.map(({ metric }) => metric).toSorted()).toEqual(Object.values(chartedMetrics).flat().toSorted());
});
