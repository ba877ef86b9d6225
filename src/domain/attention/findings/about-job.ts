// The members of findings about a job, and the evidence of such findings.
import type { Job } from '../../jobs/job.ts';
import type { Evidence } from './evidence.ts';
import type { FindingBase } from './finding.ts';

const lists = { backup: 'backup-jobs', copy: 'copy-jobs', restore: 'restore-jobs' } as const;

export const jobEvidence = ({ kind, id, scope }: Job): Evidence => ({ list: lists[kind], params: { id }, scope });

const badEnds: ReadonlySet<string> = new Set(['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL']);

/** The job ended with a bad result. */
export const endedBadly = ({ state }: Job): boolean => badEnds.has(state);

export const isDone = ({ state }: Job): boolean => state === 'COMPLETED';

type AboutResource = Pick<FindingBase, 'subject' | 'scope' | 'resourceArn' | 'resourceType'>;

export const aboutJob = ({ resourceName, resourceArn, resourceType, scope }: Job): AboutResource => ({
  subject: resourceName,
  scope,
  resourceArn,
  resourceType,
});
