// Can it be restored? Restore tests above all, and restores that people started.
import { forEach, type Steps } from '../../lib/steps.ts';
import type { Job } from '../job.ts';
import { endOf, isActive } from '../job-state.ts';
import { scopeKey } from '../scope.ts';
import { aboutJob, endedBadly, jobEvidence } from './about-job.ts';
import type { Finding } from './finding.ts';
import { jobEnd } from './job-end.ts';
import type { ScopeView } from './scope-view.ts';

/** A restore by hand that failed is told for this long. */
const byHandMs = 86_400_000;
const badValidations: ReadonlySet<string> = new Set(['FAILED', 'TIMED_OUT']);

export interface Proof {
  /** Epoch ms of the last restore that worked. */
  readonly at: number;
  readonly job: Job;
}

const isProof = ({ state, validationStatus }: Job): boolean =>
  state === 'COMPLETED' && !badValidations.has(validationStatus ?? '') && validationStatus !== 'VALIDATING';

/** Newest first in, the newest that worked out. */
export function lastProof(restores: readonly Job[]): Proof | undefined {
  const job = restores.find(isProof);
  return job && { at: endOf(job), job };
}

/** A restore job does not tell the name of what it restores: other lists do. */
export function* restoreFindings({ facts, cases }: ScopeView, now: number): Steps<Finding[]> {
  const newest = new Map<string, Job>();
  yield* forEach(facts.restoreJobs?.rows ?? [], (job) => {
    if (isActive(job)) return;
    // A test is judged by its plan and by what it restored, a restore by hand by what it restored.
    const key = `${job.restoreTestingPlanArn ?? ''} ${job.resourceArn || job.recoveryPointArn}`;
    const known = newest.get(key);
    if (!known || isNewer(job, known)) newest.set(key, job);
  });
  const found: Finding[] = [];
  yield* forEach(newest.values(), (job) => found.push(...assess(job, cases.get(job.resourceArn)?.name, now)));
  return found;
}

const isNewer = (one: Job, other: Job): boolean =>
  endOf(one) > endOf(other) || (endOf(one) === endOf(other) && one.id < other.id);

function assess(job: Job, name: string | undefined, now: number): Finding[] {
  const isTest = job.restoreTestingPlanArn !== undefined;
  const failed = endedBadly(job);
  const invalid = badValidations.has(job.validationStatus ?? '');
  if (!failed && !(isTest && invalid)) return [];
  if (!isTest && now - endOf(job) > byHandMs) return [];
  return [
    {
      id: `${scopeKey(job.scope)}/restore/${job.restoreTestingPlanArn ?? ''}/${job.resourceArn || job.recoveryPointArn}`,
      kind: isTest ? 'restore-test-failed' : 'restore-failed',
      severity: 'warning',
      ...aboutJob(job),
      ...(name === undefined ? {} : { subject: name }),
      since: endOf(job),
      end: jobEnd(job),
      ...(failed ? {} : { invalid: job.validationStatus === 'TIMED_OUT' ? 'TIMED_OUT' : 'FAILED' }),
      evidence: jobEvidence(job),
      ...(job.message ? { message: job.message } : {}),
    },
  ];
}
