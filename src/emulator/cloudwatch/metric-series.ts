// Datapoints of AWS/Backup: one per five minutes and set of dimensions, if there is something to count.
import type { Dimension, Metric } from '@aws-sdk/client-cloudwatch';
import type { Interval } from '../estate/backup-timeline.ts';
import { type Contribution, cellMs, contributionsOf } from '../estate/events/metrics.ts';
import type { Call } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';

export const namespace = 'AWS/Backup';

const vaultDimension = (vault: string): Dimension => ({ Name: 'BackupVaultName', Value: vault });
const typeDimension = (type: string): Dimension => ({ Name: 'ResourceType', Value: type });

/** The metrics that a contribution counts for, with their keys. */
const metricsOf = ({ metric, vault, type }: Contribution): [string, Metric][] =>
  [[vaultDimension(vault)], [vaultDimension(vault), typeDimension(type)], [typeDimension(type)]].map((Dimensions) => {
    const named = { Namespace: namespace, MetricName: metric, Dimensions };
    return [metricKey(named), named];
  });

const knownContributions = new WeakMap<Call, Map<string, Contribution[]>>();

/** Computed once for each request, however many searches it has. */
export function contributionsFor(call: Call, from: number, to: number): Contribution[] {
  const known = knownContributions.get(call) ?? new Map<string, Contribution[]>();
  knownContributions.set(call, known);
  const key = `${from} ${to}`;
  const found = known.get(key) ?? contributionsOf(call.estate, call.region, { from, to, now: call.now });
  known.set(key, found);
  return found;
}

/** Contributions are many and their metrics few: contributions to the same metrics share the result of `make`. */
function sharing<T>(make: (metrics: [string, Metric][]) => T): (contribution: Contribution) => T {
  const known = new Map<string, T>();
  return (contribution) => {
    const key = `${contribution.metric}|${contribution.vault}|${contribution.type}`;
    const made = known.get(key) ?? make(metricsOf(contribution));
    known.set(key, made);
    return made;
  };
}

/** The metrics with data in the interval, by key. */
export function metricsIn(contributions: readonly Contribution[]): Map<string, Metric> {
  const found = new Map<string, Metric>();
  const note = sharing((metrics) => {
    for (const [key, metric] of metrics) found.set(key, metric);
    return true;
  });
  contributions.forEach(note);
  return found;
}

export function metricKey({ Namespace, MetricName, Dimensions = [] }: Metric): string {
  const named = Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).sort();
  return [`${Namespace} ${MetricName}`, ...named].join('|');
}

/** The statistics of the samples of an interval. */
export interface StatisticSet {
  sum: number;
  count: number;
  min: number;
  max: number;
  /** Each value with its count, if single values are known: percentiles need them. */
  values?: readonly (readonly [value: number, count: number])[];
}

/** Statistics by the start of their interval. */
export type Samples = Map<number, StatisticSet>;

export const merged = (sets: readonly StatisticSet[]): StatisticSet =>
  sets.reduce((all, { sum, count, min, max, values }) => ({
    sum: all.sum + sum,
    count: all.count + count,
    min: Math.min(all.min, min),
    max: Math.max(all.max, max),
    ...(all.values && values && { values: [...all.values, ...values] }),
  }));

/** Values by the start of their cell. */
type Cells = Map<number, number>;

/** The samples of the wanted metrics, computed together. */
export function samplesOf(wanted: Set<string>, interval: Interval, call: Call): Map<string, Samples> {
  const asSamples = (cells: Cells): Samples =>
    new Map(
      [...cells].map(([at, value]) => [at, { sum: value, count: 1, min: value, max: value, values: [[value, 1]] }]),
    );
  return new Map([...cellsOf(wanted, interval, call)].map(([key, cells]) => [key, asSamples(cells)]));
}

function cellsOf(wanted: Set<string>, { from, to }: Interval, call: Call): Map<string, Cells> {
  const found = new Map<string, Cells>();
  const cellsFor = sharing((metrics) =>
    metrics.flatMap(([key]) => {
      if (!wanted.has(key)) return [];
      const cells = found.get(key) ?? new Map<number, number>();
      found.set(key, cells);
      return [cells];
    }),
  );
  if (wanted.size === 0) return found;
  const past = { from, to: Math.min(to, call.now) };
  for (const contribution of contributionsFor(call, from, to)) {
    for (const cells of cellsFor(contribution)) addTo(cells, contribution, past);
  }
  return found;
}

function addTo(cells: Cells, { from: starts, to: ends }: Contribution, { from, to }: Interval): void {
  const last = Math.min(ends, to);
  for (let cell = Math.floor(Math.max(starts, from) / cellMs) * cellMs; cell < last; cell += cellMs) {
    if (cell >= from) cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
}

export interface Datapoint {
  at: number;
  value: number;
}

/** Aggregates samples to periods, oldest first. */
export function aggregate(samples: Samples, periodMs: number, stat: string): Datapoint[] {
  const periods = Map.groupBy(samples, ([start]) => Math.floor(start / periodMs) * periodMs);
  return [...periods]
    .flatMap(([at, entries]) => {
      const value = statisticOf(stat, merged(entries.map(([, set]) => set)));
      return value === undefined ? [] : [{ at, value }];
    })
    .sort((a, b) => a.at - b.at);
}

const plainStatistics: readonly string[] = ['Sum', 'Average', 'Maximum', 'Minimum', 'SampleCount'];
const percentPattern = /^p(\d{1,2}(?:\.\d{0,10})?|100)$/;

/** Refuses unsupported statistics. Percentiles are supported, trimmed means are not. */
export function checkStatistic(stat: string): void {
  if (plainStatistics.includes(stat) || percentPattern.test(stat)) return;
  throw new AwsError('ValidationError', `The value ${stat} for parameter Stat is not supported.`);
}

/** Undefined if the set has no single values, unless all its values are equal. */
function percentile(percent: number, { count, min, max, values }: StatisticSet): number | undefined {
  if (min === max) return min;
  if (values === undefined) return undefined;
  const wanted = (count * percent) / 100;
  let passed = 0;
  for (const [value, times] of values.toSorted(([a], [b]) => a - b)) {
    passed += times;
    if (passed >= wanted) return value;
  }
  return max;
}

function statisticOf(stat: string, set: StatisticSet): number | undefined {
  const { sum, count, min, max } = set;
  const [, percent] = percentPattern.exec(stat) ?? [];
  if (percent !== undefined) return percentile(Number(percent), set);
  switch (stat) {
    case 'Sum':
      return sum;
    case 'Average':
      return sum / count;
    case 'Maximum':
      return max;
    case 'Minimum':
      return min;
    case 'SampleCount':
      return count;
    default:
      throw new AwsError('ValidationError', `The value ${stat} for parameter Stat is not supported.`);
  }
}
