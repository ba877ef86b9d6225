// Makes a job of any kind end now: for tests that cannot wait for luck.
import { backupState } from './estate/backup-fate.ts';
import type { Estate } from './estate/estate.ts';
import { copyState, restoreStatus } from './estate/follow-fates.ts';
import { type ForcedOutcome, forcedOutcomes } from './estate/forced-endings.ts';

export interface Happening {
  job: string;
  outcome: ForcedOutcome;
  message?: string | undefined;
  /** Absent: any. */
  region?: string | undefined;
}

interface Found {
  kind: 'backup' | 'copy' | 'restore';
  region: string;
  id: string;
  state: string | undefined;
  startsAt?: number | undefined;
  endsAt: number;
}

const longestRunMs = 8 * 86_400_000;

/** Throws a sentence when the job cannot end so. */
export function happen(estate: Estate, now: number, { job, outcome, message, region }: Happening): object {
  const regions = region === undefined ? estate.regions : [region];
  const found = regions.flatMap((one) => findJob(estate, one, job.toUpperCase(), now))[0];
  if (found === undefined) throw new Error(`There is no job ${job} among those of the last 8 days.`);
  if (found.endsAt <= now) throw new Error(`The job ${found.id} has ended already: it is ${found.state}.`);
  if (found.kind !== 'backup' && outcome !== 'COMPLETED' && outcome !== 'FAILED') {
    throw new Error(`A ${found.kind} job ends COMPLETED or FAILED, not ${outcome}.`);
  }
  if (outcome === 'EXPIRED' && found.startsAt !== undefined && found.startsAt <= now) {
    throw new Error(`The job ${found.id} has started: only one that never starts is EXPIRED.`);
  }
  const words = message ?? (outcome === 'FAILED' ? 'The job was made to fail.' : undefined);
  estate.overlay.endings.force(found.id, { at: now, outcome, message: words });
  return { job: found.id, kind: found.kind, region: found.region, was: found.state, outcome };
}

function findJob({ timeline }: Estate, region: string, id: string, now: number): Found[] {
  const [from, to] = [now - longestRunMs, now + 1];
  const is = (fate: { id: string }) => fate.id === id;
  return [
    ...timeline
      .backups(region, from, to)
      .filter(is)
      .map((fate) => ({ ...fate, kind: 'backup' as const, region, state: backupState(fate, now) })),
    ...timeline
      .copies(region, from, to)
      .filter(is)
      .map((fate) => ({ ...fate, kind: 'copy' as const, region, state: copyState(fate, now) })),
    ...timeline
      .restores(region, from, to)
      .filter(is)
      .map((fate) => ({ ...fate, kind: 'restore' as const, region, state: restoreStatus(fate, now) })),
  ];
}

export const isForcedOutcome = (text: unknown): text is ForcedOutcome =>
  typeof text === 'string' && (forcedOutcomes as readonly string[]).includes(text);
