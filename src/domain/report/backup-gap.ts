// The longest time of a month without a new backup of a resource.
import { hourMs } from '../../lib/duration.ts';
import { isDone } from '../attention/findings/about-job.ts';
import type { MonthContext, MonthFacts } from './month-context.ts';
import type { MonthGap, MonthObjective } from './month-report.ts';

/**
 * Since the last backup before the month; if none is known, since the first run that should have made one, `firstDue`.
 * undefined: no backup is known, and none was due.
 */
export function longestGap(
  { backups, lastBefore }: Pick<MonthFacts, 'backups' | 'lastBefore'>,
  firstDue: number | undefined,
  { from, to, backupsKnown }: MonthContext,
): MonthGap | undefined {
  const made = backups
    .filter((job) => isDone(job) && job.createdAt >= from && job.createdAt < to)
    .map(({ createdAt }) => createdAt)
    .toSorted((one, other) => one - other);
  const start = lastBefore ?? firstDue ?? made[0];
  if (start === undefined) return undefined;
  const times = [Math.min(start, made[0] ?? start), ...made, to];
  let longest: MonthGap | undefined;
  for (const [index, end] of times.entries()) {
    const begin = times[index - 1];
    if (begin === undefined) continue;
    const ms = end - begin;
    if (longest && ms <= longest.ms) continue;
    longest = { ms, from: begin, to: end, isUnsure: !backupsKnown.covers(Math.max(begin, from), end) };
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
