// Applies events to the lists: a job changes when its event arrives, and AWS is asked for what an event does not
// contain.
import type { Data } from '../../app/state/data.ts';
import { scopesFor } from '../../app/state/lists/list-requests.ts';
import { type ListRequest, requestKey } from '../../app/state/lists/poll-request.ts';
import type { BackupEvent } from '../../domain/jobs/backup-event.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { applyNews, jobFromNews } from '../../domain/jobs/job-news.ts';
import { rowScope } from '../../domain/scope.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { ResourcePolls } from '../polls/polls-of-resources.ts';
import type { Feed } from './feed.ts';

export interface MovedJobsOptions {
  polls(): Pick<ResourcePolls, 'snapshot' | 'known' | 'addRows'>;
  data(): Pick<Data, 'scopes' | 'organizationScopes'>;
  /** Asks AWS for the list. */
  refresh(request: ListRequest): void;
  readonly newsOf: Feed['newsOf'];
}

/** The changed jobs of a list. */
interface MovedList {
  readonly request: ListRequest;
  readonly jobs: Map<string, Job>;
}

/** The lists that an event of each kind changes. */
const touched: Partial<Record<BackupEvent['kind'], ResourceId>> = {
  'backup-job': 'backup-jobs',
  'copy-job': 'copy-jobs',
  'restore-job': 'restore-jobs',
  'scan-job': 'scan-jobs',
  plan: 'plans',
  vault: 'vaults',
  setting: 'region-settings',
};

/** Returns the function that takes new events. */
export function createMovedJobs(options: MovedJobsOptions): (events: readonly BackupEvent[]) => void {
  let taking = Promise.resolve();

  const refreshListOf = (event: BackupEvent) => {
    const request = listRequestOf(event, options);
    if (request) options.refresh(request);
  };

  /** In order: each event is compared with the job that the previous event produced. */
  return (events) => {
    // If the job cannot be looked up, AWS is asked.
    const askAgain = () => events.forEach(refreshListOf);
    taking = taking.then(() => moveJobs(events, options)).catch(askAgain);
  };
}

async function moveJobs(events: readonly BackupEvent[], options: MovedJobsOptions): Promise<void> {
  const lists = new Map<string, MovedList>();
  for (const event of events) {
    const request = listRequestOf(event, options);
    const snapshot = request && options.polls().snapshot(request);
    // A list without a response will include the change; a list that is not watched need not be requested.
    if (!request || snapshot?.loadedAt === undefined) continue;
    const job = await moved(event, request, options);
    if (job === undefined) options.refresh(request);
    else if (job !== 'known') {
      const list = lists.get(requestKey(request)) ?? { request, jobs: new Map() };
      list.jobs.set(resources[request.resource].key(job), job);
      lists.set(requestKey(request), list);
    }
  }
  for (const { request, jobs } of lists.values()) options.polls().addRows(request, [...jobs.values()]);
}

/** The list that shows the subject of the event. */
function listRequestOf(event: BackupEvent, { data }: MovedJobsOptions): ListRequest | undefined {
  const resource = touched[event.kind];
  if (!resource) return undefined;
  const { accountId, region } = event;
  const scope = scopesFor(resource, data()).find(
    (one) => one.region === region && (one.organization || one.accountId === accountId),
  );
  return scope && { kind: 'list', resource, scope, params: {}, priority: 1 };
}

/** The job with the event applied; undefined if AWS has to be asked. */
async function moved(
  event: BackupEvent,
  request: ListRequest,
  { polls, newsOf }: MovedJobsOptions,
): Promise<Job | 'known' | undefined> {
  if (!event.job) return undefined;
  const { accountId, region } = event;
  const { kind, id } = event.job;
  const scope = rowScope(request.scope, accountId);
  const news = newsOf({ kind, id, accountId, region }) ?? event.job;
  const known = await polls()
    .known(request)
    .find({ ...news.members, scope, kind, id } as Job);
  if (!known) return jobFromNews(news, scope);
  const after = applyNews(known, news);
  return after === known ? 'known' : after;
}
