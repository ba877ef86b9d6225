// Joins a burst of incomplete events into one request, at a rate that a person can follow.
import { feedRefreshMs } from '../../../config/polling.ts';
import { type ListQuestion, questionKey } from '../../app/state/question.ts';
import type { Clock } from '../../lib/clock.ts';

export interface Refreshes {
  want(question: ListQuestion): void;
  stop(): void;
}

export function createRefreshes(clock: Clock, refresh: (question: ListQuestion) => void): Refreshes {
  let isStopped = false;
  const waiting = new Map<string, () => void>();
  const last = new Map<string, number>();
  return {
    want(question) {
      const key = questionKey(question);
      if (isStopped || waiting.has(key)) return;
      const now = clock.now();
      const earliest = (last.get(key) ?? Number.NEGATIVE_INFINITY) + feedRefreshMs.between;
      const ask = () => {
        waiting.delete(key);
        last.set(key, clock.now());
        refresh(question);
      };
      waiting.set(key, clock.setTimeout(ask, Math.max(feedRefreshMs.gather, earliest - now)));
    },
    stop() {
      isStopped = true;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
