// CloudWatch's hourly counts, shown below the counts of the overview: they count the same jobs.
import { type ChartId, chartedMetrics, type MetricSeries } from '../../domain/jobs/metric-series.ts';
import { dayMs, hourMs } from '../../lib/duration.ts';

export type Sparks = Readonly<Record<ChartId, readonly number[]>>;

export function toSparks(series: readonly MetricSeries[], now: number): Sparks {
  const counting = (metrics: readonly string[]) =>
    hourly(
      series.filter(({ metric }) => metrics.includes(metric)),
      now,
    );
  return {
    completed: counting(chartedMetrics.completed),
    failed: counting(chartedMetrics.failed),
    expired: counting(chartedMetrics.expired),
  };
}

/** Sums of the last 24 hours, oldest first; empty while CloudWatch has not responded. */
export function hourly(series: readonly MetricSeries[], now: number): number[] {
  if (series.length === 0) return [];
  const from = now - dayMs;
  const sums = Array.from({ length: 24 }, () => 0);
  for (const { startsAt, periodMs, values } of series) {
    values.forEach((value, index) => {
      const slot = Math.floor((startsAt + index * periodMs - from) / hourMs);
      if (slot >= 0 && slot < 24) sums[slot] = (sums[slot] ?? 0) + value;
    });
  }
  return sums;
}
