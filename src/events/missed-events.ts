// Whether the feed brings every event: AWS sends one for the end of each backup job, and polling finds the ends too. Where
// two readers share a queue, SQS gives each message to one of them, and nothing else tells.
import type { BackupEvent } from '../domain/jobs/backup-event.ts';
import type { Job } from '../domain/jobs/job.ts';
import { activeStates } from '../domain/jobs/job-state.ts';

/** Of the newest ends that polling found. */
export interface MissedEvents {
  readonly missed: number;
  readonly of: number;
}

export interface EventCheck {
  /** Events that came, new ones and those of the runs before. */
  came(events: readonly BackupEvent[], now: number): void;
  /** A job as AWS listed it, and the state that events gave it. */
  listed(job: Job, reportedState: string | undefined, now: number): void;
  /** Undefined while as good as every end had its event. */
  missed(): MissedEvents | undefined;
}

/** EventBridge is seconds behind, and a queue that was not read for a moment has more to give. */
export const graceMs = 5 * 60_000;
const mostEnds = 100;
const leastMissed = 3;
/** EventBridge promises its best effort only; a second reader takes about half. */
const leastShare = 0.2;

export function createEventCheck(): EventCheck {
  /** Since when the ends of a place should come; only where a rule of EventBridge sends all of them. */
  const coveredSince = new Map<string, number>();
  const ends = new Map<string, boolean>();
  const placeOf = ({ accountId, region }: { readonly accountId: string; readonly region: string }) =>
    `${accountId}/${region}`;
  const keyOf = (place: string, id: string) => `${place}/${id.toUpperCase()}`;

  return {
    came(events, now) {
      for (const event of events) {
        if (event.via !== 'eventbridge' || event.job?.kind !== 'backup') continue;
        const place = placeOf(event);
        if (!coveredSince.has(place)) coveredSince.set(place, now);
        const key = keyOf(place, event.job.id);
        if (ends.has(key) && !activeStates.has(event.job.state)) ends.set(key, true);
      }
    },
    listed({ kind, id, scope, state, completedAt, parentId }, reportedState, now) {
      const place = placeOf(scope);
      const since = coveredSince.get(place);
      if (kind !== 'backup' || parentId !== undefined || activeStates.has(state)) return;
      if (since === undefined || completedAt === undefined) return;
      if (completedAt <= since || completedAt > now - graceMs) return;
      ends.set(keyOf(place, id), reportedState !== undefined && !activeStates.has(reportedState));
      const [oldest] = ends.keys();
      if (ends.size > mostEnds && oldest !== undefined) ends.delete(oldest);
    },
    missed() {
      const missed = [...ends.values()].filter((isReported) => !isReported).length;
      return missed >= leastMissed && missed / ends.size >= leastShare ? { missed, of: ends.size } : undefined;
    },
  };
}
