import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  Metric,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { Call } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { missing } from './cloudwatch-errors.ts';
import { customMetricsSince, customSamples } from './custom-metrics.ts';
import { type ExpressionScope, evaluate, type MathSeries, type Value } from './expression.ts';
import {
  aggregate,
  checkStatistic,
  contributionsFor,
  metricKey,
  metricsIn,
  namespace,
  type Samples,
  samplesOf,
} from './metric-series.ts';
import { isPeriod, keptInterval } from './periods.ts';
import { pageOfResults } from './result-pages.ts';
import { readSearch } from './search.ts';

/** The longest chain of expressions that refer to each other. */
const deepestReference = 50;

const invalid = (message: string) => new AwsError('ValidationError', message);

interface Window {
  from: number;
  start: number;
  end: number;
  longestPeriodMs: number;
}

export function getMetricData(input: GetMetricDataInput, call: Call): GetMetricDataOutput {
  const { MetricDataQueries: queries, StartTime, EndTime } = input;
  if (!queries?.length || !StartTime || !EndTime)
    throw missing('MetricDataQueries, StartTime and EndTime are required.');
  if (StartTime >= EndTime) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  if (queries.length > 500) throw invalid('MetricDataQueries may hold at most 500 queries.');
  queries.forEach(checkQuery);

  const longestPeriodMs = Math.max(...queries.map(periodMsOf));
  const { from: start, to: end } = keptInterval(StartTime.getTime(), EndTime.getTime(), call.now);
  const from = Math.floor(start / longestPeriodMs) * longestPeriodMs;
  const window = { from, start, end, longestPeriodMs };
  const scope = createScope(queries, window, call);
  const results = queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .flatMap((query) => toResults(query, scope.byId(query.Id ?? '') ?? [], input.ScanBy));
  return { ...pageOfResults(results, input), Messages: [] };
}

const isOurs = ({ Namespace }: Metric) => Namespace === namespace;
const periodMsOf = ({ MetricStat, Period }: MetricDataQuery) => (MetricStat?.Period ?? Period ?? 300) * 1000;

function checkQuery({ Id, MetricStat, Expression, Period }: MetricDataQuery): void {
  if (Period !== undefined && !isPeriod(Period)) {
    throw invalid(`The period of '${Id}' must be 1, 5, 10, 20, 30 or a multiple of 60 seconds.`);
  }
  if (Expression !== undefined) return;
  if (!MetricStat?.Metric?.MetricName || !MetricStat.Stat)
    throw invalid(`The query '${Id}' names no metric or no statistic.`);
  if (!isPeriod(MetricStat.Period ?? 0)) {
    throw invalid(`The period of '${Id}' must be 1, 5, 10, 20, 30 or a multiple of 60 seconds.`);
  }
  checkStatistic(MetricStat.Stat);
}

/** Each expression has its own error. */
type QueryScope = Omit<ExpressionScope, 'fail'>;

/**
 * Resolves ids and searches of expressions. Each query is evaluated once; a query that needs its own value is refused.
 */
function createScope(queries: MetricDataQuery[], window: Window, call: Call): QueryScope {
  const { from, start, end, longestPeriodMs } = window;
  const requested = queries.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []).filter(isOurs);
  const ours = samplesOf(new Set(requested.map(metricKey)), { from, to: end }, call);
  const byQuery = new Map(queries.map((query) => [query.Id ?? '', query]));
  const known = new Map<string, Value>();
  const busy = new Set<string>();

  const pointsOf = (found: Samples | undefined, periodMs: number, stat: string): MathSeries['points'] => {
    const first = Math.floor(start / periodMs) * periodMs;
    const points = aggregate(found ?? new Map(), periodMs, stat).filter(({ at }) => at >= first);
    return new Map(points.map(({ at, value }) => [at, value]));
  };
  const samplesFor = (metric: Metric, unit: string | undefined): Samples | undefined => {
    if (!isOurs(metric)) return customSamples({ metric, unit, from, to: end }, call);
    // AWS Backup's metrics have no documented unit: a query with a unit finds nothing.
    return unit === undefined ? ours.get(metricKey(metric)) : undefined;
  };
  const ofMetric = (query: MetricDataQuery): MathSeries => {
    const { Metric = {}, Stat = '', Unit } = query.MetricStat ?? {};
    const points = pointsOf(samplesFor(Metric, Unit), periodMsOf(query), Stat);
    return { label: Metric.MetricName ?? '', points };
  };
  const evaluateQuery = (query: MetricDataQuery): Value => {
    const { Id = '', Expression } = query;
    if (Expression === undefined) return ofMetric(query);
    const fail = (why: string): never => {
      throw invalid(`Error in expression '${Id}': ${why}.`);
    };
    if (busy.has(Id)) fail('it refers to itself');
    busy.add(Id);
    if (busy.size > deepestReference) fail('it refers to too many others');
    const value = evaluate(Expression, { ...scope, fail });
    busy.delete(Id);
    return value;
  };

  const scope: QueryScope = {
    times: Array.from({ length: Math.ceil((end - from) / longestPeriodMs) }, (_, n) => from + n * longestPeriodMs),
    byId(id) {
      const query = byQuery.get(id);
      if (query === undefined) return undefined;
      const value = known.get(id) ?? evaluateQuery(query);
      known.set(id, value);
      return value;
    },
    metrics: (prefix) =>
      queries.filter(({ Id = '', MetricStat }) => MetricStat !== undefined && Id.startsWith(prefix)).map(ofMetric),
    search(text, stat, periodSeconds) {
      const isWanted = readSearch(text);
      if (isWanted === undefined) throw invalid(`The emulator cannot read the search "${text}".`);
      const found = metricsSince(from, end, call).filter(([, metric]) => isWanted(metric));
      const data = samplesOf(new Set(found.map(([key]) => key)), { from, to: end }, call);
      return found.map(([key, metric]) => {
        const samples = isOurs(metric) ? data.get(key) : customSamples({ metric, from, to: end }, call);
        return { label: labelOf(metric), points: pointsOf(samples, periodSeconds * 1000, stat) };
      });
    },
  };
  return scope;
}

const labelOf = ({ MetricName, Dimensions = [] }: Metric) =>
  [...Dimensions.map(({ Value }) => Value), MetricName].join(' ');

/** The metrics with data in the interval, with their keys, sorted by key. */
export function metricsSince(from: number, to: number, call: Call): [string, Metric][] {
  const known = metricsIn(contributionsFor(call, from, to));
  for (const metric of customMetricsSince(from, to, call)) known.set(metricKey(metric), metric);
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1));
}

function toResults({ Id, Label, Expression }: MetricDataQuery, value: Value, scanBy?: string): MetricDataResult[] {
  if (typeof value === 'number' || typeof value === 'string') {
    throw invalid(`Error in expression '${Id}': it gives no series.`);
  }
  return [value].flat().map((series) => {
    const points = [...series.points];
    if (scanBy !== 'TimestampAscending') points.reverse();
    return {
      Id,
      Label: Label ?? (series.label || Id || Expression),
      Timestamps: points.map(([at]) => new Date(at)),
      Values: points.map(([, reading]) => reading),
      StatusCode: 'Complete',
    };
  });
}
