// The series of CloudWatch: a list that asks for no values, and charts of one series for the price of one metric.
import { expect, test } from 'vitest';
import { dollarsPerMetric } from '../../config/prices.ts';
import type { SeriesName } from '../../src/domain/jobs/metric-series.ts';
import { resources } from '../../src/resources/index.ts';
import type { Field } from '../../src/resources/resource.ts';
import { askAnswering, noon, rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
const { 'metric-series': series } = resources;
const hour = 3_600_000;
const dimension = (Name: string, Value: string) => ({ Name, Value });
const Metrics = [
  {
    MetricName: 'NumberOfBackupJobsFailed',
    Dimensions: [dimension('BackupVaultName', 'prod'), dimension('ResourceType', 'EC2')],
  },
  { MetricName: 'NumberOfBackupJobsRunning', Dimensions: [dimension('ResourceType', 'EC2')] },
  { MetricName: 'NumberOfBackupJobsFailed', Dimensions: [dimension('Plan', 'daily')] },
];

const listOf = (GetMetricData: object = {}) => askAnswering({ ListMetrics: { Metrics }, GetMetricData });
const texts = (row: SeriesName, document: unknown): Record<string, string> =>
  Object.fromEntries(
    series
      .detail(row, document, noon)
      .flatMap((section) => ('fields' in section ? section.fields : []))
      .map(({ label, text }: Field) => [label, text]),
  );

test('each series has its vault, its type and what one look costs', async () => {
  const rows: SeriesName[] = await rowsOf(series, listOf());
  expect(rows.map(({ vault, resourceType, otherDimensions }) => [vault, resourceType, otherDimensions])).toEqual([
    ['prod', 'EC2', undefined],
    [undefined, 'EC2', undefined],
    [undefined, undefined, 'Plan=daily'],
  ]);
  const cost = series.columns.find(({ id }) => id === 'cost');
  expect(cost?.text(rows[0] as never, noon)).toBe('$0.00001');
  expect(dollarsPerMetric).toBe(0.00001);
});

test('the embedded AWS has series by vault and type, and their hours make three charts', async () => {
  const rows: SeriesName[] = await rowsOf(series, aws.ask('us-east-1'));
  expect(rows.filter(({ vault, resourceType }) => vault && resourceType).length).toBeGreaterThan(10);
  const completed = rows.find(
    ({ metric, vault, resourceType }) => metric === 'NumberOfBackupJobsCompleted' && !vault && resourceType,
  );
  if (!completed) throw new Error('No series.');
  const document = (await series.describe(aws.ask('us-east-1'), completed)) as { status: string; values: number[] };
  expect(document.values).toHaveLength(720);
  const sum = document.values.reduce((all, one) => all + one, 0);
  expect(sum).toBeGreaterThan(0);
  expect(texts(completed, document)).toMatchObject({ 'Last 30 days': `sum ${sum}, a cell is a day` });
  expect(texts(completed, document)['720 hours']).toMatch(/[▁-█]/);
});

test('values are put into their hours; a gauge has its maximum; what is refused is not known', async () => {
  const [failed, running] = await rowsOf(series, listOf());
  const response = (StatusCode: string) => ({
    MetricDataResults: [
      { Id: 'series', StatusCode, Timestamps: [new Date(noon - hour), new Date(noon - 30 * hour)], Values: [3, 4] },
    ],
  });
  const document = await series.describe(listOf(response('Complete')), failed);
  expect(texts(failed, document)).toMatchObject({
    'Last 24 hours': 'sum 3, a cell is an hour',
    'Last 7 days': 'sum 7, a cell is 4 hours',
    Statistic: 'Sum of each hour',
  });
  expect(texts(running, document)).toMatchObject({
    'Last 7 days': 'most 4, a cell is 4 hours',
    Statistic: 'Maximum of each hour',
  });
  for (const [refused, word] of [
    [response('Forbidden'), 'Forbidden'],
    [{}, 'nothing'],
  ] as const) {
    expect(texts(failed, await series.describe(listOf(refused), failed)).Values).toBe(
      `not known: CloudWatch says ${word}`,
    );
  }
  expect(texts(failed, undefined).Values).toBe('asked of CloudWatch…');
});
