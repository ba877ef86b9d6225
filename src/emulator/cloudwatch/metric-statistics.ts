import type {
  Datapoint,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  Metric,
  StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import type { Call } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { invalidValue, missing } from './cloudwatch-errors.ts';
import { customSamples, type SampleQuery, unitOf } from './custom-metrics.ts';
import { aggregate, checkStatistic, metricKey, namespace, type Samples, samplesOf } from './metric-series.ts';
import { isPeriod, keptInterval } from './periods.ts';

const mostDatapoints = 1440;

export function getMetricStatistics(input: GetMetricStatisticsInput, call: Call): GetMetricStatisticsOutput {
  const { Namespace, MetricName, StartTime, EndTime, Period, Statistics = [], ExtendedStatistics = [], Unit } = input;
  if (!Namespace || !MetricName || !StartTime || !EndTime || !Period) {
    throw missing('Namespace, MetricName, StartTime, EndTime and Period are required.');
  }
  if (Statistics.length + ExtendedStatistics.length === 0)
    throw missing('Statistics or ExtendedStatistics is required.');
  if (!isPeriod(Period)) throw invalidValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  for (const stat of [...Statistics, ...ExtendedStatistics]) checkStatistic(stat);
  const [from, to] = [StartTime.getTime(), EndTime.getTime()];
  if (from >= to) throw invalidValue('StartTime must be less than EndTime.');
  const periodMs = Period * 1000;
  if ((to - from) / periodMs > mostDatapoints) throw tooMany((to - from) / periodMs);

  const metric: Metric = { Namespace, MetricName, Dimensions: input.Dimensions };
  const kept = keptInterval(from, to, call.now);
  const start = Math.floor(kept.from / periodMs) * periodMs;
  const samples = findSamples({ metric, unit: Unit, from: start, to: kept.to }, call);
  const unit = (Unit ?? unitOf(metric, call)) as StandardUnit;
  const points = new Map<number, Datapoint>();
  for (const stat of Statistics) {
    for (const { at, value } of aggregate(samples, periodMs, stat)) {
      points.set(at, { ...(points.get(at) ?? { Timestamp: new Date(at), Unit: unit }), [stat]: value });
    }
  }
  for (const stat of ExtendedStatistics) {
    for (const { at, value } of aggregate(samples, periodMs, stat)) {
      const point: Datapoint = points.get(at) ?? { Timestamp: new Date(at), Unit: unit };
      points.set(at, { ...point, ExtendedStatistics: { ...point.ExtendedStatistics, [stat]: value } });
    }
  }
  return { Label: MetricName, Datapoints: [...points.values()] };
}

function findSamples(query: SampleQuery, call: Call): Samples {
  const { metric, unit, from, to } = query;
  if (metric.Namespace !== namespace) return customSamples(query, call);
  // AWS Backup's metrics have no documented unit: a query with a unit finds nothing.
  if (unit !== undefined && unit !== 'None') return new Map();
  const key = metricKey(metric);
  return samplesOf(new Set([key]), { from, to }, call).get(key) ?? new Map();
}

const tooMany = (requested: number) =>
  new AwsError(
    'InvalidParameterCombinationException',
    `You have requested up to ${Math.ceil(requested)} datapoints, which exceeds the limit of ${mostDatapoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  );
