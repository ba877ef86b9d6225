// Recovery points that reach the age at which AWS deletes them or moves them to cold storage.

import type { Estate } from '../estate.ts';
import { leavesPoint } from '../jobs/simulated-backup.ts';
import type { Lifecycle } from '../spec.ts';
import { type EstatePoint, pointOfBackup, pointOfCopy } from './estate-point.ts';

const dayMs = 86_400_000;

/** The point at a moment; undefined before it exists and after it is deleted. */
export type PointAt = (now: number) => EstatePoint | undefined;

export interface AgedPoint {
  completedAt: number;
  at: PointAt;
}

/**
 * Recovery points of a Region whose age reaches `daysOf(lifecycle)` between `from` and `to`, within the hours that AWS
 * takes. Points that callers created are all included, at any age.
 */
export function agedPoints(
  { timeline, overlay, regions }: Estate,
  region: string,
  [from, to]: readonly [number, number],
  daysOf: (lifecycle: Lifecycle) => number | undefined,
): AgedPoint[] {
  const changes = overlay.vaultOverlay.points;
  const createdWithin = (days: number) => [from - (days + 1) * dayMs, to - days * dayMs] as const;
  const ofBackup = (job: Parameters<typeof pointOfBackup>[0]): AgedPoint => ({
    completedAt: job.endsAt,
    at: (now) => pointOfBackup(job, now, changes),
  });
  const ofCopy = (job: Parameters<typeof pointOfCopy>[0]): AgedPoint => ({
    completedAt: job.endsAt,
    at: (now) => pointOfCopy(job, now, changes),
  });

  const scheduled = timeline.series.flatMap((series) => {
    const { lifecycle, copies } = series.rule;
    const days = series.region === region ? daysOf(lifecycle) : undefined;
    const own =
      days === undefined
        ? []
        : timeline
            .ofSeries(series, ...createdWithin(days))
            .filter(leavesPoint)
            .map(ofBackup);
    const copied = copies.flatMap((copy) => {
      const copyDays = copy.region === region ? daysOf(copy.lifecycle) : undefined;
      if (copyDays === undefined) return [];
      return timeline
        .ofSeries(series, ...createdWithin(copyDays))
        .flatMap(timeline.copiesOf)
        .filter((job) => job.to === copy && job.outcome === 'COMPLETED')
        .map(ofCopy);
    });
    return [...own, ...copied];
  });
  const manual = overlay.startedIn(region).map(overlay.apply).filter(leavesPoint).map(ofBackup);
  const manualCopies = regions
    .flatMap((source) => overlay.planOverlay.copiesFrom(source).map(overlay.endings.ended))
    .filter(({ to: destination, outcome }) => destination.region === region && outcome === 'COMPLETED')
    .map(ofCopy);
  return [...scheduled, ...manual, ...manualCopies];
}
