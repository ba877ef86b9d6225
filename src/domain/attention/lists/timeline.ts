// The last 24 hours of one resource, hour by hour: a lane of cells.
import { hourMs } from '../../../lib/duration.ts';
import type { Job } from '../../jobs/job.ts';
import { endOf, isActive, isCompletedWithIssues } from '../../jobs/job-state.ts';
import type { Scope } from '../../scope.ts';
import { endedBadly } from '../findings/about-job.ts';
import { noTroubles, type ResourceFinding, type Troubles } from '../findings/trouble.ts';
import { coverageOf, earlyMs } from '../runs/coverage.ts';
import { lateAfterMs } from '../runs/expected-runs.ts';
import { isOwnRun } from '../runs/merged-runs.ts';
import type { ScheduleBook } from '../runs/schedule-book.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';

/** The worst state of a resource in one hour. */
export type LaneCell = 'none' | 'done' | 'running' | 'waiting' | 'issues' | 'failed' | 'absent';

export interface Lane {
  readonly scope: Scope;
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  /** Epoch ms at which the first cell begins, a full hour. */
  readonly startsAt: number;
  /** One cell for each hour, oldest first. */
  readonly cells: readonly LaneCell[];
  /** The worst finding about the resource's backups. */
  readonly trouble?: ResourceFinding;
}

export const laneHours = 24;
const weight: Readonly<Record<LaneCell, number>> = {
  none: 0,
  waiting: 1,
  running: 2,
  done: 3,
  issues: 4,
  absent: 5,
  failed: 6,
};

export interface LaneContext {
  readonly view: ScopeView;
  readonly book: ScheduleBook;
  /** Epoch ms. */
  readonly now: number;
}

export function laneOf(resource: ResourceCase, context: LaneContext, troubles: Troubles = noTroubles): Lane {
  const { view, now } = context;
  const startsAt = Math.floor(now / hourMs) * hourMs - (laneHours - 1) * hourMs;
  const cells: LaneCell[] = Array.from({ length: laneHours }, () => 'none');
  const put = (at: number, cell: LaneCell) => {
    const index = Math.floor((at - startsAt) / hourMs);
    const known = cells[index];
    if (known !== undefined && weight[cell] > weight[known]) cells[index] = cell;
  };
  for (const job of resource.backups) {
    if (!isActive(job) && endOf(job) < startsAt) continue;
    paint(job, now, put);
  }
  for (const at of absentRuns(resource, context)) put(at, 'absent');
  const { arn, name, type } = resource;
  const trouble = troubles.of(arn, 'backup');
  return { scope: view.facts.scope, arn, name, type, startsAt, cells, ...(trouble ? { trouble } : {}) };
}

/** Marks the hours in which the job ran, and the last hour by the job's end. */
function paint(job: Job, now: number, put: (at: number, cell: LaneCell) => void): void {
  const end = isActive(job) ? now : endOf(job);
  const started = job.startedAt ?? job.createdAt;
  for (let at = started; at < end; at += hourMs) put(at, job.state === 'CREATED' ? 'waiting' : 'running');
  put(end, cellOf(job));
}

/** The state of one job. */
export function cellOf(job: Job): LaneCell {
  if (isActive(job)) return job.state === 'RUNNING' ? 'running' : 'waiting';
  if (endedBadly(job)) return 'failed';
  return isCompletedWithIssues(job) ? 'issues' : 'done';
}

/** Runs of the rule itself that made no job before the next run. */
function absentRuns(resource: ResourceCase, { view, book, now }: LaneContext): number[] {
  const { backupJobs } = view.facts;
  if (!backupJobs) return [];
  const knownUntil = Math.min(now, backupJobs.at);
  const from = knownUntil - laneHours * hourMs;
  return [...view.rules.values()].flatMap((rule) => {
    const coverage = coverageOf(view, rule, resource);
    if (!coverage || rule.versionAt === undefined) return [];
    const since = Math.max(coverage.since, rule.versionAt);
    const runs = book.between(rule, from, knownUntil);
    return runs.filter((at, index) => {
      const slack = book.slack(rule, at);
      if (at <= since || slack === undefined || at + slack + lateAfterMs > knownUntil) return false;
      const end = runs[index + 1] ?? knownUntil;
      const isMet = ({ createdAt, createdBy }: Job) =>
        createdBy?.ruleId === rule.id && createdAt >= at - earlyMs && createdAt < end;
      return !resource.backups.some(isMet) && isOwnRun(at, rule, { resource, view, book });
    });
  });
}
