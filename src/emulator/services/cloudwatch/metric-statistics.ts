import type {
  Datapoint,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  Metric,
} from '@aws-sdk/client-cloudwatch';
import { AwsError, missingParameter } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { aggregate, cellsOf, metricKey, namespace } from './metric-series.ts';

const mostDatapoints = 1440;

export function getMetricStatistics(input: GetMetricStatisticsInput, call: Call): GetMetricStatisticsOutput {
  const { Namespace, MetricName, StartTime, EndTime, Period, Statistics = [], Unit } = input;
  if (!Namespace || !MetricName || !StartTime || !EndTime || !Period) {
    throw missingParameter('Namespace, MetricName, StartTime, EndTime and Period are required.');
  }
  if (Statistics.length === 0) throw missingParameter('Statistics or ExtendedStatistics is required.');
  if (Period % 60 !== 0) throw new AwsError('InvalidParameterValue', 'The parameter Period must be a multiple of 60.');
  const [from, to] = [StartTime.getTime(), EndTime.getTime()];
  if (from >= to) throw new AwsError('InvalidParameterValue', 'StartTime must be less than EndTime.');
  const periodMs = Period * 1000;
  if ((to - from) / periodMs > mostDatapoints) throw tooMany((to - from) / periodMs);

  const metric: Metric = { Namespace, MetricName, Dimensions: input.Dimensions };
  const key = metricKey(metric);
  // The unit is not documented: a query that names one finds nothing.
  const isKnown = Namespace === namespace && (Unit === undefined || Unit === 'None');
  const start = Math.floor(from / periodMs) * periodMs;
  const cells = (isKnown ? cellsOf(new Set([key]), start, to, call).get(key) : undefined) ?? new Map();
  const points = new Map<number, Datapoint>();
  for (const stat of Statistics) {
    for (const { at, value } of aggregate(cells, periodMs, stat)) {
      points.set(at, { ...(points.get(at) ?? { Timestamp: new Date(at), Unit: 'None' }), [stat]: value });
    }
  }
  return { Label: MetricName, Datapoints: [...points.values()] };
}

const tooMany = (asked: number) =>
  new AwsError(
    'InvalidParameterCombination',
    `You have requested up to ${Math.ceil(asked)} datapoints, which exceeds the limit of ${mostDatapoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  );
