// What findings about a job say of it, and the evidence behind it.
import type { Job } from '../../jobs/job.ts';
import type { Evidence } from './evidence.ts';
import type { FindingBase } from './finding.ts';

const lists = { backup: 'backup-jobs', copy: 'copy-jobs', restore: 'restore-jobs' } as const;

export const jobEvidence = ({ kind, id, scope }: Job): Evidence => ({ list: lists[kind], params: { id }, scope });

const badEnds: ReadonlySet<string> = new Set(['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL']);

/** It ended, and not as it should. */
export const endedBadly = ({ state }: Job): boolean => badEnds.has(state);

export const isDone = ({ state }: Job): boolean => state === 'COMPLETED';

type AboutResource = Pick<FindingBase, 'subject' | 'scope' | 'resourceArn' | 'resourceType'>;

export const aboutJob = ({ resourceName, resourceArn, resourceType, scope }: Job): AboutResource => ({
  subject: resourceName,
  scope,
  resourceArn,
  resourceType,
});
