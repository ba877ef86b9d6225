// The person is told when a job ends. Nothing is sent to AWS: the lists of jobs are polled anyway.
import type { Job } from '../../../domain/jobs/job.ts';
import { isActive } from '../../../domain/jobs/job-state.ts';
import type { Action } from '../../action.ts';
import { undoable } from '../undo.ts';

export const followJob: Action<Job> = {
  id: 'follow',
  title: 'notify me when it ends',
  pending: 'following',
  undo: undoable('remove the job in the list :following'),
  danger: 'none',
  many: true,
  disabled: (job) => (isActive(job) ? undefined : `it is over: ${job.state}`),
  retries: {},
  requests: () => [],
  follows: true,
};
