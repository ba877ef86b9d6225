// CloudWatch's valid periods, and its retention of data.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** CloudWatch keeps five-minute data for 63 days and hourly data for 455 days. */
const keptMs = 455 * dayMs;
/** Timestamps can be up to two hours in the future. */
const aheadMs = 2 * hourMs;

/** The largest number of datapoints in a response of GetMetricData. */
export const mostDatapoints = 100_800;

const shortPeriods: readonly unknown[] = [1, 5, 10, 20, 30];

/** In seconds. */
export const isPeriod = (period: unknown): period is number =>
  shortPeriods.includes(period) ||
  (typeof period === 'number' && Number.isInteger(period) && period > 0 && period % 60 === 0 && period <= 86_400 * 365);

/** The part of an interval that can have data. */
export const keptInterval = (from: number, to: number, now: number) => ({
  from: Math.min(Math.max(from, now - keptMs), now + aheadMs),
  to: Math.max(Math.min(to, now + aheadMs), now - keptMs),
});
