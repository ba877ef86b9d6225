// The outcome of a job, for a person or a script that waits for its end.
import { explainEnd, jobEnd } from '../attention/runs/job-end.ts';
import type { Job } from './job.ts';
import { isActive, isCompletedWithIssues, stateTone } from './job-state.ts';

/** `unknown`: the job is over in a state that this program does not know. */
export type JobOutcome = 'active' | 'completed' | 'failed' | 'unknown';

export function outcomeOf(job: Pick<Job, 'state' | 'completedAt'>): JobOutcome {
  if (isActive(job)) return 'active';
  if (job.state === 'COMPLETED_WITH_ISSUES') return 'completed';
  const tone = stateTone(job.state);
  if (tone === 'plain') return 'unknown';
  return tone === 'good' ? 'completed' : 'failed';
}

/** 'Backup job', 'Copy job', 'Restore job'. */
export const jobTitle = ({ kind }: Pick<Job, 'kind'>): string => `${kind[0]?.toUpperCase()}${kind.slice(1)} job`;

/** 'Backup job 0A1B of orders-db: FAILED: …'. */
export const endText = (job: Job): string =>
  [`${jobTitle(job)} ${job.id} of ${job.resourceName}`, stateText(job), ...(job.message ? [job.message] : [])].join(
    ': ',
  );

/** 'COMPLETED with issues', 'COMPLETED, validation FAILED'. */
function stateText(job: Job): string {
  const state = job.state === 'COMPLETED' && isCompletedWithIssues(job) ? `${job.state} with issues` : job.state;
  return job.validationStatus === undefined ? state : `${state}, validation ${job.validationStatus}`;
}

/** What to do about a job that failed; undefined for any other job. */
export const nextStepOf = (job: Job): string | undefined =>
  outcomeOf(job) === 'failed' ? explainEnd(jobEnd(job), job.message).nextStep : undefined;

/** The outcome for machines. `isKnown`: the state is that of the end, not an earlier one. */
export const outcomeMembers = (job: Job, isKnown: boolean) => ({
  outcome: isKnown ? outcomeOf(job) : ('unknown' satisfies JobOutcome),
  state: job.state,
  message: job.message,
  messageCategory: job.messageCategory,
  validationStatus: job.validationStatus,
  recoveryPointArn: job.copiedPointArn ?? job.recoveryPointArn,
  createdResourceArn: job.createdResourceArn,
  nextStep: isKnown ? nextStepOf(job) : undefined,
});
