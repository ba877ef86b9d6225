// Jobs whose end the person wants to be told: what each response of AWS says about them.
import type { Job } from '../../domain/jobs/job.ts';
import type { JobNotification } from '../../domain/jobs/job-notification.ts';
import { isActive } from '../../domain/jobs/job-state.ts';
import type { Scope } from '../../domain/scope.ts';
import { isSame } from '../../lib/same.ts';
import type { JobListId } from '../../resources/resource-id.ts';
import type { Data } from '../state/data.ts';
import { requestFor, scopesFor } from '../state/lists/list-requests.ts';

export interface FollowedJob {
  readonly list: JobListId;
  /** Of its row. */
  readonly key: string;
  /** As AWS returned it last. */
  readonly job: Job;
  /** Why its state is not known now. */
  readonly problem?: string;
  /** The person was told that its state is not known: it is said once. */
  readonly isUnknownNotified?: true;
}

/** Its end is known, and was told. */
export const isOver = ({ job, problem }: FollowedJob): boolean => problem === undefined && !isActive(job);

/** The job after the present responses; the same object if nothing has changed. */
export function lookAt(followed: FollowedJob, data: Data): FollowedJob {
  if (isOver(followed)) return followed;
  const { list, key, isUnknownNotified } = followed;
  const found = present(followed, data);
  const job = found.job ?? followed.job;
  const { problem } = found;
  const next: FollowedJob = {
    list,
    key,
    job,
    ...(problem === undefined ? {} : { problem }),
    ...(isUnknownNotified || problem !== undefined ? { isUnknownNotified: true } : {}),
  };
  return isSame(next, followed) ? followed : next;
}

/** What is to be told of a change; undefined: nothing. */
export function notificationOf(before: FollowedJob, after: FollowedJob): JobNotification | undefined {
  const { job, problem } = after;
  if (problem !== undefined) return before.isUnknownNotified ? undefined : { job, problem };
  return isOver(after) && !isOver(before) ? { job } : undefined;
}

/** The scope whose list has the job; undefined: it is not watched. */
export function scopeOf({ list, job }: Pick<FollowedJob, 'list' | 'job'>, data: Data): Scope | undefined {
  const { region, accountId } = job.scope;
  return scopesFor(list, data).find(
    (one) => one.region === region && (one.organization || one.accountId === accountId),
  );
}

/** The job in the newest response of its list. */
function present(followed: FollowedJob, data: Data): { readonly job?: Job; readonly problem?: string } {
  const { list, key, job } = followed;
  const scope = scopeOf(followed, data);
  if (!scope) return { problem: 'the account or Region of the job is not watched' };
  const request = requestFor(list, scope);
  const snapshot = data.snapshot(request);
  const row: Job | undefined = data.rowOf([request], key, job);
  if (row && !isActive(row)) return { job: row };
  if (snapshot?.failure) return { ...(row ? { job: row } : {}), problem: snapshot.failure.problem.message };
  if (row && !row.isLost) return { job: row };
  return snapshot?.loadedAt === undefined ? {} : { problem: gone };
}

const gone = 'AWS no longer lists the job';
