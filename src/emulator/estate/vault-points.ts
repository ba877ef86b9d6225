// Recovery points in a vault: computed for the stretch of time that is asked for, so that a page of a great vault costs
// a page and not the vault.
import { type BackupFate, leavesPoint } from './backup-fate.ts';
import type { Overlay } from './overlay.ts';
import { pointOfBackup, pointOfCopy, type RecoveryPoint, stuckForMs } from './recovery-point.ts';
import type { Lifecycle } from './spec.ts';
import { stretchesDown } from './stretches-down.ts';
import { longestDelayMs, longestLifeMs, type Series, type Timeline } from './timeline.ts';

const dayMs = 86_400_000;
/** How far back points are looked for when nothing ever deletes them. */
const foreverDays = 400;

export interface VaultPoints {
  /** All of them, newest first. */
  all(region: string, vault: string, now: number): RecoveryPoint[];
  /** All of them in no order, for those who count. */
  unsorted(region: string, vault: string, now: number): RecoveryPoint[];
  /** Those dated from `from` up to, not including, `to`, in no order. */
  between(region: string, vault: string, from: number, to: number, now: number): RecoveryPoint[];
  /** None is dated earlier. */
  oldestAt(region: string, vault: string, now: number): number;
  find(region: string, vault: string, arn: string | undefined, now: number): RecoveryPoint | undefined;
  /** The point completed last of each resource that has any. */
  latest(region: string, vault: string, now: number): RecoveryPoint[];
  /** As AWS's own number: near enough where there are many. */
  count(region: string, vault: string, now: number): number;
}

/** A rule that fills a vault, directly or by its copies. */
interface Inflow {
  series: Series;
  lifecycle: Lifecycle;
  isCopy: boolean;
}

export function createVaultPoints(timeline: Timeline, overlay: Overlay): VaultPoints {
  const inflows = (region: string, vault: string): Inflow[] => [
    ...timeline
      .seriesIn(region)
      .filter(({ rule }) => rule.vault === vault)
      .map((series) => ({ series, lifecycle: series.rule.lifecycle, isCopy: false })),
    ...timeline.series.flatMap((series) =>
      series.rule.copies
        .filter((copy) => copy.region === region && copy.vault === vault)
        .map(({ lifecycle }) => ({ series, lifecycle, isCopy: true })),
    ),
  ];

  const changes = overlay.vaultSide.points;
  /** Callers keep points past their rule, by a longer lifecycle or by a hold. */
  const oldestKept = (region: string, vault: string) => changes.oldestKept(region, vault) - dayMs;

  const started = (region: string, vault: string) =>
    overlay
      .startedIn(region)
      .map(overlay.apply)
      .filter((fate) => fate.vault === vault);

  const copiesByHand = (region: string, vault: string) =>
    overlay.planSide.copiesInto(region, vault).filter(({ outcome }) => outcome === 'COMPLETED');

  const pointsOf = (fates: BackupFate[], { isCopy }: Pick<Inflow, 'isCopy'>, where: Where): RecoveryPoint[] =>
    isCopy
      ? fates
          .flatMap(timeline.copiesOf)
          .filter(
            ({ to, outcome }) => outcome === 'COMPLETED' && to.region === where.region && to.vault === where.vault,
          )
          .flatMap((copy) => pointOfCopy(copy, where.now, changes) ?? [])
      : fates.filter(leavesPoint).flatMap((backup) => pointOfBackup(backup, where.now, changes) ?? []);

  const between: VaultPoints['between'] = (region, vault, from, to, now) => {
    const where = { region, vault, now };
    const scheduled = inflows(region, vault).flatMap((inflow) => {
      const [starts, ends] = slotsFor(inflow, from, to, now, oldestKept(region, vault));
      return pointsOf(timeline.ofSeries(inflow.series, starts, ends), inflow, where);
    });
    const byHand = pointsOf(started(region, vault), { isCopy: false }, where);
    const copied = copiesByHand(region, vault).flatMap((copy) => pointOfCopy(copy, now, changes) ?? []);
    return newestOfEach(
      [...scheduled, ...byHand, ...copied].filter(({ createdAt }) => createdAt >= from && createdAt < to),
    );
  };

  const oldestAt: VaultPoints['oldestAt'] = (region, vault, now) =>
    Math.min(
      now,
      oldestKept(region, vault),
      ...inflows(region, vault).map(({ series, lifecycle }) =>
        isContinuous(series) ? series.plan.createdAt : since(lifecycle, now),
      ),
      ...started(region, vault).map(({ createdAt }) => createdAt),
      ...copiesByHand(region, vault).map(({ backup }) => backup.createdAt),
    );

  const unsorted: VaultPoints['unsorted'] = (region, vault, now) =>
    between(region, vault, oldestAt(region, vault, now), now + 1, now);

  const all: VaultPoints['all'] = (region, vault, now) =>
    unsorted(region, vault, now).sort((a, b) => b.createdAt - a.createdAt || (a.arn < b.arn ? -1 : 1));

  const stretches = (region: string, vault: string, now: number) =>
    stretchesDown(oldestAt(region, vault, now), now + 1, () => true);

  /** Everything that may have points there. */
  const reached = (region: string, vault: string) =>
    new Set([
      ...inflows(region, vault).flatMap(({ series }) =>
        series.origins.flatMap(({ resource }) => [resource.arn, ...(resource.members ?? []).map(({ arn }) => arn)]),
      ),
      ...started(region, vault).map(({ resource }) => resource.arn),
    ]);

  return {
    all,
    unsorted,
    between,
    oldestAt,
    find(region, vault, arn, now) {
      for (const [from, to] of stretches(region, vault, now)) {
        const point = between(region, vault, from, to, now).find((candidate) => candidate.arn === arn);
        if (point !== undefined) return point;
      }
      return undefined;
    },
    latest(region, vault, now) {
      const missing = reached(region, vault);
      const latest = new Map<string, RecoveryPoint>();
      let enoughAt = Number.NEGATIVE_INFINITY;
      for (const [from, to] of stretches(region, vault, now)) {
        if (to <= enoughAt) break;
        for (const point of between(region, vault, from, to, now)) {
          const { arn } = point.backup.resource;
          const known = latest.get(arn);
          if (known === undefined || known.completedAt < point.completedAt) latest.set(arn, point);
          missing.delete(arn);
        }
        // What was created earlier may have been completed later.
        if (missing.size === 0 && enoughAt < 0) enoughAt = from - 2 * longestLifeMs;
      }
      return [...latest.values()];
    },
    count(region, vault, now) {
      const expected = inflows(region, vault).reduce((sum, inflow) => sum + expectedPoints(inflow), 0);
      return expected > countedUpTo ? Math.round(expected) : unsorted(region, vault, now).length;
    },
  };
}

interface Where {
  region: string;
  vault: string;
  now: number;
}

/** More than this are not counted one by one. */
const countedUpTo = 5_000;
/** Of a hundred backups so many leave a point. */
const successShare = 0.955;

/** About how many points a rule keeps up. */
function expectedPoints({ series, lifecycle }: Inflow): number {
  const keptDays = lifecycle.deleteAfterDays ?? foreverDays;
  return series.slotsPerDay() * keptDays * series.origins.length * successShare;
}

const since = ({ deleteAfterDays }: Lifecycle, now: number) =>
  now - ((deleteAfterDays ?? foreverDays) + 2) * dayMs - stuckForMs;

const isContinuous = ({ rule }: Series) => rule.continuous;

/** Continuous points bear an early date however late they were kept up: all their jobs have to be looked at. */
function slotsFor(
  { series, lifecycle }: Inflow,
  from: number,
  to: number,
  now: number,
  oldestKept: number,
): [number, number] {
  const earliest = Math.min(oldestKept, since(lifecycle, now));
  const datedAt = series.plan.createdAt + dayMs;
  if (isContinuous(series) && datedAt >= from && datedAt < to) return [earliest, now];
  return [Math.max(earliest, from - longestDelayMs), Math.min(to, now)];
}

/** Continuous points are updated in place: many jobs, one point. */
function newestOfEach(points: RecoveryPoint[]): RecoveryPoint[] {
  const byArn = new Map<string, RecoveryPoint>();
  for (const point of points) {
    const known = byArn.get(point.arn);
    if (known === undefined || known.completedAt < point.completedAt) byArn.set(point.arn, point);
  }
  return [...byArn.values()];
}
