// The progress of one run: the state of each resource that it should back up, or did back up.
import type { Job } from '../../jobs/job.ts';
import { endOf, isActive, isCompletedWithIssues } from '../../jobs/job-state.ts';
import { endedBadly } from '../findings/about-job.ts';
import type { RunResource, RunResourceState } from '../lists/scheduled-run.ts';
import { byNewest, type ResourceCase } from '../scope-view.ts';
import { earlyMs } from './coverage.ts';
import type { RunSlot } from './run-slots.ts';

/** A resource that the run should back up, and its state without a job. */
export interface ExpectedResource {
  readonly resource: ResourceCase;
  readonly without: RunResourceState;
}

export interface ScheduledOutcome {
  readonly resources: readonly RunResource[];
  readonly firstStartAt?: number;
  readonly lastEndAt?: number;
}

/** `until`: epoch ms of the next run, if there is one. */
export interface RunParts {
  readonly slot: RunSlot;
  readonly ruleId: string;
  readonly until: number;
  readonly expected: readonly ExpectedResource[];
}

export function outcomeOf(run: RunParts): ScheduledOutcome {
  const { slot, expected } = run;
  const newest = new Map<ResourceCase, Job>();
  for (const { resource, job } of slot.jobs) {
    const known = newest.get(resource);
    if (!known || byNewest(job, known) < 0) newest.set(resource, job);
  }
  const came = [...newest].map(([resource, job]) => ofJob(resource, job));
  const missing = expected
    .filter(({ resource }) => !newest.has(resource))
    .map(({ resource, without }): RunResource => {
      const { arn, name } = resource;
      return { arn, name, state: hasPoint(resource, run) ? 'done' : without };
    });
  return { resources: [...came, ...missing], ...spanOfJobs(slot.jobs.map(({ job }) => job)) };
}

function ofJob({ arn, name }: ResourceCase, job: Job): RunResource {
  return { arn, name, state: stateOf(job), jobId: job.id, jobState: job.state };
}

function stateOf(job: Job): RunResourceState {
  if (isActive(job)) return job.state === 'CREATED' || job.state === 'PENDING' ? 'waiting' : 'running';
  if (endedBadly(job)) return 'failed';
  return isCompletedWithIssues(job) ? 'issues' : 'done';
}

/** A recovery point may still be listed when its job is not. */
function hasPoint({ taken }: ResourceCase, { slot, ruleId, until }: RunParts): boolean {
  const { first, last } = taken.rules.get(ruleId) ?? {};
  return [first, last].some((one) => one !== undefined && one >= slot.at - earlyMs && one < until - earlyMs);
}

function spanOfJobs(jobs: readonly Job[]): Pick<ScheduledOutcome, 'firstStartAt' | 'lastEndAt'> {
  const starts = jobs.flatMap(({ startedAt }) => startedAt ?? []);
  const isOver = jobs.length > 0 && !jobs.some(isActive);
  return {
    ...(starts.length > 0 ? { firstStartAt: Math.min(...starts) } : {}),
    ...(isOver ? { lastEndAt: Math.max(...jobs.map(endOf)) } : {}),
  };
}
