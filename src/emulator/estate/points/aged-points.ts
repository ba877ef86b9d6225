// Recovery points that reach the age at which AWS deletes them or moves them to cold storage.

import type { Interval } from '../backup-timeline.ts';
import type { Estate } from '../estate.ts';
import { leavesPoint, type SimulatedBackup } from '../jobs/simulated-backup.ts';
import { destinationAccount, type SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { CopySpec, Lifecycle } from '../spec.ts';
import { type EstatePoint, pointOfJob } from './estate-point.ts';

const dayMs = 86_400_000;

/** The point at a moment; undefined before it exists and after it is deleted. */
export type PointAt = (now: number) => EstatePoint | undefined;

export interface AgedPoint {
  completedAt: number;
  at: PointAt;
}

/**
 * Recovery points of a Region that reach an age of their lifecycle in the interval, within the hours that AWS takes.
 * Points that callers created are all included, at any age.
 */
type AgedPoints = (estate: Estate, region: string, interval: Interval) => AgedPoint[];

/** Points that AWS deletes at this age. */
export const expiringPoints = agedBy(({ deleteAfterDays }) => deleteAfterDays);
/** Points that AWS moves to cold storage at this age. */
export const coolingPoints = agedBy(({ coldAfterDays }) => coldAfterDays);

function agedBy(daysOf: (lifecycle: Lifecycle) => number | undefined): AgedPoints {
  return ({ timeline, overlay, arrivals }, region, { from, to }) => {
    const changes = overlay.vaultOverlay.points;
    const createdWithin = (days: number) => [from - (days + 1) * dayMs, to - days * dayMs] as const;
    const pointOf = (job: SimulatedBackup | SimulatedCopy): AgedPoint => ({
      completedAt: job.endsAt,
      at: (now) => pointOfJob(job, now, changes),
    });

    const scheduled = timeline.seriesIn(region).flatMap((series) => {
      const days = daysOf(series.rule.lifecycle);
      if (days === undefined) return [];
      return timeline
        .ofSeries(series, ...createdWithin(days))
        .filter(leavesPoint)
        .map(pointOf);
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
            .map(pointOf);
        }),
      ),
    );
    const manual = overlay.startedIn(region).map(overlay.apply).filter(leavesPoint).map(pointOf);
    const manualCopies = arrivals
      .started(region)
      .filter(({ outcome }) => outcome === 'COMPLETED')
      .map(pointOf);
    return [...scheduled, ...copied, ...manual, ...manualCopies];
  };
}
