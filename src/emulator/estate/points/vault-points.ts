// Recovery points in a vault: computed for the requested interval, so that a page of a large vault costs a page and not
// the vault.

import { vaultArn } from '../arn.ts';
import { longestDelayMs } from '../backup-timeline.ts';
import type { RegionMoment } from '../estate.ts';
import { leavesPoint, type SimulatedBackup } from '../jobs/simulated-backup.ts';
import { intervalsNewestFirst } from '../newest-first-intervals.ts';
import type { Lifecycle } from '../spec.ts';
import { longestJobMs, type RuleSeries, type Timeline } from '../timeline.ts';
import { type EstatePoint, pointOfJob, stuckForMs } from './estate-point.ts';
import { createPointSources, type Inflow, type PointSourceOptions } from './point-sources.ts';

const dayMs = 86_400_000;
/** How far back the search for recovery points without a retention goes. */
const foreverDays = 400;

/** A vault at a moment. */
export interface VaultMoment extends RegionMoment {
  vault: string;
}

export interface VaultPoints {
  /** All points, newest first. */
  all(moment: VaultMoment): EstatePoint[];
  /** All points, unsorted, for counting. */
  unsorted(moment: VaultMoment): EstatePoint[];
  /** Points created from `from` (inclusive) to `to` (exclusive), unsorted. */
  between(moment: VaultMoment, from: number, to: number): EstatePoint[];
  /** A lower bound of all creation times. */
  oldestAt(moment: VaultMoment): number;
  find(moment: VaultMoment, arn: string | undefined): EstatePoint | undefined;
  /** The latest completed point of each resource. */
  latest(moment: VaultMoment): EstatePoint[];
  /** The number that AWS shows: an estimate for large vaults. */
  count(moment: VaultMoment): number;
}

/** Computes the points of an interval from the jobs that may have made them. */
function createPointSearch(
  options: PointSourceOptions,
  sources: ReturnType<typeof createPointSources>,
): VaultPoints['between'] {
  const changes = options.overlay.vaultOverlay.points;
  const { account } = options.arrivals;

  const pointsOf = (jobs: SimulatedBackup[], now: number): EstatePoint[] =>
    jobs.filter(leavesPoint).flatMap((backup) => pointOfJob(backup, now, changes) ?? []);

  const copiesOf = (jobs: SimulatedBackup[], source: Timeline, { region, vault, now }: VaultMoment): EstatePoint[] => {
    const arn = vaultArn(region, account, vault);
    return jobs
      .flatMap(source.copiesOf)
      .filter(({ to, outcome }) => outcome === 'COMPLETED' && to.vaultArn === arn)
      .flatMap((copy) => pointOfJob(copy, now, changes) ?? []);
  };

  return (moment, from, to) => {
    const { region, vault, now } = moment;
    const scheduled = sources.inflows(region, vault).flatMap((inflow) => {
      const [starts, ends] = slotsFor(inflow, { from, to, now, oldestKept: sources.oldestKept(region, vault) });
      const jobs = inflow.timeline.ofSeries(inflow.series, starts, ends);
      return inflow.isCopy ? copiesOf(jobs, inflow.timeline, moment) : pointsOf(jobs, now);
    });
    const manual = pointsOf(sources.started(region, vault), now);
    const copied = sources.manualCopies(region, vault).flatMap((copy) => pointOfJob(copy, now, changes) ?? []);
    return newestOfEach(
      [...scheduled, ...manual, ...copied].filter(({ createdAt }) => createdAt >= from && createdAt < to),
    );
  };
}

export function createVaultPoints(options: PointSourceOptions): VaultPoints {
  const sources = createPointSources(options);
  const between = createPointSearch(options, sources);

  const oldestAt: VaultPoints['oldestAt'] = ({ region, vault, now }) =>
    Math.min(
      now,
      sources.oldestKept(region, vault),
      ...sources
        .inflows(region, vault)
        .map(({ series, lifecycle }) => (isContinuous(series) ? series.plan.createdAt : since(lifecycle, now))),
      ...sources.started(region, vault).map(({ createdAt }) => createdAt),
      ...sources.manualCopies(region, vault).map(({ backup }) => backup.createdAt),
    );

  const unsorted: VaultPoints['unsorted'] = (moment) => between(moment, oldestAt(moment), moment.now + 1);

  const all: VaultPoints['all'] = (moment) =>
    unsorted(moment).sort((a, b) => b.createdAt - a.createdAt || (a.arn < b.arn ? -1 : 1));

  const intervals = (moment: VaultMoment) => intervalsNewestFirst(oldestAt(moment), moment.now + 1, () => true);

  return {
    all,
    unsorted,
    between,
    oldestAt,
    find(moment, arn) {
      for (const [from, to] of intervals(moment)) {
        const point = between(moment, from, to).find((candidate) => candidate.arn === arn);
        if (point !== undefined) return point;
      }
      return undefined;
    },
    latest(moment) {
      const missing = sources.resources(moment.region, moment.vault);
      const latest = new Map<string, EstatePoint>();
      let enoughAt = Number.NEGATIVE_INFINITY;
      for (const [from, to] of intervals(moment)) {
        if (to <= enoughAt) break;
        for (const point of between(moment, from, to)) {
          const { arn } = point.backup.resource;
          const known = latest.get(arn);
          if (known === undefined || known.completedAt < point.completedAt) latest.set(arn, point);
          missing.delete(arn);
        }
        // A backup that was created earlier can be completed later.
        if (missing.size === 0 && enoughAt < 0) enoughAt = from - 2 * longestJobMs;
      }
      return [...latest.values()];
    },
    count(moment) {
      const expected = sources
        .inflows(moment.region, moment.vault)
        .reduce((sum, inflow) => sum + expectedPoints(inflow), 0);
      return expected > countedUpTo ? Math.round(expected) : unsorted(moment).length;
    },
  };
}

/** Above this number the count is an estimate. */
const countedUpTo = 5_000;
/** The share of backup jobs that create a recovery point. */
const successShare = 0.955;

/** The average number of points that a rule keeps in the vault. */
function expectedPoints({ series, lifecycle }: Inflow): number {
  const keptDays = lifecycle.deleteAfterDays ?? foreverDays;
  return series.slotsPerDay() * keptDays * series.origins.length * successShare;
}

const since = ({ deleteAfterDays }: Lifecycle, now: number) =>
  now - ((deleteAfterDays ?? foreverDays) + 2) * dayMs - stuckForMs;

const isContinuous = ({ rule }: RuleSeries) => rule.continuous;

interface SearchedInterval {
  from: number;
  to: number;
  now: number;
  oldestKept: number;
}

/** A continuous point has an early creation date, however late its last update: all its jobs must be considered. */
function slotsFor({ series, lifecycle }: Inflow, { from, to, now, oldestKept }: SearchedInterval): [number, number] {
  const earliest = Math.min(oldestKept, since(lifecycle, now));
  const datedAt = series.plan.createdAt + dayMs;
  if (isContinuous(series) && datedAt >= from && datedAt < to) return [earliest, now];
  return [Math.max(earliest, from - longestDelayMs), Math.min(to, now)];
}

/** AWS updates continuous points in place: many jobs create one point. */
function newestOfEach(points: EstatePoint[]): EstatePoint[] {
  const byArn = new Map<string, EstatePoint>();
  for (const point of points) {
    const known = byArn.get(point.arn);
    if (known === undefined || known.completedAt < point.completedAt) byArn.set(point.arn, point);
  }
  return [...byArn.values()];
}
