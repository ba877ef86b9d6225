// Jobs of a month, of which each night backs up the same resources.
import type { Job } from '../../src/domain/jobs/job.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { manyJobs } from '../support/many-jobs.ts';

const dayMs = 86_400_000;
const nights = 29;

/** Jobs over and running. */
export function monthOfJobs(scope: Scope, count: number, now: number): Job[] {
  const perNight = Math.ceil(count / nights);
  const found = Array.from({ length: nights }, (_, night) =>
    manyJobs(perNight, [scope], now - night * dayMs).map((job, index) => ({
      ...job,
      id: `${job.id.slice(0, -8)}${(night * perNight + index).toString(16).padStart(8, '0')}`,
    })),
  );
  return found.flat().slice(0, count);
}
