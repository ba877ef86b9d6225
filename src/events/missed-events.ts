// Whether the feed has every event: AWS sends one for the end of each backup job, and polls find the ends, too. If two
// readers share a queue, SQS gives each message to one of them, without any other sign.
import type { BackupEvent } from '../domain/jobs/backup-event.ts';
import type { Job } from '../domain/jobs/job.ts';
import { activeStates } from '../domain/jobs/job-state.ts';

/** Of the newest ends that polls found. */
export interface MissedEvents {
  readonly missed: number;
  readonly of: number;
}

export interface EventCheck {
  /** Takes events that arrived, and those of earlier runs. */
  came(events: readonly BackupEvent[], now: number): void;
  /** Takes a job as AWS listed it, and its state by events. */
  listed(job: Job, reportedState: string | undefined, now: number): void;
  /** undefined while almost every end has its event. */
  missed(): MissedEvents | undefined;
}

/** EventBridge is seconds late, and a queue that was not read for a while has older messages. */
export const graceMs = 5 * 60_000;
const mostEnds = 100;
const leastMissed = 3;
/** EventBridge does not guarantee delivery; a second reader takes about half. */
const leastShare = 0.2;

export function createEventCheck(): EventCheck {
  /** Since when events of an account-Region must arrive; only if an EventBridge rule sends all of them. */
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
