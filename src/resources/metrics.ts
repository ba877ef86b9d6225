// CloudWatch's AWS/Backup counts for each resource type. They are not shown as a list: the overview draws them.
import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { cadences, metricWindowMs } from '../../config/polling.ts';
import { dollarsPerMetric } from '../../config/prices.ts';
import { chartedMetrics, type MetricSeries } from '../domain/jobs/metric-series.ts';
import { scopeKey } from '../domain/scope.ts';
import { dayMs } from '../lib/duration.ts';
import { toDocument } from './document.ts';
import { epochOf, wordsOf } from './reading.ts';
import type { RequestContext, Resource } from './resource.ts';
import { fieldsSection, scopeEntries } from './sections.ts';

export const metricNamespace = 'AWS/Backup';
/** AWS Backup reports every five minutes. */
const periodMs = 300_000;
/** The maximum of GetMetricData. */
const queriesPerCall = 500;

/** Each requested metric costs money at each request, for each resource type: only charted ones are requested. */
const charted: ReadonlySet<string> = new Set(Object.values(chartedMetrics).flat());

/** The cost of the requests of one day. Each series is a row, so `seriesAsked` is the number of rows. */
export const metricsDollarsPerDay = (seriesAsked: number): number =>
  seriesAsked * dollarsPerMetric * (dayMs / cadences.metrics.refreshMs);

export const metrics: Resource<MetricSeries> = {
  id: 'metrics',
  title: 'metric',
  plural: 'metrics',
  aliases: ['metric', 'cw'],
  cadence: 'metrics',
  params: {},
  fields: ['metric', 'resourceType', 'startsAt', 'periodMs', 'values'],
  async *list(request) {
    const requested = await findSeries(request);
    for (let from = 0; from < requested.length; from += queriesPerCall) {
      yield await readSeries(request, requested.slice(from, from + queriesPerCall));
    }
  },
  key: ({ scope, metric, resourceType }) => `${scopeKey(scope)}/${metric}/${resourceType}`,
  stored: { volatile: ['startsAt', 'periodMs', 'values'], always: ['startsAt', 'periodMs', 'values'] },
  columns: [
    { id: 'metric', title: 'METRIC', width: 'grow', keep: 100, text: ({ metric }) => metric },
    { id: 'type', title: 'TYPE', width: 14, keep: 95, text: ({ resourceType }) => resourceType },
    {
      id: 'sum',
      title: 'SUM',
      width: 8,
      keep: 96,
      align: 'right',
      text: (series) => String(sumOf(series)),
      sortBy: sumOf,
    },
  ],
  sort: { column: 'metric', descending: false },
  label: ({ metric, resourceType }) => `${metric} ${resourceType}`,
  copyText: ({ metric }) => metric,
  describe: async (_ask, row) => toDocument(row),
  detail: (row) => [
    fieldsSection('Metric', [
      ['Metric', row.metric],
      ['Type', row.resourceType],
      ['Sum', String(sumOf(row))],
      ...scopeEntries(row.scope),
    ]),
  ],
  drillDowns: [],
};

function sumOf({ values }: MetricSeries): number {
  return values.reduce((sum, value) => sum + value, 0);
}

interface Asked {
  readonly metric: string;
  readonly resourceType: string;
}

/** Only series by resource type: with the vault as a second dimension the same jobs would be billed again. */
async function findSeries(request: RequestContext): Promise<Asked[]> {
  const found: Asked[] = [];
  const input = { Namespace: metricNamespace, Dimensions: [{ Name: 'ResourceType' }] };
  for await (const page of request.pages('cloudwatch', 'ListMetrics', input)) {
    for (const { MetricName, Dimensions = [] } of page.Metrics ?? []) {
      const [only] = Dimensions;
      if (!MetricName || !charted.has(MetricName) || Dimensions.length !== 1 || only?.Name !== 'ResourceType') continue;
      if (only.Value) found.push({ metric: MetricName, resourceType: only.Value });
    }
  }
  return found;
}

// Without a unit: AWS documents none, and a wrong one matches nothing.
const toQuery = ({ metric, resourceType }: Asked, index: number): MetricDataQuery => ({
  Id: `m${index}`,
  MetricStat: {
    Metric: {
      Namespace: metricNamespace,
      MetricName: metric,
      Dimensions: [{ Name: 'ResourceType', Value: resourceType }],
    },
    Period: periodMs / 1_000,
    Stat: 'Sum',
  },
});

async function readSeries(request: RequestContext, requested: readonly Asked[]): Promise<MetricSeries[]> {
  // Whole periods, and the one in progress.
  const end = Math.floor(request.now / periodMs) * periodMs + periodMs;
  const startsAt = end - metricWindowMs;
  const values = requested.map(() => Array.from({ length: metricWindowMs / periodMs }, () => 0));
  const input = { MetricDataQueries: requested.map(toQuery), StartTime: new Date(startsAt), EndTime: new Date(end) };
  for await (const page of request.pages('cloudwatch', 'GetMetricData', input)) {
    for (const result of page.MetricDataResults ?? []) {
      const { Id = '' } = result;
      fillIn(values[Number(Id.slice(1))], result, startsAt);
    }
  }
  return requested.map(({ metric, resourceType }, index) => ({
    scope: request.scope,
    metric: wordsOf(metric) ?? '',
    resourceType: wordsOf(resourceType) ?? '',
    startsAt,
    periodMs,
    values: values[index] ?? [],
  }));
}

/** AWS reports no zeros: values that it does not contain stay zero. */
function fillIn(
  series: number[] | undefined,
  { Timestamps = [], Values = [] }: MetricDataResult,
  startsAt: number,
): void {
  Timestamps.forEach((time, index) => {
    const slot = Math.floor(((epochOf(time) ?? 0) - startsAt) / periodMs);
    if (series?.[slot] !== undefined) series[slot] = Values[index] ?? 0;
  });
}
