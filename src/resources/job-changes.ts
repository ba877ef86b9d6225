// What is new among jobs: those still active, those made and those ended since; one by one those that slipped through.
import { jobHistoryMs } from '../../config/polling.ts';
import type { Job } from '../domain/job.ts';
import { isActive } from '../domain/job-state.ts';
import { scopeKey } from '../domain/scope.ts';

/** Jobs asked for by id in one turn: a job may end without a completion date, and no list of changes has it then. */
const mostAskedById = 20;

// Ids come in upper and in lower case.
export const jobKey = ({ scope, kind, id }: Pick<Job, 'scope' | 'kind' | 'id'>): string =>
  `${scopeKey(scope)}/${kind}/${id.toUpperCase()}`;

export const isJobGone = (job: Job, now: number): boolean => !isActive(job) && job.createdAt < now - jobHistoryMs;

export const historyStart = (now: number): Date => new Date(now - jobHistoryMs);

export async function* jobChanges(
  listings: readonly AsyncGenerator<Job[]>[],
  known: ReadonlyMap<string, Job>,
  describe: (job: Job) => Promise<Job | undefined>,
): AsyncGenerator<Job[]> {
  // Taken before the first page: the poll puts rows into the same map while it reads.
  const missing = new Map([...known].filter(([, job]) => isActive(job)));
  for (const listing of listings) {
    for await (const jobs of listing) {
      for (const job of jobs) missing.delete(jobKey(job));
      yield jobs;
    }
  }
  const asked = await Promise.allSettled([...missing.values()].slice(0, mostAskedById).map(describe));
  // A refusal here is no failure of the list: the job stays as it was and is asked for again next time.
  yield asked.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
}

/** Only the jobs that pass, with no empty pages left out: an empty page is progress too. */
export async function* only(pages: AsyncGenerator<Job[]>, test: (job: Job) => boolean): AsyncGenerator<Job[]> {
  for await (const jobs of pages) yield jobs.filter(test);
}
