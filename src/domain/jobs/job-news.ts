// Events come more than once, late and in any order: what they say of a job is put together here so that none of it matters.

import type { Scope } from '../scope.ts';
import type { JobNews } from './backup-event.ts';
import type { Job } from './job.ts';
import { activeStates, stateTone } from './job-state.ts';

const order = ['CREATED', 'PENDING', 'RUNNING', 'ABORTING', 'COMPLETING', 'FAILING'];

/** How far a job is on its way. A word we do not know is no end, but further than any we know on the way. */
function stage(state: string): number {
  if (activeStates.has(state)) return order.indexOf(state);
  return stateTone(state) === 'plain' ? order.length : order.length + 1;
}

/** True when `news` is further on than what is known, or says more of the same stage. */
function isNewer(news: Pick<JobNews, 'state' | 'at'>, known: Pick<JobNews, 'state' | 'at'>): boolean {
  const by = stage(news.state) - stage(known.state);
  return by === 0 ? news.at >= known.at : by > 0;
}

/** Journals and stores of earlier versions have the members of the job under this name. */
const formerName = 'told';

export type StoredJobNews = JobNews | (Omit<JobNews, 'members'> & { readonly [formerName]: JobNews['members'] });

/** News as a journal or a store has it, whichever version wrote it. */
export function readStoredNews(stored: StoredJobNews): JobNews {
  if ('members' in stored) return stored;
  const { [formerName]: members, ...news } = stored;
  return { ...news, members };
}

/** Both in one; the further one's words count. */
export function joinNews(known: JobNews | undefined, news: JobNews): JobNews {
  if (!known) return news;
  const [older, newer] = isNewer(news, known) ? [known, news] : [news, known];
  return { ...newer, members: { ...older.members, ...newer.members } };
}

/** The job after the news; the same object when AWS's list knew it already. */
export function applyNews(job: Job, news: JobNews): Job {
  if (stage(news.state) <= stage(job.state)) return job;
  return { ...job, ...news.members, id: job.id, state: news.state };
}

/** A job that no list has shown yet. Undefined while nothing says what it is about: then AWS has to be asked. */
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
