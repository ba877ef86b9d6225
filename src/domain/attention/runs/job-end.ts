// The reason for a job's end and the next step, from AWS's message, or from the state alone.
import { defined } from '../../../lib/defined.ts';
import { type Explanation, explainFailure } from '../../jobs/failure-cause.ts';
import type { Job } from '../../jobs/job.ts';

/** The members of a job that, with its message, explain its end. */
export interface JobEnd extends Pick<Job, 'kind' | 'state'> {
  /** Epoch ms; absent: the job never started. */
  readonly startedAt?: number;
  readonly messageCategory?: string;
  readonly roleArn?: string;
  readonly resourceType?: string;
}

export const jobEnd = ({ kind, state, startedAt, messageCategory, roleArn, resourceType }: Job): JobEnd =>
  defined({ kind, state, startedAt, messageCategory, roleArn, resourceType });

/** The end with its cause. `causeKey` is equal for jobs with the same cause. */
export function causedEnd(job: Job): { readonly end: JobEnd; readonly causeKey?: string } {
  const end = jobEnd(job);
  const { id, groupKey } = explainEnd(end, job.message);
  // An internal error of AWS in one Region is unrelated to one in another Region.
  const isOfRegion = id === 'internal' && groupKey !== undefined;
  return defined({ end, causeKey: isOfRegion ? `${groupKey}/${job.scope.region}` : groupKey });
}

export function explainEnd(end: JobEnd, message = ''): Explanation {
  const { state, startedAt } = end;
  const explained = explainFailure({ ...end, message });
  if (state === 'EXPIRED' && startedAt === undefined && (message === '' || explained.id === 'expired'))
    return neverStarted;
  if (message !== '') return explained;
  if (state === 'ABORTED') return stoppedByHand;
  return state === 'PARTIAL' ? partsMissing : explained;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html: StartWindowMinutes. */
const neverStarted: Explanation = {
  id: 'expired',
  title: 'the job did not start within its start window',
  nextStep: 'lengthen the start window of the rule, or move its schedule to an hour with fewer jobs',
  groupKey: 'never-started',
};

const stoppedByHand: Explanation = {
  id: 'unknown',
  title: 'the job was stopped',
  nextStep: 'check whether the stop was intended, and start the job again',
  groupKey: 'stopped',
};

const partsMissing: Explanation = {
  id: 'unknown',
  title: 'some parts are missing',
  nextStep: 'check the messages of the child jobs that failed',
  groupKey: 'parts-missing',
};
