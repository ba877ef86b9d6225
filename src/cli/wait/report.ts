// What is said of a job at the end of a wait, and the exit code.
import { endText, nextStepOf, outcomeMembers, outcomeOf } from '../../domain/jobs/job-outcome.ts';
import { defined } from '../../lib/defined.ts';
import { exitCodes } from '../output/exit-codes.ts';
import type { Awaited } from './await-job.ts';

/** The end of the job is not known, or not reached within the time. */
export const unknownCode = 3;

export function codeOf({ job, isOver }: Awaited): number {
  const outcome = isOver && job ? outcomeOf(job) : 'unknown';
  if (outcome === 'unknown') return unknownCode;
  return outcome === 'completed' ? exitCodes.fine : exitCodes.failed;
}

/** `id`: of the job that is waited for. */
export function reportText(id: string, { job, isOver, problem }: Awaited): string {
  if (!job || !isOver) {
    const why = problem ?? (job ? `it is still ${job.state}` : 'AWS has not returned it');
    return `Job ${id}: its end is not known: ${why}`;
  }
  const nextStep = nextStepOf(job);
  return nextStep === undefined ? endText(job) : `${endText(job)}\nNext: ${nextStep}`;
}

/** For machines. */
export const reportJson = (id: string, { job, isOver, problem }: Awaited): object =>
  defined({
    id,
    kind: job?.kind,
    ...(job ? outcomeMembers(job, isOver) : { outcome: 'unknown' }),
    problem,
  });
