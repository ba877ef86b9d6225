// Adds jobs to the store of a program that has ended: a month of them in each of its account-Regions.
import type { Job } from '../../src/domain/jobs/job.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { manyJobs } from '../support/many-jobs.ts';
import { monthOfJobs } from './month-of-jobs.ts';

const rowsInPage = 1_000;
const days = 29;
const dayMs = 86_400_000;

/** So much earlier that AWS is not requested for the progress of each job. */
function completed({ message: _, percent: __, ...job }: Job, earlierMs: number): Job {
  const createdAt = job.createdAt - earlierMs;
  return { ...job, state: 'COMPLETED', createdAt, startedAt: createdAt + 1_000, completedAt: createdAt + 60_000 };
}

/** `each`: every job is of a resource of its own; `nightly`: each night backs up the same resources. */
export type JobsOf = 'each' | 'nightly';

export async function addJobs(path: string, count: number, of: JobsOf): Promise<void> {
  const now = Date.now();
  const place = { path, isNamed: true, isShared: false, notices: [] };
  const { database, close } = openStore(place, { now: Date.now });
  const store = createStoreInProcess({ database, now: Date.now, clock: 'none', close });
  const scopes = store.sight()?.reader.scopes() ?? [];
  const inRegions = scopes.filter(({ region, accountId }) => region !== '' && accountId !== '');
  for (const scope of inRegions) {
    const request = { resource: 'backup-jobs', scope, params: '[]', requestedAt: now } as const;
    const response = store.writer.begin(request);
    const { accountId, region } = scope;
    const jobs = jobsOf({ accountId, region, connection: '' }, { count: Math.ceil(count / inRegions.length), now, of });
    for (let from = 0; from < jobs.length; from += rowsInPage) response.page(jobs.slice(from, from + rowsInPage));
    response.abandon();
  }
  await store.close();
}

function jobsOf(
  scope: Scope,
  { count, now, of }: { readonly count: number; readonly now: number; readonly of: JobsOf },
) {
  if (of === 'nightly') return monthOfJobs(scope, count, now).map((job) => completed(job, 0));
  return manyJobs(count, [scope], now).map((job, index) => completed(job, (index % days) * dayMs));
}
