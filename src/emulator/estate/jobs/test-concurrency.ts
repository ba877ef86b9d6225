// How many restore tests of a type run at the same time, and what happens to those that find no place.
// AWS: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-quotas
import type { SimulatedRestore } from './simulated-restore.ts';

const mostAtOnce: Readonly<Record<string, number>> = { EBS: 100, EC2: 100, EFS: 30, S3: 30 };
const mostOfOtherTypes = 40;

export const noPlaceMessage =
  'Restore job was unable to start within the specified start window. Try increasing your start window.';

/**
 * The jobs of one run of a plan, with those beyond the quota of their type behind the others. A job that cannot start
 * before `windowEndsAt` (epoch ms) fails then.
 */
export function withinConcurrency(jobs: readonly SimulatedRestore[], windowEndsAt: number): SimulatedRestore[] {
  const placesByType = new Map<string, number[]>();
  return jobs.map((job) => {
    const { type } = job.backup.resource;
    const places = placesByType.get(type) ?? [];
    placesByType.set(type, places);
    if (places.length < (mostAtOnce[type] ?? mostOfOtherTypes)) {
      places.push(job.endsAt);
      return job;
    }
    const free = places.indexOf(Math.min(...places));
    const delay = Math.max(0, (places[free] ?? 0) - job.startsAt);
    if (job.startsAt + delay >= windowEndsAt) return withoutPlace(job, windowEndsAt);
    places[free] = job.endsAt + delay;
    return delayed(job, delay);
  });
}

const delayed = (job: SimulatedRestore, delay: number): SimulatedRestore => ({
  ...job,
  startsAt: job.startsAt + delay,
  endsAt: job.endsAt + delay,
  validatedAt: job.validatedAt + delay,
  deletedAt: job.deletedAt + delay,
});

const withoutPlace = (job: SimulatedRestore, at: number): SimulatedRestore => ({
  ...job,
  startsAt: at,
  endsAt: at,
  outcome: 'FAILED',
  reason: { message: noPlaceMessage, category: 'FAILURE' },
});
