// Ends a job of any kind with a given outcome, for tests that need this outcome.

import type { Estate, RegionMoment } from './estate/estate.ts';
import { backupState } from './estate/jobs/simulated-backup.ts';
import { copyState } from './estate/jobs/simulated-copy.ts';
import { restoreStatus } from './estate/jobs/simulated-restore.ts';
import { scanState, scansBetween } from './estate/jobs/simulated-scan.ts';
import { type ForcedOutcome, forcedOutcomes } from './estate/overlays/forced-endings.ts';

export interface Happening {
  job: string;
  outcome: ForcedOutcome;
  message?: string | undefined;
  /** Absent: all Regions. */
  region?: string | undefined;
}

type JobKind = 'backup' | 'copy' | 'restore' | 'scan';

const outcomesOf: Readonly<Record<JobKind, readonly ForcedOutcome[]>> = {
  backup: ['COMPLETED', 'FAILED', 'ABORTED', 'EXPIRED'],
  copy: ['COMPLETED', 'FAILED'],
  restore: ['COMPLETED', 'FAILED'],
  scan: ['COMPLETED', 'COMPLETED_WITH_ISSUES', 'THREATS_FOUND', 'FAILED', 'CANCELED'],
};

interface Found {
  kind: JobKind;
  region: string;
  id: string;
  state: string | undefined;
  startsAt?: number | undefined;
  endsAt: number;
}

const longestRunMs = 8 * 86_400_000;

/** Throws an error if the job cannot end with the outcome. */
export function happen(estate: Estate, now: number, { job, outcome, message, region }: Happening): object {
  const regions = region === undefined ? estate.regions : [region];
  const found = regions.flatMap((searched) => findJob(estate, { region: searched, now }, job.toUpperCase()))[0];
  if (found === undefined) throw new Error(`There is no job ${job} in the last 8 days.`);
  if (found.endsAt <= now) throw new Error(`The job ${found.id} has ended already: it is ${found.state}.`);
  const possible = outcomesOf[found.kind];
  if (!possible.includes(outcome)) {
    const alternatives = `${possible.slice(0, -1).join(', ')} or ${possible.at(-1)}`;
    throw new Error(`A ${found.kind} job cannot end ${outcome}, only ${alternatives}.`);
  }
  if (outcome === 'EXPIRED' && found.startsAt !== undefined && found.startsAt <= now) {
    throw new Error(`The job ${found.id} has started: only a job that has not started can end EXPIRED.`);
  }
  const reason = message ?? (outcome === 'FAILED' && found.kind !== 'scan' ? 'The job was made to fail.' : undefined);
  estate.overlay.endings.force(found.id, { at: now, outcome, message: reason });
  return { job: found.id, kind: found.kind, region: found.region, was: found.state, outcome };
}

function findJob(estate: Estate, { region, now }: RegionMoment, id: string): Found[] {
  const { timeline } = estate;
  const [from, to] = [now - longestRunMs, now + 1];
  const is = (job: { id: string }) => job.id.toUpperCase() === id;
  return [
    ...timeline
      .backups(region, from, to)
      .filter(is)
      .map((job) => ({ ...job, kind: 'backup' as const, region, state: backupState(job, now) })),
    ...timeline
      .copies(region, from, to)
      .filter(is)
      .map((job) => ({ ...job, kind: 'copy' as const, region, state: copyState(job, now) })),
    ...timeline
      .restores(region, from, to)
      .filter(is)
      .map((job) => ({ ...job, kind: 'restore' as const, region, state: restoreStatus(job, now) })),
    ...scansBetween(estate, region, { from, to })
      .filter(is)
      .map((job) => ({ ...job, kind: 'scan' as const, region, state: scanState(job, now) })),
  ];
}

export const isForcedOutcome = (text: unknown): text is ForcedOutcome =>
  typeof text === 'string' && (forcedOutcomes as readonly string[]).includes(text);
