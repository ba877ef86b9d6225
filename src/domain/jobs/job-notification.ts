// What is told of a job whose end a person waits for.
import { defined } from '../../lib/defined.ts';
import type { Job } from './job.ts';
import { endText, jobTitle, outcomeMembers } from './job-outcome.ts';

export interface JobNotification {
  /** As AWS returned it last. */
  readonly job: Job;
  /** Why it is not known whether and how the job ended. Absent: the job is over. */
  readonly problem?: string;
}

/** 'Backup job 0A1B2C3D of orders-db: FAILED: …', short enough for a line of the screen. */
export function notificationText({ job, problem }: JobNotification): string {
  const short = { ...job, id: job.id.slice(0, 8) };
  if (problem === undefined) return endText(short);
  return `${jobTitle(job)} ${short.id} of ${job.resourceName}: its end is not known: ${problem}`;
}

/** For machines. */
export const notificationJson = ({ job, problem }: JobNotification): object =>
  defined({
    id: job.id,
    kind: job.kind,
    accountId: job.scope.accountId,
    region: job.scope.region,
    resourceArn: job.resourceArn,
    ...outcomeMembers(job, problem === undefined),
    problem,
  });
