// A job's end in words, and the evidence behind it.
import { type Explanation, explainFailure } from '../failure-cause.ts';
import type { Job } from '../job.ts';
import { isCompletedWithIssues } from '../job-state.ts';
import type { Evidence, Finding } from './finding.ts';

const lists = { backup: 'backup-jobs', copy: 'copy-jobs', restore: 'restore-jobs' } as const;

export const jobEvidence = ({ kind, id, scope }: Job): Evidence => ({ list: lists[kind], params: { id }, scope });

const badEnds: ReadonlySet<string> = new Set(['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL']);

/** It ended, and not as it should. */
export const endedBadly = ({ state }: Job): boolean => badEnds.has(state);

export const isDone = ({ state }: Job): boolean => state === 'COMPLETED';

/** 'FAILED: AWS refused access', 'EXPIRED in queue: another job of the resource was running'. */
export function endWords(job: Job): string {
  const { state, startedAt } = job;
  const { title } = explainEnd(job);
  if (isCompletedWithIssues(job)) return `completed with issues: ${title}`;
  return state === 'EXPIRED' && startedAt === undefined ? `EXPIRED in queue: ${title}` : `${state}: ${title}`;
}

/** Why a job ended so, and what to do: by AWS's message, or by what its state alone says. */
export function explainEnd(job: Job): Explanation {
  const { state, startedAt, message = '' } = job;
  const explained = explainFailure(job);
  if (state === 'EXPIRED' && startedAt === undefined && (message === '' || explained.id === 'expired'))
    return neverStarted;
  if (message !== '') return explained;
  if (state === 'ABORTED') return stoppedByHand;
  return state === 'PARTIAL' ? partsMissing : explained;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html: StartWindowMinutes. */
const neverStarted: Explanation = {
  id: 'expired',
  title: 'it did not start within its start window',
  nextStep: 'widen the start window of the rule, or move its schedule to an hour with fewer jobs',
  groupKey: 'never-started',
};

const stoppedByHand: Explanation = {
  id: 'unknown',
  title: 'somebody stopped it',
  nextStep: 'ask whether the stop was meant, and start the backup again',
  groupKey: 'stopped',
};

const partsMissing: Explanation = {
  id: 'unknown',
  title: 'some of its parts are missing',
  nextStep: 'see its child jobs: they say which part failed, and why',
  groupKey: 'parts-missing',
};

type AboutResource = Pick<Finding, 'subject' | 'scope' | 'resourceArn' | 'resourceType'>;

export const aboutJob = ({ resourceName, resourceArn, resourceType, scope }: Job): AboutResource => ({
  subject: resourceName,
  scope,
  resourceArn,
  resourceType,
});
