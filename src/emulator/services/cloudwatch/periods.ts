// Which periods and stretches CloudWatch takes, and how long it keeps what.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Five minutes' data are kept for 63 days, an hour's for 455: nothing is older. */
const keptMs = 455 * dayMs;
/** Data may be dated two hours ahead. */
const aheadMs = 2 * hourMs;

/** How many datapoints one answer of GetMetricData holds. */
export const mostDatapoints = 100_800;

const shortPeriods: readonly unknown[] = [1, 5, 10, 20, 30];

/** In seconds. */
export const isPeriod = (period: unknown): period is number =>
  shortPeriods.includes(period) ||
  (typeof period === 'number' && Number.isInteger(period) && period > 0 && period % 60 === 0 && period <= 86_400 * 365);

/** The part of a stretch that can hold data. */
export const keptStretch = (from: number, to: number, now: number) => ({
  from: Math.min(Math.max(from, now - keptMs), now + aheadMs),
  to: Math.max(Math.min(to, now + aheadMs), now - keptMs),
});
