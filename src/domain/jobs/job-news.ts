// Joins the events of a job. Events arrive more than once, late and in any order: the result does not depend on that.

import type { Scope } from '../scope.ts';
import type { JobNews } from './backup-event.ts';
import type { Job } from './job.ts';
import { activeStates, stateTone } from './job-state.ts';

const order = ['CREATED', 'PENDING', 'RUNNING', 'ABORTING', 'COMPLETING', 'FAILING'];

/**
 * The position of a state on a job's way. An unknown state is not an end; it counts as later than all known active
 * states.
 */
function stage(state: string): number {
  if (activeStates.has(state)) return order.indexOf(state);
  return stateTone(state) === 'plain' ? order.length : order.length + 1;
}

/** True if `news` has a later stage than `known`, or a later time in the same stage. */
function isNewer(news: Pick<JobNews, 'state' | 'at'>, known: Pick<JobNews, 'state' | 'at'>): boolean {
  const by = stage(news.state) - stage(known.state);
  return by === 0 ? news.at >= known.at : by > 0;
}

/** The member name that journals and stores of earlier versions use. */
const formerName = 'told';

export type StoredJobNews = JobNews | (Omit<JobNews, 'members'> & { readonly [formerName]: JobNews['members'] });

/** Reads job news from a journal or a store of any version. */
export function readStoredNews(stored: StoredJobNews): JobNews {
  if ('members' in stored) return stored;
  const { [formerName]: members, ...news } = stored;
  return { ...news, members };
}

/** Joins both; for members in both the later stage is used. */
export function joinNews(known: JobNews | undefined, news: JobNews): JobNews {
  if (!known) return news;
  const [older, newer] = isNewer(news, known) ? [known, news] : [news, known];
  return { ...newer, members: { ...older.members, ...newer.members } };
}

/** The job with the news applied; the same object if AWS's list has the news already. */
export function applyNews(job: Job, news: JobNews): Job {
  if (stage(news.state) <= stage(job.state)) return job;
  return { ...job, ...news.members, id: job.id, state: news.state };
}

/** A job that no list has returned yet. undefined if the news lacks the resource: then AWS has to be asked. */
export function jobFromNews({ kind, id, state, at, members }: JobNews, scope: Scope): Job | undefined {
  if (members.resourceArn === undefined) return undefined;
  return {
    resourceArn: '',
    resourceName: '',
    resourceType: '',
    vaultName: '',
    createdAt: at,
    isParent: false,
    ...members,
    kind,
    id,
    scope,
    state,
    isFromEvent: true,
  };
}
