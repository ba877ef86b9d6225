// Metrics that callers send: stored by the minute, in addition to those of AWS Backup.
import type { Dimension, Metric, MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { invalidValue, missing } from './cloudwatch-errors.ts';
import { merged, metricKey, type Samples, type StatisticSet } from './metric-series.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const mostData = 1000;
const mostValues = 150;
const mostDimensions = 30;
/** The accepted range of a datum's timestamp around now. */
const oldestMs = 14 * dayMs;
const newestMs = 2 * 3_600_000;

interface CustomMetric {
  namespace: string;
  name: string;
  dimensions: Dimension[];
  data: { at: number; set: StatisticSet; unit: string | undefined }[];
}

const collectionOf = ({ estate, region }: Call) =>
  estate.overlay.planOverlay.collection<CustomMetric>('metric', region);

export function putMetricData(input: PutMetricDataInput, call: Call): object {
  const namespace = checkNamespace(input.Namespace);
  const data = [
    ...(input.MetricData ?? []),
    ...(input.EntityMetricData ?? []).flatMap((item) => item.MetricData ?? []),
  ];
  if (data.length === 0) throw missing('The parameter MetricData is required.');
  if (data.length > mostData)
    throw invalidValue(`The collection MetricData must not have a size greater than ${mostData}.`);
  const read = data.map((datum) => ({ datum, kept: readDatum(datum, call.now) }));
  for (const { datum, kept } of read) {
    const { MetricName: name = '', Dimensions: dimensions = [] } = datum;
    const key = metricKey({ Namespace: namespace, MetricName: name, Dimensions: dimensions });
    const metric = collectionOf(call).get(key) ?? { namespace, name, dimensions, data: [] };
    metric.data.push(kept);
    collectionOf(call).set(key, metric);
  }
  return {};
}

function checkNamespace(requested: string | undefined): string {
  if (!requested) throw missing('The parameter Namespace is required.');
  if (requested.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  if (requested.startsWith(':') || requested.length > 255)
    throw invalidValue(`The value ${requested} for parameter Namespace is invalid.`);
  return requested;
}

function readDatum(datum: MetricDatum, now: number): CustomMetric['data'][number] {
  const { MetricName, Dimensions = [], Timestamp, Unit } = datum;
  if (!MetricName) throw missing('The parameter MetricData.member.1.MetricName is required.');
  if (Dimensions.length > mostDimensions) throw invalidValue(`A metric has at most ${mostDimensions} dimensions.`);
  for (const { Name, Value } of Dimensions) {
    if (!Name || !Value) throw invalidValue('A dimension needs a name and a value.');
  }
  const at = Timestamp?.getTime() ?? now;
  if (at < now - oldestMs || at > now + newestMs) {
    throw invalidValue('The parameter Timestamp must be within two weeks in the past and two hours in the future.');
  }
  return { at: Math.floor(at / minuteMs) * minuteMs, set: setOf(datum), unit: Unit };
}

/** One value, several values with counts, or an aggregated set. */
function setOf({ Value, Values, Counts, StatisticValues }: MetricDatum): StatisticSet {
  if ([Value, Values, StatisticValues].filter((item) => item !== undefined).length > 1) {
    throw new AwsError(
      'InvalidParameterCombinationException',
      'The parameters Value, Values and StatisticValues are mutually exclusive.',
    );
  }
  if (StatisticValues !== undefined) {
    const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = StatisticValues;
    return checkNumbers({
      count: count ?? Number.NaN,
      sum: sum ?? Number.NaN,
      min: min ?? Number.NaN,
      max: max ?? Number.NaN,
    });
  }
  const values = Values ?? (Value === undefined ? [] : [Value]);
  if (values.length === 0) throw missing('The parameter Value, Values or StatisticValues is required.');
  if (values.length > mostValues) throw invalidValue(`Values must not have a size greater than ${mostValues}.`);
  if (Counts !== undefined && Counts.length !== values.length) {
    throw invalidValue('The parameters Values and Counts must be of the same size.');
  }
  return checkNumbers(
    merged(
      values.map((value, index) => ({
        sum: value * (Counts?.[index] ?? 1),
        count: Counts?.[index] ?? 1,
        min: value,
        max: value,
        values: [[value, Counts?.[index] ?? 1]] as const,
      })),
    ),
  );
}

function checkNumbers(set: StatisticSet): StatisticSet {
  const { sum, count, min, max } = set;
  if ([sum, count, min, max].every(Number.isFinite)) return set;
  throw invalidValue('The value of a metric must be a finite number.');
}

export interface SampleQuery {
  metric: Metric;
  /** Absent: any unit. */
  unit?: string | undefined;
  from: number;
  to: number;
}

/** Samples by the start of their minute. Minutes without data of the metric (and the unit, if given) are absent. */
export function customSamples({ metric, unit, from, to }: SampleQuery, call: Call): Samples {
  const data = (collectionOf(call).get(metricKey(metric))?.data ?? []).filter(
    (datum) => datum.at >= from && datum.at < to && (unit === undefined || (datum.unit ?? 'None') === unit),
  );
  const minutes = Map.groupBy(data, ({ at }) => at);
  return new Map([...minutes].map(([at, found]) => [at, merged(found.map(({ set }) => set))]));
}

/** Metrics of callers with data in the interval. */
export const customMetricsSince = (from: number, to: number, call: Call): Metric[] =>
  [...collectionOf(call).values()]
    .filter(({ data }) => data.some(({ at }) => at >= from && at <= to + newestMs))
    .map(({ namespace, name, dimensions }) => ({ Namespace: namespace, MetricName: name, Dimensions: dimensions }));

export const unitOf = (metric: Metric, call: Call): string =>
  collectionOf(call).get(metricKey(metric))?.data.at(-1)?.unit ?? 'None';
