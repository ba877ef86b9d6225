// The jobs of an estate: computed from its schedules for the requested interval, and never stored.
import { createBackupTimeline, type Interval, longestDelayMs, piecesBetween } from './backup-timeline.ts';
import { type BoundedCache, createBoundedCache } from './bounded-cache.ts';
import { createJobLimits } from './jobs/job-limits.ts';
import type { RestoreTestRuns } from './jobs/restore-test-runs.ts';
import { initialTestEndsAt } from './jobs/restore-testing.ts';
import type { SimulatedBackup } from './jobs/simulated-backup.ts';
import { type SimulatedCopy, simulateCopies } from './jobs/simulated-copy.ts';
import { type SimulatedRestore, simulateRestore } from './jobs/simulated-restore.ts';
import type { EstateOrganization } from './organization.ts';
import type { EstateOverlay } from './overlays/estate-overlay.ts';
import { createSeriesSource, type RuleSeries, type ScheduleCaches, scheduleCaches, slotsOfDay } from './series.ts';
import type { EstateSpec, RestoreTestSpec } from './spec.ts';

export type { RuleSeries } from './series.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The longest time from the slot of a job to its end. */
export const longestJobMs = 36 * hourMs;

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
  organization: EstateOrganization;
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
  ...scheduleCaches,
});

export function createTimeline(options: TimelineOptions): Timeline {
  const { spec, overlay, caches } = options;
  const source = createSeriesSource(options);
  const limits = createJobLimits(spec, overlay, options.organization);
  const { ofSeries, ofAll, latestOf } = createBackupTimeline({ source, overlay, caches, limits });
  const copiesByBackup = new WeakMap<SimulatedBackup, SimulatedCopy[]>();
  const { settings } = overlay.vaultOverlay;

  const copiesOf = (backup: SimulatedBackup) => {
    const known = copiesByBackup.get(backup) ?? simulateCopies(backup);
    copiesByBackup.set(backup, known);
    return known.map(limits.copy).map(overlay.endings.ended);
  };

  const restoresOfDay = (region: string, test: RestoreTestSpec, day: number) =>
    caches.restores.get(`${spec.account} ${region} ${test.name} ${day} ${settings.changesIn(region).length}`, () =>
      slotsOfDay(caches, test, day).flatMap((slotAt) =>
        test.resources.flatMap((resource) => {
          const backup = latestOf(region, resource.arn, slotAt);
          return backup === undefined ? [] : [simulateRestore(test, slotAt, backup)];
        }),
      ),
    );

  const restoresOfTest = (region: string, test: RestoreTestSpec, { from, to }: Interval) => {
    const earliest = from - longestDelayMs;
    const endsAt = initialTestEndsAt(overlay, region, test.name);
    return piecesBetween({ pieceMs: dayMs }, earliest, to)
      .filter((day) => slotsOfDay(caches, test, day).some((slotAt) => slotAt >= earliest && slotAt < to))
      .flatMap((day) => restoresOfDay(region, test, day))
      .filter(({ createdAt }) => createdAt < endsAt);
  };

  return {
    get series() {
      return source.series();
    },
    seriesIn: source.seriesIn,
    ofSeries,
    backups: (region, from, to) => ofAll(source.seriesIn(region), region, { from, to }),
    copiesOf,
    copies: (region, from, to) =>
      ofAll(source.seriesIn(region).filter(hasCopies), region, { from: from - longestJobMs, to })
        .flatMap(copiesOf)
        .concat(overlay.planOverlay.copiesFrom(region).map(overlay.endings.ended))
        .filter(({ createdAt }) => createdAt >= from && createdAt < to),
    restores: (region, from, to) =>
      (spec.region(region)?.restoreTests ?? [])
        .flatMap((test) => restoresOfTest(region, test, { from, to }))
        .concat(options.callerTests(region, from, to))
        .map(overlay.planOverlay.withValidation)
        .concat(overlay.planOverlay.restoresIn(region))
        .map(overlay.endings.ended)
        .filter(({ createdAt }) => createdAt >= from && createdAt < to),
  };
}

const hasCopies = ({ rule }: RuleSeries) => rule.copies.length > 0;
