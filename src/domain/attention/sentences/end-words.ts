import { isCompletedWithIssues } from '../../jobs/job-state.ts';
import { explainEnd, type JobEnd } from '../runs/job-end.ts';

/** 'FAILED: AWS refused access', 'EXPIRED in queue: another job of the resource was running'. */
export function endWords(end: JobEnd, message?: string): string {
  const { state, startedAt } = end;
  const { title } = explainEnd(end, message);
  if (isCompletedWithIssues({ ...end, ...(message === undefined ? {} : { message }) }))
    return `completed with issues: ${title}`;
  return state === 'EXPIRED' && startedAt === undefined ? `EXPIRED in queue: ${title}` : `${state}: ${title}`;
}

/** Equal for jobs that ended in the same state for the same cause. */
export const endKey = ({ state }: JobEnd, causeKey: string): string => `failed ${state} ${causeKey}`;
