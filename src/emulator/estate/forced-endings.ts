// Jobs that somebody outside wants to end at once, and how.
import type { Verdict } from './messages.ts';

export const forcedOutcomes = [
  ...(['COMPLETED', 'FAILED', 'ABORTED', 'EXPIRED'] as const),
  // Scans alone:
  ...(['COMPLETED_WITH_ISSUES', 'CANCELED', 'THREATS_FOUND'] as const),
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
  verdict?: Verdict | undefined;
  /** What a restore waits for afterwards. */
  validatedAt?: number;
  deletedAt?: number;
}

export interface ForcedEndings {
  /** Nothing was forced yet: so it is in nearly every estate, and each of its many jobs asks. */
  isEmpty(): boolean;
  force(jobId: string, ending: ForcedEnding): void;
  isForced(jobId: string): boolean;
  endingOf(jobId: string): ForcedEnding | undefined;
  /** The fate, ended as it was forced to. */
  ended<T extends Ends>(fate: T): T;
}

export function createForcedEndings(): ForcedEndings {
  const endings = new Map<string, ForcedEnding>();
  return {
    isEmpty: () => endings.size === 0,
    force: (jobId, ending) => void endings.set(jobId, ending),
    isForced: (jobId) => endings.has(jobId),
    endingOf: (jobId) => endings.get(jobId),
    ended(fate) {
      const ending = endings.size === 0 ? undefined : endings.get(fate.id);
      return ending === undefined ? fate : endedBy(fate, ending);
    },
  };
}

function endedBy<T extends Ends>(fate: T, { at, outcome, message }: ForcedEnding): T {
  const laterBy = at - fate.endsAt;
  return {
    ...fate,
    outcome,
    endsAt: at,
    startsAt: outcome === 'EXPIRED' ? undefined : Math.min(fate.startsAt ?? at, at),
    verdict: message === undefined ? undefined : { message, category: outcome === 'COMPLETED' ? 'SUCCESS' : 'FAILURE' },
    ...(fate.validatedAt !== undefined && { validatedAt: fate.validatedAt + laterBy }),
    ...(fate.deletedAt !== undefined && { deletedAt: fate.deletedAt + laterBy }),
  };
}
