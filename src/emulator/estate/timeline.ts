// The jobs of an estate: computed from its schedules for the stretch of time that is asked for, and never stored.
import { type BackupFate, backupFate, type FateOrigin, leavesPoint } from './backup-fate.ts';
import { type BoundedCache, createBoundedCache } from './bounded-cache.ts';
import { type CopyFate, copyFates, type RestoreFate, restoreFate } from './follow-fates.ts';
import { createJobJudge } from './job-judge.ts';
import { mishapAt } from './mishap.ts';
import type { Overlay } from './overlay.ts';
import type { RestoreTestRuns } from './restore-test-runs.ts';
import { bornTestEndsAt } from './restore-testing.ts';
import {
  createScheduleCaches,
  createSeriesSource,
  type ScheduleCaches,
  type Series,
  slotsIn,
  slotsOfDay,
} from './series.ts';
import type { EstateSpec, ResourceSpec, RestoreTestSpec } from './spec.ts';

export type { Series } from './series.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** No job lives longer than this from its slot to its end. */
export const longestLifeMs = 36 * hourMs;
/** A job is created this soon after its slot. */
export const longestDelayMs = 600_000;
/** The job of a member of a composite waits for that of the whole to start: this is more than it ever takes. */
const longestMemberDelayMs = hourMs;

export interface Timeline {
  series: readonly Series[];
  seriesIn(region: string): readonly Series[];
  /** Backups of one rule whose slots lie in the stretch. */
  ofSeries(series: Series, from: number, to: number): BackupFate[];
  /** Everything created from `from` up to, not including, `to`, in no order. */
  backups(region: string, from: number, to: number): BackupFate[];
  copies(region: string, from: number, to: number): CopyFate[];
  copiesOf(backup: BackupFate): CopyFate[];
  restores(region: string, from: number, to: number): RestoreFate[];
}

export interface TimelineOptions {
  spec: EstateSpec;
  seed: string;
  overlay: Overlay;
  caches: TimelineCaches;
  /** Restores that callers' own tests start. */
  calledTests: RestoreTestRuns;
}

/** Remembered for all accounts together, so that memory is bounded however many there are. */
export interface TimelineCaches extends ScheduleCaches {
  pieces: BoundedCache<BackupFate[]>;
  restores: BoundedCache<RestoreFate[]>;
}

/** The medium estate's as far back as its vaults reach, so that counting them does not compute them: some 60 MB. */
const rememberedFates = 120_000;

/** Of each test: three days of every account-Region of the large estate, which is what a page of them comes from. */
const rememberedTestDays = 3_000;

export const createTimelineCaches = (): TimelineCaches => ({
  pieces: createBoundedCache<BackupFate[]>(rememberedFates, (fates) => fates.length + 1),
  restores: createBoundedCache<RestoreFate[]>(rememberedTestDays),
  ...createScheduleCaches(),
});

export function createTimeline(options: TimelineOptions): Timeline {
  const { spec, overlay, caches } = options;
  const source = createSeriesSource(options);
  const testsIn = (region: string) => spec.region(region)?.restoreTests ?? [];
  const judge = createJobJudge(spec, overlay);
  const followers = new WeakMap<BackupFate, CopyFate[]>();

  const pieceOf = (one: Series, index: number) =>
    caches.pieces.get(`${one.key} ${index}`, () => fatesAt(one.origins, slotsIn(caches, one, index)));

  const { settings } = overlay.vaultSide;
  const hasOptedOut = (region: string) => settings.changesIn(region).length > 0;

  const judged = (one: Series, fates: readonly BackupFate[]) => {
    const found = fates.flatMap((fate) => {
      const known = judge.backup(fate);
      // A composite that is refused has no members to back up.
      return known === fate || fate.parent === undefined ? [overlay.apply(known)] : [];
    });
    return hasOptedOut(one.region) ? withoutSkipped(found, settings.skips) : found;
  };

  const ofSeries: Timeline['ofSeries'] = (one, from, to) =>
    judged(
      one,
      piecesBetween(one, from, to)
        // A day is not made up for the sake of its last minutes.
        .filter((index) => slotsIn(caches, one, index).some((slotAt) => slotAt >= from && slotAt < to))
        .flatMap((index) => pieceOf(one, index)),
    );

  /** What one resource alone is backed up by: nothing is made up, nor remembered, of those beside it. */
  const ofResource = (one: Series, resourceArn: string, from: number, to: number) => {
    const origins = one.origins.filter(({ resource }) => isOrHas(resource, resourceArn));
    if (origins.length === 0) return [];
    const slots = piecesBetween(one, from - longestDelayMs, to)
      .flatMap((index) => slotsIn(caches, one, index))
      .filter((slotAt) => slotAt >= from - longestMemberDelayMs && slotAt < to);
    return judged(one, fatesAt(origins, slots));
  };

  const backupsOf = (series: readonly Series[], region: string, from: number, to: number) =>
    series
      .flatMap((one) => ofSeries(one, from - longestDelayMs, to))
      .concat(overlay.startedIn(region).map(overlay.apply))
      .filter(({ createdAt }) => createdAt >= from && createdAt < to);

  const backups: Timeline['backups'] = (region, from, to) => backupsOf(source.seriesIn(region), region, from, to);

  const copiesOf = (backup: BackupFate) => {
    const known = followers.get(backup) ?? copyFates(backup);
    followers.set(backup, known);
    return known.map(judge.copy).map(overlay.endings.ended);
  };

  /** The last day has it as a rule: the days before are looked at where it has not. */
  const latestBackup = (region: string, resourceArn: string, before: number) => {
    const latestIn = (from: number, to: number) => {
      const isMeant = ({ createdAt, endsAt, resource }: BackupFate) =>
        createdAt >= from && createdAt < to && endsAt < before && resource.arn === resourceArn;
      let latest: BackupFate | undefined;
      const look = (fate: BackupFate) => {
        if (isMeant(fate) && leavesPoint(fate) && !(latest && latest.createdAt > fate.createdAt)) latest = fate;
      };
      for (const one of source.seriesIn(region)) ofResource(one, resourceArn, from, to).forEach(look);
      overlay.startedIn(region).map(overlay.apply).forEach(look);
      return latest;
    };
    return latestIn(before - dayMs, before) ?? latestIn(before - 3 * dayMs, before - dayMs);
  };

  const restoresOfDay = (region: string, test: RestoreTestSpec, day: number) =>
    caches.restores.get(`${spec.account} ${region} ${test.name} ${day} ${settings.changesIn(region).length}`, () =>
      slotsOfDay(caches, test, day).flatMap((slotAt) =>
        test.resources.flatMap((resource) => {
          const backup = latestBackup(region, resource.arn, slotAt);
          return backup === undefined ? [] : [restoreFate(test, slotAt, backup)];
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
      backupsOf(source.seriesIn(region).filter(hasCopies), region, from - longestLifeMs, to)
        .flatMap(copiesOf)
        .concat(overlay.planSide.copiesFrom(region).map(overlay.endings.ended))
        .filter(({ createdAt }) => createdAt >= from && createdAt < to),
    restores: (region, from, to) =>
      testsIn(region)
        .flatMap((test) => {
          const earliest = from - longestDelayMs;
          const endsAt = bornTestEndsAt(overlay, region, test.name);
          return piecesBetween({ pieceMs: dayMs }, earliest, to)
            .filter((day) => slotsOfDay(caches, test, day).some((slotAt) => slotAt >= earliest && slotAt < to))
            .flatMap((day) => restoresOfDay(region, test, day))
            .filter(({ createdAt }) => createdAt < endsAt);
        })
        .concat(options.calledTests(region, from, to))
        .map(overlay.planSide.judged)
        .concat(overlay.planSide.restoresIn(region))
        .map(overlay.endings.ended)
        .filter(({ createdAt }) => createdAt >= from && createdAt < to),
  };
}

const hasJobAt = (slotAt: number) => (origin: FateOrigin) => {
  const { isMissing, isStopped } = mishapAt(origin.mishaps, slotAt) ?? {};
  return !(isMissing || isStopped);
};

const fatesAt = (origins: readonly FateOrigin[], slots: readonly number[]): BackupFate[] =>
  slots
    .flatMap((slotAt) => origins.filter(hasJobAt(slotAt)).map((origin) => backupFate(origin, slotAt)))
    .flatMap((fate) => [fate, ...fate.children]);

const piecesBetween = ({ pieceMs }: Pick<Series, 'pieceMs'>, from: number, to: number): number[] => {
  const first = Math.floor(from / pieceMs);
  return Array.from({ length: Math.max(0, Math.ceil(to / pieceMs) - first) }, (_, index) => first + index);
};

const isOrHas = ({ arn, members = [] }: ResourceSpec, wanted: string): boolean =>
  arn === wanted || members.some((member) => member.arn === wanted);

const hasCopies = ({ rule }: Series) => rule.copies.length > 0;

/** What a composite does not do, its members do not either. */
function withoutSkipped(fates: BackupFate[], skips: (fate: BackupFate) => boolean): BackupFate[] {
  const skipped = new Set(fates.filter((fate) => fate.parent === undefined && skips(fate)).map(({ id }) => id));
  return fates.filter(({ id, parent }) => !skipped.has(parent?.jobId ?? id));
}
