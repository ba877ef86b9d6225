// Points that come of age: due to be deleted, or to be moved to cold storage.
import { leavesPoint } from './backup-fate.ts';
import type { Estate } from './estate.ts';
import { pointOfBackup, pointOfCopy, type RecoveryPoint } from './recovery-point.ts';
import type { Lifecycle } from './spec.ts';

const dayMs = 86_400_000;

/** A point as it stands at a moment; undefined before it is there and once it is gone. */
export type PointAt = (now: number) => RecoveryPoint | undefined;

export interface AgedPoint {
  completedAt: number;
  at: PointAt;
}

/**
 * Points in a Region whose age reaches, between `from` and `to`, the days that `daysOf` reads from their lifecycle, give
 * or take the hours in which AWS does it. Those that callers made are all among them, whatever their age.
 */
export function agedPoints(
  { timeline, overlay, regions }: Estate,
  region: string,
  [from, to]: readonly [number, number],
  daysOf: (lifecycle: Lifecycle) => number | undefined,
): AgedPoint[] {
  const changes = overlay.vaultSide.points;
  const born = (days: number) => [from - (days + 1) * dayMs, to - days * dayMs] as const;
  const ofBackup = (fate: Parameters<typeof pointOfBackup>[0]): AgedPoint => ({
    completedAt: fate.endsAt,
    at: (now) => pointOfBackup(fate, now, changes),
  });
  const ofCopy = (fate: Parameters<typeof pointOfCopy>[0]): AgedPoint => ({
    completedAt: fate.endsAt,
    at: (now) => pointOfCopy(fate, now, changes),
  });

  const scheduled = timeline.series.flatMap((series) => {
    const { lifecycle, copies } = series.rule;
    const days = series.region === region ? daysOf(lifecycle) : undefined;
    const own =
      days === undefined
        ? []
        : timeline
            .ofSeries(series, ...born(days))
            .filter(leavesPoint)
            .map(ofBackup);
    const copied = copies.flatMap((copy) => {
      const copyDays = copy.region === region ? daysOf(copy.lifecycle) : undefined;
      if (copyDays === undefined) return [];
      return timeline
        .ofSeries(series, ...born(copyDays))
        .flatMap(timeline.copiesOf)
        .filter((fate) => fate.to === copy && fate.outcome === 'COMPLETED')
        .map(ofCopy);
    });
    return [...own, ...copied];
  });
  const byHand = overlay.startedIn(region).map(overlay.apply).filter(leavesPoint).map(ofBackup);
  const copiedByHand = regions
    .flatMap((source) => overlay.planSide.copiesFrom(source).map(overlay.endings.ended))
    .filter(({ to: destination, outcome }) => destination.region === region && outcome === 'COMPLETED')
    .map(ofCopy);
  return [...scheduled, ...byHand, ...copiedByHand];
}
