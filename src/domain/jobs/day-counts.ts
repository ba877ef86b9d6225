// Counts how the jobs of a day ended. Equal ends are counted together, so that the rules evaluate each kind of end
// once.
import { tableOf } from '../../lib/text/table.ts';
import type { Job } from './job.ts';
import { isCompletedWithIssues } from './job-state.ts';

/** Over the last 24 hours of backup, copy and restore jobs. */
export interface DayCounts {
  readonly completed: number;
  readonly withIssues: number;
  readonly failed: number;
  readonly expired: number;
  readonly aborted: number;
  readonly running: number;
}

/** The members that decide how an ended job is counted. */
export type DayJobEnd = Pick<Job, 'state' | 'messageCategory' | 'message'>;

export interface CountedEnd extends DayJobEnd {
  readonly count: number;
}

export const noCounts: DayCounts = { completed: 0, withIssues: 0, failed: 0, expired: 0, aborted: 0, running: 0 };

/** A job that completed with issues is counted as completed, too. */
export function dayCounts(ends: readonly CountedEnd[], running: number): DayCounts {
  const counts = { ...noCounts, running };
  for (const end of ends) {
    const name = endStates[end.state];
    if (name) counts[name] += end.count;
    if (name !== 'withIssues' && isCompletedWithIssues(end)) counts.withIssues += end.count;
  }
  return counts;
}

export const endedBadly = (end: DayJobEnd): boolean => badStates.has(end.state) || isCompletedWithIssues(end);

const badStates: ReadonlySet<string> = new Set(['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL']);

const endStates = tableOf<keyof DayCounts>({
  COMPLETED: 'completed',
  PARTIAL: 'withIssues',
  FAILED: 'failed',
  EXPIRED: 'expired',
  ABORTED: 'aborted',
});
