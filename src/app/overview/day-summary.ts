// AWS's own counts of the newest whole day, shown until the lists of jobs have arrived.
import { type AwsDaySummary, type JobDay, newestDay } from '../../domain/jobs/job-day.ts';
import { jobListIds } from '../../resources/resource-id.ts';
import type { Data } from '../state/data.ts';
import { everywhere } from '../state/list-questions.ts';
import { isSettled } from '../state/settled.ts';
import { summaryQuestions } from '../state/watching.ts';

/** undefined: the program's own counts are complete, or AWS returned none. */
export function daySummary(data: Data): AwsDaySummary | undefined {
  const asked = summaryQuestions(data);
  const isLoading = () =>
    !isSettled(
      jobListIds.flatMap((list) => everywhere(list, data)),
      data,
    );
  if (asked.length === 0 || !isLoading()) return undefined;
  return newestDay(data.listed(asked) as readonly JobDay[]);
}
