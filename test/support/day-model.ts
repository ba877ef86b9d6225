// The expected day of jobs, computed from a plain array of all jobs.
import type { DayCounts } from '../../src/domain/jobs/day-counts.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import { endOf, isActive, isCompletedWithIssues } from '../../src/domain/jobs/job-state.ts';

const day = 86_400_000;

/** By id. */
export interface DayOfJobs {
  readonly counts: DayCounts;
  readonly running: readonly string[];
  readonly bad: readonly string[];
  readonly vaultActivity: ReadonlyMap<string, number>;
}

const ids = (jobs: readonly Job[], timeOf: (job: Job) => number): string[] =>
  jobs
    .toSorted((one, other) => timeOf(other) - timeOf(one) || (one.id.toUpperCase() < other.id.toUpperCase() ? -1 : 1))
    .map(({ id }) => id);

const badStates = ['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'];

export function dayModel(jobs: readonly Job[], now: number): DayOfJobs {
  const listed = jobs.filter(({ createdAt }) => createdAt >= Math.floor(now / 60_000) * 60_000 - 30 * day);
  const [active, over] = [listed.filter(isActive), listed.filter((job) => !isActive(job))];
  const ended = over.filter((job) => endOf(job) >= now - day);
  const inState = (state: string) => ended.filter((job) => job.state === state).length;
  const vaultActivity = new Map<string, number>();
  for (const job of over) {
    if (job.vaultArn === undefined) continue;
    vaultActivity.set(job.vaultArn, Math.max(endOf(job), vaultActivity.get(job.vaultArn) ?? 0));
  }
  return {
    counts: {
      completed: inState('COMPLETED'),
      withIssues: inState('PARTIAL') + ended.filter(isCompletedWithIssues).length,
      failed: inState('FAILED'),
      expired: inState('EXPIRED'),
      aborted: inState('ABORTED'),
      running: active.length,
    },
    running: [
      ...ids(
        active.filter(({ state }) => state === 'RUNNING'),
        // The longest first.
        ({ startedAt, createdAt }) => -(startedAt ?? createdAt),
      ),
      ...ids(
        active.filter(({ state }) => state !== 'RUNNING'),
        // The longest first.
        ({ startedAt, createdAt }) => -(startedAt ?? createdAt),
      ),
    ],
    bad: ids(
      ended.filter((job) => badStates.includes(job.state) || isCompletedWithIssues(job)),
      endOf,
    ),
    vaultActivity,
  };
}
