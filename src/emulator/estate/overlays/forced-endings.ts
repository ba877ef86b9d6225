// Jobs that the control API ended, with their outcomes.
import type { OutcomeReason } from '../jobs/outcome-reasons.ts';

export const forcedOutcomes = [
  'COMPLETED',
  'FAILED',
  'ABORTED',
  'EXPIRED',
  // For scan jobs only:
  'COMPLETED_WITH_ISSUES',
  'CANCELED',
  'THREATS_FOUND',
] as const;
export type ForcedOutcome = (typeof forcedOutcomes)[number];

export interface ForcedEnding {
  at: number;
  outcome: ForcedOutcome;
  message?: string | undefined;
}

interface Ends {
  id: string;
  startsAt?: number | undefined;
  endsAt: number;
  outcome: string;
  reason?: OutcomeReason | undefined;
  /** For restore jobs: the steps after the end. */
  validatedAt?: number;
  deletedAt?: number;
}

export interface ForcedEndings {
  /** True in nearly every estate. Every job checks it, so it must be cheap. */
  isEmpty(): boolean;
  force(jobId: string, ending: ForcedEnding): void;
  isForced(jobId: string): boolean;
  endingOf(jobId: string): ForcedEnding | undefined;
  /** The job with its forced ending, if it has one. */
  ended<T extends Ends>(job: T): T;
}

export function createForcedEndings(): ForcedEndings {
  const endings = new Map<string, ForcedEnding>();
  return {
    isEmpty: () => endings.size === 0,
    force: (jobId, ending) => void endings.set(jobId, ending),
    isForced: (jobId) => endings.has(jobId),
    endingOf: (jobId) => endings.get(jobId),
    ended(job) {
      const ending = endings.size === 0 ? undefined : endings.get(job.id);
      return ending === undefined ? job : endedBy(job, ending);
    },
  };
}

function endedBy<T extends Ends>(job: T, { at, outcome, message }: ForcedEnding): T {
  const laterBy = at - job.endsAt;
  return {
    ...job,
    outcome,
    endsAt: at,
    startsAt: outcome === 'EXPIRED' ? undefined : Math.min(job.startsAt ?? at, at),
    reason: message === undefined ? undefined : { message, category: outcome === 'COMPLETED' ? 'SUCCESS' : 'FAILURE' },
    ...(job.validatedAt !== undefined && { validatedAt: job.validatedAt + laterBy }),
    ...(job.deletedAt !== undefined && { deletedAt: job.deletedAt + laterBy }),
  };
}
