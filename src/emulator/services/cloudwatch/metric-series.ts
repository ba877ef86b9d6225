// Datapoints of AWS/Backup: one per five minutes and set of dimensions, and only where there is something to count.
import type { Dimension, Metric } from '@aws-sdk/client-cloudwatch';
import { type Contribution, cellMs, contributionsOf } from '../../estate/metrics.ts';
import { AwsError } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';

export const namespace = 'AWS/Backup';

const vaultDimension = (vault: string): Dimension => ({ Name: 'BackupVaultName', Value: vault });
const typeDimension = (type: string): Dimension => ({ Name: 'ResourceType', Value: type });

/** The dimensions under which one contribution counts. */
export const dimensionSets = ({ vault, type }: Contribution): Dimension[][] => [
  [vaultDimension(vault)],
  [vaultDimension(vault), typeDimension(type)],
  [typeDimension(type)],
];

export function metricKey({ MetricName, Dimensions = [] }: Metric): string {
  const named = Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).sort();
  return [MetricName, ...named].join('|');
}

/** Value by start of its cell. */
export type Cells = Map<number, number>;

/** The cells of the wanted metrics; everything is computed once, however many are wanted. */
export function cellsOf(wanted: Set<string>, from: number, to: number, call: Call): Map<string, Cells> {
  const found = new Map<string, Cells>();
  for (const one of contributionsOf(call.estate, call.region, from, to, call.now)) {
    for (const dimensions of dimensionSets(one)) {
      const key = metricKey({ MetricName: one.metric, Dimensions: dimensions });
      if (!wanted.has(key)) continue;
      const cells = found.get(key) ?? new Map<number, number>();
      found.set(key, cells);
      addTo(cells, one, from, Math.min(to, call.now));
    }
  }
  return found;
}

function addTo(cells: Cells, { from: starts, to: ends }: Contribution, from: number, to: number): void {
  const last = Math.min(ends, to);
  for (let cell = Math.floor(Math.max(starts, from) / cellMs) * cellMs; cell < last; cell += cellMs) {
    if (cell >= from) cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
}

export interface Datapoint {
  at: number;
  value: number;
}

/** Cells put together into periods, oldest first. */
export function aggregate(cells: Cells, periodMs: number, stat: string): Datapoint[] {
  const periods = Map.groupBy(cells, ([cell]) => Math.floor(cell / periodMs) * periodMs);
  return [...periods]
    .map(([at, entries]) => ({
      at,
      value: statisticOf(
        stat,
        entries.map(([, value]) => value),
      ),
    }))
    .sort((a, b) => a.at - b.at);
}

function statisticOf(stat: string, values: number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (stat) {
    case 'Sum':
      return sum;
    case 'Average':
      return sum / values.length;
    case 'Maximum':
      return Math.max(...values);
    case 'Minimum':
      return Math.min(...values);
    case 'SampleCount':
      return values.length;
    default:
      throw new AwsError('ValidationError', `The value ${stat} for parameter Stat is not supported.`);
  }
}
