// Recovery points that reach the age at which AWS deletes them or moves them to cold storage.

import type { Estate } from '../estate.ts';
import { leavesPoint } from '../jobs/simulated-backup.ts';
import { destinationAccount } from '../jobs/simulated-copy.ts';
import type { CopySpec, Lifecycle } from '../spec.ts';
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
  { timeline, overlay, arrivals }: Estate,
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

  const scheduled = timeline.seriesIn(region).flatMap((series) => {
    const days = daysOf(series.rule.lifecycle);
    if (days === undefined) return [];
    return timeline
      .ofSeries(series, ...createdWithin(days))
      .filter(leavesPoint)
      .map(ofBackup);
  });
  const isHere = (copy: CopySpec) => copy.region === region && destinationAccount(copy) === arrivals.account;
  const copied = arrivals.timelines().flatMap((source) =>
    source.series.flatMap((series) =>
      series.rule.copies.filter(isHere).flatMap((copy) => {
        const days = daysOf(copy.lifecycle);
        if (days === undefined) return [];
        return source
          .ofSeries(series, ...createdWithin(days))
          .flatMap(source.copiesOf)
          .filter((job) => job.to === copy && job.outcome === 'COMPLETED')
          .map(ofCopy);
      }),
    ),
  );
  const manual = overlay.startedIn(region).map(overlay.apply).filter(leavesPoint).map(ofBackup);
  const manualCopies = arrivals
    .started(region)
    .filter(({ outcome }) => outcome === 'COMPLETED')
    .map(ofCopy);
  return [...scheduled, ...copied, ...manual, ...manualCopies];
}
