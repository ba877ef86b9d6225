// The jobs of an estate: computed from its schedules for the stretch of time that is asked for, and never stored.
import { backupRole } from './arn.ts';
import { type BackupFate, backupFate, type FateOrigin, leavesPoint } from './backup-fate.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { createSchedule, type Schedule } from './cron.ts';
import { seedOf } from './dice.ts';
import { type CopyFate, copyFates, type RestoreFate, restoreFate } from './follow-fates.ts';
import type { Overlay } from './overlay.ts';
import {
  type EstateSpec,
  type PlanSpec,
  type RestoreTestSpec,
  type RuleSpec,
  roleFor,
  selectedResources,
} from './spec.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** No job lives longer than this from its slot to its end. */
export const longestLifeMs = 36 * hourMs;
/** A job is created this soon after its slot. */
const longestDelayMs = 600_000;

/** One rule on all its resources. */
export interface Series {
  /** Tells one stretch of a changed plan from the next. */
  key?: string;
  region: string;
  plan: PlanSpec;
  rule: RuleSpec;
  schedule: Schedule;
  origins: FateOrigin[];
  /** Computed and remembered in pieces of this length. */
  pieceMs: number;
  /** Slots from here up to, not including, there; absent: without a bound. */
  from?: number | undefined;
  until?: number | undefined;
}

export interface Timeline {
  series: readonly Series[];
  /** Backups of one rule whose slots lie in the stretch. */
  ofSeries(series: Series, from: number, to: number): BackupFate[];
  /** Everything created from `from` up to, not including, `to`, in no order. */
  backups(region: string, from: number, to: number): BackupFate[];
  copies(region: string, from: number, to: number): CopyFate[];
  copiesOf(backup: BackupFate): CopyFate[];
  restores(region: string, from: number, to: number): RestoreFate[];
}

export function createTimeline(spec: EstateSpec, seed: string, overlay: Overlay, now: number): Timeline {
  const allSeries = createSeriesSource(spec, seed, overlay, now);
  const tests = spec.regions.flatMap(({ region, restoreTests }) =>
    restoreTests.map((test) => ({ region, test, schedule: createSchedule(test.cron, test.timezone) })),
  );
  const pieces = createBoundedCache<BackupFate[]>(8_000);
  const restorePieces = createBoundedCache<RestoreFate[]>(2_000);
  const followers = new WeakMap<BackupFate, CopyFate[]>();

  const pieceOf = (one: Series, index: number) =>
    pieces.get(`${one.region} ${one.rule.id} ${one.key ?? ''} ${index}`, () =>
      one.schedule
        .between(index * one.pieceMs, (index + 1) * one.pieceMs)
        .filter((slotAt) => slotAt >= (one.from ?? slotAt) && slotAt < (one.until ?? Number.POSITIVE_INFINITY))
        .flatMap((slotAt) => one.origins.map((origin) => backupFate(origin, slotAt)))
        .flatMap((fate) => [fate, ...fate.children]),
    );

  const ofSeries: Timeline['ofSeries'] = (one, from, to) => {
    const fates = [];
    for (let index = Math.floor(from / one.pieceMs); index * one.pieceMs < to; index += 1) {
      fates.push(...pieceOf(one, index).map(overlay.apply));
    }
    return fates;
  };

  const backups: Timeline['backups'] = (region, from, to) =>
    allSeries()
      .filter((one) => one.region === region)
      .flatMap((one) => ofSeries(one, from - longestDelayMs, to))
      .concat(overlay.startedIn(region).map(overlay.apply))
      .filter(({ createdAt }) => createdAt >= from && createdAt < to);

  const copiesOf = (backup: BackupFate) => {
    const known = followers.get(backup) ?? copyFates(backup);
    followers.set(backup, known);
    return known;
  };

  const latestBackup = (region: string, resourceArn: string, before: number) =>
    backups(region, before - 3 * dayMs, before)
      .filter((fate) => fate.resource.arn === resourceArn && fate.endsAt < before && leavesPoint(fate))
      .reduce<BackupFate | undefined>(
        (best, fate) => (best && best.createdAt > fate.createdAt ? best : fate),
        undefined,
      );

  const restoresOfDay = (region: string, test: RestoreTestSpec, schedule: Schedule, day: number) =>
    restorePieces.get(`${region} ${test.name} ${day}`, () =>
      schedule.between(day * dayMs, (day + 1) * dayMs).flatMap((slotAt) =>
        test.resources.flatMap((resource) => {
          const backup = latestBackup(region, resource.arn, slotAt);
          return backup === undefined ? [] : [restoreFate(test, slotAt, backup)];
        }),
      ),
    );

  return {
    get series() {
      return allSeries();
    },
    ofSeries,
    backups,
    copiesOf,
    copies: (region, from, to) =>
      backups(region, from - longestLifeMs, to)
        .flatMap(copiesOf)
        .filter(({ createdAt }) => createdAt >= from && createdAt < to),
    restores: (region, from, to) =>
      tests
        .filter((one) => one.region === region)
        .flatMap(({ test, schedule }) => {
          const days = [];
          for (let day = Math.floor((from - longestDelayMs) / dayMs); day * dayMs < to; day += 1) days.push(day);
          return days.flatMap((day) => restoresOfDay(region, test, schedule, day));
        })
        .filter(({ createdAt }) => createdAt >= from && createdAt < to),
  };
}

/** The series of the estate as it was born, those of the plans that callers changed in their place. */
function createSeriesSource(spec: EstateSpec, seed: string, overlay: Overlay, now: number): () => readonly Series[] {
  const ofPlan = (region: string, plan: PlanSpec) => {
    const resources = spec.regions.find((candidate) => candidate.region === region)?.resources ?? [];
    const chosen = selectedResources(plan, resources);
    return plan.rules.map((rule) => createSeries({ region, account: spec.account, plan, rule }, chosen, seed, now));
  };
  const born = spec.regions.flatMap(({ region, plans }) => plans.flatMap((plan) => ofPlan(region, plan)));
  let current: readonly Series[] = born;
  let revision = 0;
  return () => {
    if (revision === overlay.planSide.revision()) return current;
    revision = overlay.planSide.revision();
    const eras = overlay.planSide.eras();
    const isChanged = (one: Series) =>
      eras.some(({ region, plan }) => one.region === region && one.plan.id === plan.id);
    current = [
      ...born.filter((one) => !isChanged(one)),
      ...eras.flatMap(({ region, plan, from, until }, era) =>
        ofPlan(region, plan).map((one) => ({ ...one, from, until, key: `${era} ${until}` })),
      ),
    ];
    return current;
  };
}

function createSeries(
  where: Omit<FateOrigin, 'resource' | 'seed' | 'roleArn'>,
  resources: FateOrigin['resource'][],
  seed: string,
  now: number,
): Series {
  const { region, account, plan, rule } = where;
  const schedule = createSchedule(rule.cron, rule.timezone);
  return {
    region,
    plan,
    rule,
    schedule,
    pieceMs: pieceLength(schedule, now),
    origins: resources.map((resource) => ({
      ...where,
      resource,
      roleArn: roleFor(plan, resource) ?? backupRole(account),
      seed: seedOf(seed, region, rule.id, resource.arn),
    })),
  };
}

/** A piece holds at least about one slot, so that rare runs cost no more than frequent ones. */
function pieceLength(schedule: Schedule, now: number): number {
  const [first = 0, second = dayMs] = schedule.next(now, 2);
  const gap = second - first;
  if (gap <= 2 * dayMs) return dayMs;
  return gap <= 10 * dayMs ? 7 * dayMs : 28 * dayMs;
}
