// How the jobs of a day ended. Jobs that say the same are counted together, so that the rules look at each kind of end once.
import { tableOf } from '../../lib/text/table.ts';
import type { Job } from './job.ts';
import { isCompletedWithIssues } from './job-state.ts';

/** Of the last 24 hours, over backup, copy and restore jobs. */
export interface DayCounts {
  readonly completed: number;
  readonly withIssues: number;
  readonly failed: number;
  readonly expired: number;
  readonly aborted: number;
  readonly running: number;
}

/** What decides how a job counts, of jobs that are over. */
export type DayJobEnd = Pick<Job, 'state' | 'messageCategory' | 'message'>;

export interface CountedEnd extends DayJobEnd {
  readonly count: number;
}

export const noCounts: DayCounts = { completed: 0, withIssues: 0, failed: 0, expired: 0, aborted: 0, running: 0 };

/** A job that completed with issues counts as completed too. */
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
