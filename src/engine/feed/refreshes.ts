// Joins a burst of incomplete events into one request, at a rate that a person can follow.
import { feedRefreshMs } from '../../../config/polling.ts';
import { type ListRequest, requestKey } from '../../app/state/lists/poll-request.ts';
import type { Clock } from '../../lib/clock.ts';

export interface Refreshes {
  want(request: ListRequest): void;
  stop(): void;
}

export function createRefreshes(clock: Clock, refresh: (request: ListRequest) => void): Refreshes {
  let isStopped = false;
  const waiting = new Map<string, () => void>();
  const last = new Map<string, number>();
  return {
    want(request) {
      const key = requestKey(request);
      if (isStopped || waiting.has(key)) return;
      const now = clock.now();
      const earliest = (last.get(key) ?? Number.NEGATIVE_INFINITY) + feedRefreshMs.between;
      const ask = () => {
        waiting.delete(key);
        last.set(key, clock.now());
        refresh(request);
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
