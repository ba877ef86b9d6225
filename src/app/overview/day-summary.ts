// AWS's own counts of the newest whole day, shown until the lists of jobs have arrived.
import { type AwsDaySummary, type JobDay, newestDay } from '../../domain/jobs/job-day.ts';
import { jobListIds } from '../../resources/resource-id.ts';
import type { Data } from '../state/data.ts';
import { everywhere } from '../state/lists/list-requests.ts';
import { isSettled } from '../state/lists/settled.ts';
import { summaryRequests } from '../state/lists/watching.ts';

/** undefined: the program's own counts are complete, or AWS returned none. */
export function daySummary(data: Data): AwsDaySummary | undefined {
  const requested = summaryRequests(data);
  const isLoading = () =>
    !isSettled(
      jobListIds.flatMap((list) => everywhere(list, data)),
      data,
    );
  if (requested.length === 0 || !isLoading()) return undefined;
  return newestDay(data.listed(requested) as readonly JobDay[]);
}
