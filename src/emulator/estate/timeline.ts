// The jobs of an estate: computed from its schedules for the requested interval, and never stored.

import { type BoundedCache, createBoundedCache } from './bounded-cache.ts';
import { jobFaultAt } from './jobs/job-fault.ts';
import { createJobLimits } from './jobs/job-limits.ts';
import type { RestoreTestRuns } from './jobs/restore-test-runs.ts';
import { initialTestEndsAt } from './jobs/restore-testing.ts';
import { type BackupOrigin, leavesPoint, type SimulatedBackup, simulateBackup } from './jobs/simulated-backup.ts';
import { type SimulatedCopy, type SimulatedRestore, simulateCopies, simulateRestore } from './jobs/simulated-copy.ts';
import type { EstateOverlay } from './overlays/estate-overlay.ts';
import {
  createScheduleCaches,
  createSeriesSource,
  type RuleSeries,
  type ScheduleCaches,
  slotsIn,
  slotsOfDay,
} from './series.ts';
import type { EstateSpec, ResourceSpec, RestoreTestSpec } from './spec.ts';

export type { RuleSeries } from './series.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The longest time from the slot of a job to its end. */
export const longestJobMs = 36 * hourMs;
/** The longest time from a slot to the creation of its job. */
export const longestDelayMs = 600_000;
/** The child job of a composite's member waits for the start of the parent job: an upper bound of this time. */
const longestMemberDelayMs = hourMs;

export interface Timeline {
  series: readonly RuleSeries[];
  seriesIn(region: string): readonly RuleSeries[];
  /** Backup jobs of one rule whose slots are in the interval. */
  ofSeries(series: RuleSeries, from: number, to: number): SimulatedBackup[];
  /** All jobs created from `from` (inclusive) to `to` (exclusive), unsorted. */
  backups(region: string, from: number, to: number): SimulatedBackup[];
  copies(region: string, from: number, to: number): SimulatedCopy[];
  copiesOf(backup: SimulatedBackup): SimulatedCopy[];
  restores(region: string, from: number, to: number): SimulatedRestore[];
}

export interface TimelineOptions {
  spec: EstateSpec;
  seed: string;
  overlay: EstateOverlay;
  caches: TimelineCaches;
  /** Restore jobs of callers' restore testing plans. */
  callerTests: RestoreTestRuns;
}

/** One cache for all accounts, so that memory stays bounded for any number of accounts. */
export interface TimelineCaches extends ScheduleCaches {
  pieces: BoundedCache<SimulatedBackup[]>;
  restores: BoundedCache<SimulatedRestore[]>;
}

/**
 * Enough for all jobs of the medium estate's vaults, so that counting the vaults does not compute them again: about 60
 * MB.
 */
const cachedBackups = 120_000;

/** For each test: three days of every account-Region of the large estate, which a page of restore jobs needs. */
const cachedTestDays = 3_000;

export const createTimelineCaches = (): TimelineCaches => ({
  pieces: createBoundedCache<SimulatedBackup[]>(cachedBackups, (jobs) => jobs.length + 1),
  restores: createBoundedCache<SimulatedRestore[]>(cachedTestDays),
  ...createScheduleCaches(),
});

export function createTimeline(options: TimelineOptions): Timeline {
  const { spec, overlay, caches } = options;
  const source = createSeriesSource(options);
  const testsIn = (region: string) => spec.region(region)?.restoreTests ?? [];
  const limits = createJobLimits(spec, overlay);
  const copiesByBackup = new WeakMap<SimulatedBackup, SimulatedCopy[]>();

  const pieceOf = (one: RuleSeries, index: number) =>
    caches.pieces.get(`${one.key} ${index}`, () => backupsAt(one.origins, slotsIn(caches, one, index)));

  const { settings } = overlay.vaultOverlay;
  const hasOptedOut = (region: string) => settings.changesIn(region).length > 0;

  const withLimits = (one: RuleSeries, jobs: readonly SimulatedBackup[]) => {
    const found = jobs.flatMap((job) => {
      const known = limits.backup(job);
      // A composite whose job is refused has no child jobs.
      return known === job || job.parent === undefined ? [overlay.apply(known)] : [];
    });
    return hasOptedOut(one.region) ? withoutSkipped(found, settings.skips) : found;
  };

  const ofSeries: Timeline['ofSeries'] = (one, from, to) =>
    withLimits(
      one,
      piecesBetween(one, from, to)
        // Skips a day if only its last minutes are in the interval and they have no slot.
        .filter((index) => slotsIn(caches, one, index).some((slotAt) => slotAt >= from && slotAt < to))
        .flatMap((index) => pieceOf(one, index)),
    );

  /** The backups of one resource, without computing or caching those of other resources. */
  const ofResource = (one: RuleSeries, resourceArn: string, from: number, to: number) => {
    const origins = one.origins.filter(({ resource }) => isOrHas(resource, resourceArn));
    if (origins.length === 0) return [];
    const slots = piecesBetween(one, from - longestDelayMs, to)
      .flatMap((index) => slotsIn(caches, one, index))
      .filter((slotAt) => slotAt >= from - longestMemberDelayMs && slotAt < to);
    return withLimits(one, backupsAt(origins, slots));
  };

  const backupsOf = (series: readonly RuleSeries[], region: string, from: number, to: number) =>
    series
      .flatMap((one) => ofSeries(one, from - longestDelayMs, to))
      .concat(overlay.startedIn(region).map(overlay.apply))
      .filter(({ createdAt }) => createdAt >= from && createdAt < to);

  const backups: Timeline['backups'] = (region, from, to) => backupsOf(source.seriesIn(region), region, from, to);

  const copiesOf = (backup: SimulatedBackup) => {
    const known = copiesByBackup.get(backup) ?? simulateCopies(backup);
    copiesByBackup.set(backup, known);
    return known.map(limits.copy).map(overlay.endings.ended);
  };

  /** The last day usually has a backup; the days before are searched only if it has none. */
  const latestBackup = (region: string, resourceArn: string, before: number) => {
    const latestIn = (from: number, to: number) => {
      const isCandidate = ({ createdAt, endsAt, resource }: SimulatedBackup) =>
        createdAt >= from && createdAt < to && endsAt < before && resource.arn === resourceArn;
      let latest: SimulatedBackup | undefined;
      const consider = (job: SimulatedBackup) => {
        if (isCandidate(job) && leavesPoint(job) && !(latest && latest.createdAt > job.createdAt)) latest = job;
      };
      for (const one of source.seriesIn(region)) ofResource(one, resourceArn, from, to).forEach(consider);
      overlay.startedIn(region).map(overlay.apply).forEach(consider);
      return latest;
    };
    return latestIn(before - dayMs, before) ?? latestIn(before - 3 * dayMs, before - dayMs);
  };

  const restoresOfDay = (region: string, test: RestoreTestSpec, day: number) =>
    caches.restores.get(`${spec.account} ${region} ${test.name} ${day} ${settings.changesIn(region).length}`, () =>
      slotsOfDay(caches, test, day).flatMap((slotAt) =>
        test.resources.flatMap((resource) => {
          const backup = latestBackup(region, resource.arn, slotAt);
          return backup === undefined ? [] : [simulateRestore(test, slotAt, backup)];
        }),
      ),
    );

  return {
    get series() {
      return source.series();
    },
    seriesIn: source.seriesIn,
    ofSeries,
    backups,
    copiesOf,
    copies: (region, from, to) =>
      backupsOf(source.seriesIn(region).filter(hasCopies), region, from - longestJobMs, to)
        .flatMap(copiesOf)
        .concat(overlay.planOverlay.copiesFrom(region).map(overlay.endings.ended))
        .filter(({ createdAt }) => createdAt >= from && createdAt < to),
    restores: (region, from, to) =>
      testsIn(region)
        .flatMap((test) => {
          const earliest = from - longestDelayMs;
          const endsAt = initialTestEndsAt(overlay, region, test.name);
          return piecesBetween({ pieceMs: dayMs }, earliest, to)
            .filter((day) => slotsOfDay(caches, test, day).some((slotAt) => slotAt >= earliest && slotAt < to))
            .flatMap((day) => restoresOfDay(region, test, day))
            .filter(({ createdAt }) => createdAt < endsAt);
        })
        .concat(options.callerTests(region, from, to))
        .map(overlay.planOverlay.withValidation)
        .concat(overlay.planOverlay.restoresIn(region))
        .map(overlay.endings.ended)
        .filter(({ createdAt }) => createdAt >= from && createdAt < to),
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

const piecesBetween = ({ pieceMs }: Pick<RuleSeries, 'pieceMs'>, from: number, to: number): number[] => {
  const first = Math.floor(from / pieceMs);
  return Array.from({ length: Math.max(0, Math.ceil(to / pieceMs) - first) }, (_, index) => first + index);
};

const isOrHas = ({ arn, members = [] }: ResourceSpec, wanted: string): boolean =>
  arn === wanted || members.some((member) => member.arn === wanted);

const hasCopies = ({ rule }: RuleSeries) => rule.copies.length > 0;

/** Skipping a composite skips its members. */
function withoutSkipped(jobs: SimulatedBackup[], skips: (job: SimulatedBackup) => boolean): SimulatedBackup[] {
  const skipped = new Set(jobs.filter((job) => job.parent === undefined && skips(job)).map(({ id }) => id));
  return jobs.filter(({ id, parent }) => !skipped.has(parent?.jobId ?? id));
}
