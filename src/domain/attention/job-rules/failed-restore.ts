// Failed restores: restore tests first, and restores that people started.
import type { Job } from '../../jobs/job.ts';
import { endOf, isActive } from '../../jobs/job-state.ts';
import { scopeKey } from '../../scope.ts';
import type { EvaluationTime } from '../evaluation-time.ts';
import { aboutJob, endedBadly, jobEvidence } from '../findings/about-job.ts';
import type { Finding } from '../findings/finding.ts';
import { badValidations } from '../points/restore-proof.ts';
import type { RuleContext } from '../rule-context.ts';
import { jobEnd } from '../runs/job-end.ts';

/** A failed manual restore is a finding for this time. */
const byHandMs = 86_400_000;

/** A restore job lacks the name of the resource: other lists have it. */
export function failedRestores({ view: { facts, cases }, time }: RuleContext): Finding[] {
  const newest = new Map<string, Job>();
  for (const job of facts.restoreJobs?.rows ?? []) {
    if (isActive(job)) continue;
    // A restore test is identified by its plan and the restored resource, a manual restore by the restored resource.
    const key = `${job.restoreTestingPlanArn ?? ''} ${job.resourceArn || job.recoveryPointArn}`;
    const known = newest.get(key);
    if (!known || isNewer(job, known)) newest.set(key, job);
  }
  return [...newest.values()].flatMap((job) => assess(job, cases.get(job.resourceArn)?.name, time));
}

const isNewer = (one: Job, other: Job): boolean =>
  endOf(one) > endOf(other) || (endOf(one) === endOf(other) && one.id < other.id);

function assess(job: Job, name: string | undefined, time: EvaluationTime): Finding[] {
  const isTest = job.restoreTestingPlanArn !== undefined;
  const failed = endedBadly(job);
  const invalid = badValidations.has(job.validationStatus ?? '');
  if (!failed && !(isTest && invalid)) return [];
  if (!isTest && time.passed(endOf(job) + byHandMs)) return [];
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
