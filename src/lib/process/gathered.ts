// Joins several calls within a moment into one.
import type { Clock } from '../clock.ts';

export function createGathered(clock: Pick<Clock, 'setTimeout'>, gatherMs: number, call: () => void): () => void {
  let isComing = false;
  return () => {
    if (isComing) return;
    isComing = true;
    clock.setTimeout(() => {
      isComing = false;
      call();
    }, gatherMs);
  };
}
