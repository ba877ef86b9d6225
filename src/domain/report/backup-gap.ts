// The longest time of a month without a new backup of a resource.
import { hourMs } from '../../lib/duration.ts';
import { isDone } from '../attention/findings/about-job.ts';
import type { MonthContext, MonthFacts } from './month-context.ts';
import type { MonthGap, MonthObjective } from './month-report.ts';

/** undefined: no backup is known. */
export function longestGap(
  { backups, lastBefore }: Pick<MonthFacts, 'backups' | 'lastBefore'>,
  { from, to, backupsKnown }: MonthContext,
): MonthGap | undefined {
  const made = backups
    .filter((job) => isDone(job) && job.createdAt >= from && job.createdAt < to)
    .map(({ createdAt }) => createdAt)
    .toSorted((one, other) => one - other);
  if (made.length === 0 && lastBefore === undefined) return undefined;
  const times = [lastBefore ?? from, ...made, to];
  let longest: MonthGap | undefined;
  for (const [index, end] of times.entries()) {
    const start = times[index - 1];
    if (start === undefined) continue;
    const ms = end - start;
    if (longest && ms <= longest.ms) continue;
    const isStart = index === 1 && lastBefore === undefined;
    longest = { ms, from: start, to: end, isUnsure: isStart || !backupsKnown.covers(Math.max(start, from), end) };
  }
  return longest;
}

/** undefined: not known. A gap that may be shorter is within an objective that it does not exceed. */
export function isWithin(gap: MonthGap | undefined, objective: MonthObjective | undefined): boolean | undefined {
  if (!gap || !objective) return undefined;
  const { everyMs, source } = objective;
  // The job of the next run may still be running, and AWS starts jobs some minutes after the run.
  const toleranceMs = source === 'configured' ? 0 : Math.max(hourMs, everyMs / 8);
  if (gap.ms <= everyMs + toleranceMs) return true;
  return gap.isUnsure ? undefined : false;
}
