// Every series of AWS Backup in CloudWatch, by vault, type and Region. To list them is free up to a million calls a month; the
// values of a series cost money, and are requested when its row is opened.
import type { Dimension } from '@aws-sdk/client-cloudwatch';
import { dollarsPerMetric } from '../../config/prices.ts';
import type { SeriesName } from '../domain/jobs/metric-series.ts';
import { scopeKey } from '../domain/scope.ts';
import { isBag } from '../lib/bag.ts';
import { hourMs } from '../lib/duration.ts';
import { formatDateTime } from '../lib/text/format.ts';
import { sparkText } from '../lib/text/spark-text.ts';
import { metricNamespace } from './metrics.ts';
import { epochOf, wordsOf } from './reading.ts';
import type { RequestContext, Resource } from './resource.ts';
import { fieldsSection, scopeEntries } from './sections.ts';

const dayHours = 24;
const chartedHours = 30 * dayHours;

/** $0.00001, without an exponent. */
const costText = `$${dollarsPerMetric.toFixed(5)}`;

export const metricSeries: Resource<SeriesName> = {
  id: 'metric-series',
  title: 'CloudWatch series',
  plural: 'CloudWatch series of AWS Backup',
  aliases: ['cloudwatch'],
  cadence: 'settings',
  params: {},
  fields: ['metric', 'vault', 'resourceType', 'otherDimensions', 'dimensions'],
  async *list(request) {
    for await (const page of request.pages('cloudwatch', 'ListMetrics', { Namespace: metricNamespace })) {
      yield (page.Metrics ?? []).flatMap(({ MetricName, Dimensions }) => toRow(request, MetricName, Dimensions ?? []));
    }
  },
  key: ({ scope, metric, dimensions }) =>
    `${scopeKey(scope)}/${metric}/${dimensions.map((one) => one.join('=')).join(',')}`,
  stored: {},
  columns: [
    {
      id: 'metric',
      member: 'metric',
      title: 'METRIC',
      width: 'grow',
      whole: 24,
      keep: 100,
      text: ({ metric }) => shortMetric(metric),
    },
    {
      id: 'vault',
      member: 'vault',
      title: 'VAULT',
      width: 'grow',
      least: 10,
      keep: 95,
      text: ({ vault }) => vault ?? 'all',
      tone: ({ vault }) => (vault ? 'plain' : 'muted'),
    },
    {
      id: 'type',
      member: 'resourceType',
      title: 'TYPE',
      width: 12,
      keep: 94,
      text: ({ resourceType }) => resourceType ?? 'all',
      tone: ({ resourceType }) => (resourceType ? 'plain' : 'muted'),
    },
    {
      id: 'other',
      member: 'otherDimensions',
      title: 'OTHER',
      width: 12,
      keep: 20,
      text: ({ otherDimensions = '' }) => otherDimensions,
    },
    {
      id: 'cost',
      title: 'COST',
      width: 8,
      keep: 93,
      align: 'right',
      text: () => costText,
      tone: () => 'muted',
    },
  ],
  sort: { column: 'metric', descending: false },
  label: (row) => [shortMetric(row.metric), row.vault, row.resourceType].filter(Boolean).join(' '),
  copyText: ({ metric, dimensions }) => [metric, ...dimensions.map((one) => one.join('='))].join(' '),
  describe: readValues,
  detail: (row, document) => [
    fieldsSection('Series', [
      ['Metric', row.metric],
      ['Vault', row.vault ?? 'all vaults'],
      ['Type', row.resourceType ?? 'all types'],
      ['Other', row.otherDimensions],
      ['Statistic', isGauge(row.metric) ? 'Maximum of each hour' : 'Sum of each hour'],
      ['Cost', `${costText} for each request: when the series is opened, at r, and once an hour while it is open`],
      ...scopeEntries(row.scope),
    ]),
    chartSection(row, document),
  ],
  drillDowns: [
    {
      to: 'vaults',
      title: 'the vault',
      single: true,
      params: ({ vault }) => (vault === undefined ? undefined : { name: vault }),
    },
  ],
};

/** NumberOfBackupJobsFailed → BackupJobsFailed. */
const shortMetric = (metric: string): string => metric.replace(/^NumberOf/, '');

/**
 * A number of things at a time, not of transitions.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
const isGauge = (metric: string): boolean =>
  /Jobs(Pending|Running)$|RecoveryPoints(Partial|Expired|Deleting|Cold|Creating)$/.test(metric);

function toRow({ scope }: RequestContext, name: string | undefined, found: readonly Dimension[]): SeriesName[] {
  const metric = wordsOf(name);
  const dimensions = found.map(({ Name, Value }) => [wordsOf(Name) ?? '', wordsOf(Value) ?? ''] as const);
  if (metric === undefined || dimensions.some(([dimension]) => dimension === '')) return [];
  const named = (wanted: string) => dimensions.find(([dimension]) => dimension === wanted)?.[1];
  const [vault, resourceType] = [named('BackupVaultName'), named('ResourceType')];
  const others = dimensions.filter(([dimension]) => dimension !== 'BackupVaultName' && dimension !== 'ResourceType');
  const otherDimensions = others.map((one) => one.join('=')).join(' ');
  return [
    {
      scope,
      metric,
      dimensions,
      ...(vault === undefined ? {} : { vault }),
      ...(resourceType === undefined ? {} : { resourceType }),
      ...(otherDimensions === '' ? {} : { otherDimensions }),
    },
  ];
}

/** One metric is billed, however many values it has: an hour is short enough for all three charts. */
async function readValues(request: RequestContext, { metric, dimensions }: SeriesName): Promise<unknown> {
  const end = Math.ceil(request.now / hourMs) * hourMs;
  const from = end - chartedHours * hourMs;
  const values = Array.from({ length: chartedHours }, () => 0);
  let status = 'nothing';
  const Dimensions = dimensions.map(([Name, Value]) => ({ Name, Value }));
  // Without a unit: AWS documents none, and a wrong one matches nothing.
  const MetricStat = {
    Metric: { Namespace: metricNamespace, MetricName: metric, Dimensions },
    Period: hourMs / 1_000,
    Stat: isGauge(metric) ? 'Maximum' : 'Sum',
  };
  const input = {
    MetricDataQueries: [{ Id: 'series', MetricStat }],
    StartTime: new Date(from),
    EndTime: new Date(end),
  };
  for await (const page of request.pages('cloudwatch', 'GetMetricData', input)) {
    for (const { Timestamps = [], Values = [], StatusCode } of page.MetricDataResults ?? []) {
      // Pages before the last one are partial; an error of one of them stays.
      if (StatusCode && !isRefusal(status)) status = wordsOf(StatusCode) ?? status;
      Timestamps.forEach((time, index) => {
        const slot = Math.floor(((epochOf(time) ?? 0) - from) / hourMs);
        if (values[slot] !== undefined) values[slot] = Values[index] ?? 0;
      });
    }
  }
  return { metric, from: formatDateTime(from), periodSeconds: hourMs / 1_000, status, values };
}

const isRefusal = (status: string): boolean => status === 'Forbidden' || status === 'InternalError';

const charts = [
  { label: 'Last 24 hours', hours: dayHours, cells: 24, per: 'a cell is an hour' },
  { label: 'Last 7 days', hours: 7 * dayHours, cells: 42, per: 'a cell is 4 hours' },
  { label: 'Last 30 days', hours: chartedHours, cells: 30, per: 'a cell is a day' },
] as const;

function chartSection({ metric }: SeriesName, document: unknown) {
  const response = isBag(document) ? document : undefined;
  if (response === undefined) return fieldsSection('Charts', [['Values', 'asked of CloudWatch…', 'busy']]);
  const { values, status } = response;
  const isWhole = status === 'Complete' && Array.isArray(values) && values.every((value) => typeof value === 'number');
  if (!isWhole)
    return fieldsSection('Charts', [
      ['Values', `not known: CloudWatch says ${typeof status === 'string' ? status : 'nothing'}`, 'warn'],
    ]);
  const hours = values as readonly number[];
  return fieldsSection(
    'Charts',
    charts.flatMap(({ label, hours: count, cells, per }) => {
      const shown = hours.slice(-count);
      const figure = isGauge(metric)
        ? `most ${Math.max(0, ...shown)}`
        : `sum ${shown.reduce((sum, one) => sum + one, 0)}`;
      return [
        [label, `${figure}, ${per}`],
        [`${count} hours`, sparkText(shown, cells).trimEnd() || 'no value above zero'],
      ] as const;
    }),
  );
}
