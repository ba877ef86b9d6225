// The backup jobs of an estate's series, with the limits of AWS and the changes by callers.
import type { BoundedCache } from './bounded-cache.ts';
import { jobFaultAt } from './jobs/job-fault.ts';
import type { JobLimits } from './jobs/job-limits.ts';
import { type BackupOrigin, leavesPoint, type SimulatedBackup, simulateBackup } from './jobs/simulated-backup.ts';
import type { EstateOverlay } from './overlays/estate-overlay.ts';
import { type RuleSeries, type ScheduleCaches, type SeriesSource, slotsIn } from './series.ts';
import type { ResourceSpec } from './spec.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The longest time from a slot to the creation of its job. */
export const longestDelayMs = 600_000;
/** The child job of a composite's member waits for the start of the parent job: an upper bound of this time. */
const longestMemberDelayMs = hourMs;

export interface Interval {
  from: number;
  to: number;
}

export interface BackupTimeline {
  /** Backup jobs of one rule whose slots are in the interval. */
  ofSeries(series: RuleSeries, from: number, to: number): SimulatedBackup[];
  /** Backup jobs of the series, and those that callers started in the Region, created in the interval, unsorted. */
  ofAll(series: readonly RuleSeries[], region: string, interval: Interval): SimulatedBackup[];
  /** The latest backup of a resource that ended before a moment and created a recovery point. */
  latestOf(region: string, resourceArn: string, before: number): SimulatedBackup | undefined;
}

export interface BackupTimelineOptions {
  source: SeriesSource;
  overlay: EstateOverlay;
  caches: ScheduleCaches & { pieces: BoundedCache<SimulatedBackup[]> };
  limits: JobLimits;
}

export function createBackupTimeline({ source, overlay, caches, limits }: BackupTimelineOptions): BackupTimeline {
  const pieceOf = (series: RuleSeries, index: number) =>
    caches.pieces.get(`${series.key} ${index}`, () => backupsAt(series.origins, slotsIn(caches, series, index)));

  const { settings } = overlay.vaultOverlay;
  const hasOptedOut = (region: string) => settings.changesIn(region).length > 0;

  const withLimits = (series: RuleSeries, jobs: readonly SimulatedBackup[]) => {
    const found = jobs.flatMap((job) => {
      const known = limits.backup(job);
      // A composite whose job is refused has no child jobs.
      return known === job || job.parent === undefined ? [overlay.apply(known)] : [];
    });
    return hasOptedOut(series.region) ? withoutSkipped(found, settings.skips) : found;
  };

  const ofSeries: BackupTimeline['ofSeries'] = (series, from, to) =>
    withLimits(
      series,
      piecesBetween(series, from, to)
        // Skips a day if only its last minutes are in the interval and they have no slot.
        .filter((index) => slotsIn(caches, series, index).some((slotAt) => slotAt >= from && slotAt < to))
        .flatMap((index) => pieceOf(series, index)),
    );

  /** The backups of one resource, without computing or caching those of other resources. */
  const ofResource = (series: RuleSeries, resourceArn: string, { from, to }: Interval) => {
    const origins = series.origins.filter(({ resource }) => isOrHas(resource, resourceArn));
    if (origins.length === 0) return [];
    const slots = piecesBetween(series, from - longestDelayMs, to)
      .flatMap((index) => slotsIn(caches, series, index))
      .filter((slotAt) => slotAt >= from - longestMemberDelayMs && slotAt < to);
    return withLimits(series, backupsAt(origins, slots));
  };

  return {
    ofSeries,
    ofAll: (series, region, { from, to }) =>
      series
        .flatMap((candidate) => ofSeries(candidate, from - longestDelayMs, to))
        .concat(overlay.startedIn(region).map(overlay.apply))
        .filter(({ createdAt }) => createdAt >= from && createdAt < to),
    /** The last day usually has a backup; the days before are searched only if it has none. */
    latestOf(region, resourceArn, before) {
      const latestIn = (interval: Interval) => {
        const isCandidate = ({ createdAt, endsAt, resource }: SimulatedBackup) =>
          createdAt >= interval.from && createdAt < interval.to && endsAt < before && resource.arn === resourceArn;
        let latest: SimulatedBackup | undefined;
        const consider = (job: SimulatedBackup) => {
          if (isCandidate(job) && leavesPoint(job) && !(latest && latest.createdAt > job.createdAt)) latest = job;
        };
        for (const series of source.seriesIn(region)) ofResource(series, resourceArn, interval).forEach(consider);
        overlay.startedIn(region).map(overlay.apply).forEach(consider);
        return latest;
      };
      const yesterday = before - dayMs;
      return latestIn({ from: yesterday, to: before }) ?? latestIn({ from: before - 3 * dayMs, to: yesterday });
    },
  };
}

const hasJobAt = (slotAt: number) => (origin: BackupOrigin) => {
  const { isMissing, isStopped } = jobFaultAt(origin.jobFaults, slotAt) ?? {};
  return !(isMissing || isStopped);
};

const backupsAt = (origins: readonly BackupOrigin[], slots: readonly number[]): SimulatedBackup[] =>
  slots
    .flatMap((slotAt) => origins.filter(hasJobAt(slotAt)).map((origin) => simulateBackup(origin, slotAt)))
    .flatMap((job) => [job, ...job.children]);

/** The indexes of the pieces that overlap the interval. */
export const piecesBetween = ({ pieceMs }: Pick<RuleSeries, 'pieceMs'>, from: number, to: number): number[] => {
  const first = Math.floor(from / pieceMs);
  return Array.from({ length: Math.max(0, Math.ceil(to / pieceMs) - first) }, (_, index) => first + index);
};

const isOrHas = ({ arn, members = [] }: ResourceSpec, wanted: string): boolean =>
  arn === wanted || members.some((member) => member.arn === wanted);

/** Skipping a composite skips its members. */
function withoutSkipped(jobs: SimulatedBackup[], skips: (job: SimulatedBackup) => boolean): SimulatedBackup[] {
  const skipped = new Set(jobs.filter((job) => job.parent === undefined && skips(job)).map(({ id }) => id));
  return jobs.filter(({ id, parent }) => !skipped.has(parent?.jobId ?? id));
}
