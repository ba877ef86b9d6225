// A job's end in words, and the evidence behind it.
import { explainFailure } from '../failure-cause.ts';
import type { Job } from '../job.ts';
import { isCompletedWithIssues } from '../job-state.ts';
import type { Evidence, Finding } from './item.ts';

const lists = { backup: 'backup-jobs', copy: 'copy-jobs', restore: 'restore-jobs' } as const;

export const jobEvidence = ({ kind, id, scope }: Job): Evidence => ({ list: lists[kind], params: { id }, scope });

export const endOf = ({ completedAt, startBy, createdAt }: Job): number => completedAt ?? startBy ?? createdAt;

const badEnds: ReadonlySet<string> = new Set(['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL']);

/** It ended, and not as it should. */
export const endedBadly = ({ state }: Job): boolean => badEnds.has(state);

export const isDone = ({ state }: Job): boolean => state === 'COMPLETED';

/** 'FAILED: AWS refused access', 'EXPIRED in queue'. */
export function endWords(job: Job): string {
  const { state, startedAt, message } = job;
  if (isCompletedWithIssues(job)) return `completed with issues: ${explainFailure(message).title}`;
  if (state === 'EXPIRED' && startedAt === undefined) return 'EXPIRED in queue';
  if (state === 'ABORTED' && message === undefined) return 'ABORTED: somebody stopped it';
  if (state === 'PARTIAL' && message === undefined) return 'PARTIAL: some of its parts are missing';
  return `${state}: ${explainFailure(message).title}`;
}

type AboutResource = Pick<Finding, 'subject' | 'scope' | 'resourceArn' | 'resourceType'>;

export const aboutJob = ({ resourceName, resourceArn, resourceType, scope }: Job): AboutResource => ({
  subject: resourceName,
  scope,
  resourceArn,
  resourceType,
});
