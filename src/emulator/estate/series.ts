// The rules of an estate's plans, each with what it backs up: made up by Region when somebody looks there.
import { backupRole } from './arn.ts';
import type { FateOrigin } from './backup-fate.ts';
import { type BoundedCache, createBoundedCache } from './bounded-cache.ts';
import { createSchedule, type Schedule } from './cron.ts';
import { seedOf } from './dice.ts';
import type { Overlay } from './overlay.ts';
import { type EstateSpec, type PlanSpec, type RuleSpec, roleFor, selectedResources } from './spec.ts';

const dayMs = 86_400_000;
const never = Number.POSITIVE_INFINITY;

/** One rule on all its resources. */
export interface Series {
  /** Tells it from every other of any account. */
  key: string;
  region: string;
  plan: PlanSpec;
  rule: RuleSpec;
  schedule: Schedule;
  origins: FateOrigin[];
  /** Computed and remembered in pieces of this length. */
  pieceMs: number;
  slotsPerDay(): number;
  /** Rules of the same plan that keep longer: where the start windows meet, only they run. */
  rivals: Rival[];
  /** Slots from here up to, not including, there; absent: without a bound. */
  from?: number | undefined;
  until?: number | undefined;
}

export interface Rival {
  /** Tells when it runs. */
  key: string;
  schedule: Schedule;
  windowMs: number;
}

export interface SharedSchedule {
  schedule: Schedule;
  pieceMs: number;
  /** About: counted out over four weeks when it is first asked for. */
  slotsPerDay(): number;
}

/** Thousands of plans run on a handful of schedules: each is read, and counted out, once. */
export interface ScheduleCaches {
  schedules: BoundedCache<SharedSchedule>;
  slots: BoundedCache<number[]>;
}

export const createScheduleCaches = (): ScheduleCaches => ({
  schedules: createBoundedCache<SharedSchedule>(1_000),
  slots: createBoundedCache<number[]>(10_000),
});

interface Scheduled {
  cron: string;
  timezone: string;
}

export function scheduleOf({ schedules }: ScheduleCaches, { cron, timezone }: Scheduled): SharedSchedule {
  return schedules.get(`${cron} ${timezone}`, () => {
    const schedule = createSchedule(cron, timezone);
    let perDay: number | undefined;
    const slotsPerDay = () => {
      perDay ??= schedule.between(aMonday, aMonday + countedDays * dayMs).length / countedDays;
      return perDay;
    };
    return { schedule, pieceMs: pieceLength(schedule), slotsPerDay };
  });
}

const countedDays = 28;

/** A piece holds at least about one slot, so that rare runs cost no more than frequent ones. */
function pieceLength(schedule: Schedule): number {
  const [first = 0, second = dayMs] = schedule.next(aMonday, 2);
  const gap = second - first;
  if (gap <= 2 * dayMs) return dayMs;
  return gap <= 10 * dayMs ? 7 * dayMs : 28 * dayMs;
}

/** Any moment will do: 2026-01-05. */
const aMonday = Date.UTC(2026, 0, 5);

/** The slots in a piece of a series. */
export function slotsIn(caches: ScheduleCaches, series: Series, index: number): number[] {
  const { from = 0, until = never } = series;
  return unmergedIn(caches, series, index).filter((slotAt) => slotAt >= from && slotAt < until);
}

/** Remembered, as a list asks for the slots of every piece, and for each slot every rival's schedule would be asked. */
function unmergedIn({ slots }: ScheduleCaches, series: Series, index: number): number[] {
  const { rule, rivals, schedule, pieceMs } = series;
  const piece = `${rule.cron} ${rule.timezone} ${index}`;
  const all = () => slots.get(piece, () => schedule.between(index * pieceMs, (index + 1) * pieceMs));
  if (rivals.length === 0) return all();
  const beside = rivals.map(({ key }) => key).join();
  return slots.get(`${piece} ${windowMs(rule)} beside ${beside}`, () => all().filter((at) => !isMerged(series, at)));
}

/** When a restore test runs on a day. */
export const slotsOfDay = (caches: ScheduleCaches, scheduled: Scheduled, day: number): readonly number[] =>
  caches.slots.get(`${scheduled.cron} ${scheduled.timezone} day ${day}`, () =>
    scheduleOf(caches, scheduled).schedule.between(day * dayMs, (day + 1) * dayMs),
  );

const windowMs = ({ startWindowMinutes }: RuleSpec) => startWindowMinutes * 60_000;

/** Whether another rule of the plan, which keeps longer, runs in its place. */
export const isMerged = ({ rule, rivals }: Series, slotAt: number) =>
  rivals.some((rival) => rival.schedule.between(slotAt - rival.windowMs + 1, slotAt + windowMs(rule)).length > 0);

const keptDays = ({ lifecycle }: RuleSpec) => lifecycle.deleteAfterDays ?? never;

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
const rivalsOf = (rule: RuleSpec, { rules }: PlanSpec, caches: ScheduleCaches): Rival[] =>
  rules
    .filter((other) => !rule.continuous && !other.continuous && keptDays(other) > keptDays(rule))
    .map((other) => ({
      key: `${other.cron} ${other.timezone} ${windowMs(other)}`,
      schedule: scheduleOf(caches, other).schedule,
      windowMs: windowMs(other),
    }));

export interface SeriesSource {
  series(): readonly Series[];
  seriesIn(region: string): readonly Series[];
}

interface SourceOptions {
  spec: EstateSpec;
  seed: string;
  overlay: Overlay;
  caches: ScheduleCaches;
}

/** The series of the estate as it was born, those of the plans that callers changed in their place. */
export function createSeriesSource({ spec, seed, overlay, caches }: SourceOptions): SeriesSource {
  const born = new Map<string, readonly Series[]>();
  const current = new Map<string, readonly Series[]>();
  let revision = overlay.planSide.revision();

  const ofPlan = (region: string, plan: PlanSpec): Series[] => {
    const { account } = spec;
    const { resources: known = [], mishaps } = spec.region(region) ?? {};
    const resources = selectedResources(plan, known);
    const ownRole = backupRole(account);
    return plan.rules.map((rule) => {
      const by = { plan, rule };
      return {
        key: `${account} ${region} ${rule.id}`,
        region,
        plan,
        rule,
        ...scheduleOf(caches, rule),
        rivals: rivalsOf(rule, plan, caches),
        origins: resources.map((resource) => ({
          region,
          account,
          by,
          resource,
          roleArn: roleFor(plan, resource) ?? ownRole,
          seed: seedOf(seed, region, rule.id, resource.arn),
          mishaps: mishaps?.filter((one) => one.resource === resource.name && one.rule === rule.name),
        })),
      };
    });
  };

  const ofBornPlan = (region: string, { former, ...plan }: PlanSpec): Series[] =>
    former === undefined
      ? ofPlan(region, plan).map((one) => ({ ...one, from: plan.createdAt }))
      : [
          ...ofPlan(region, former.plan).map((one) => ({ ...one, from: plan.createdAt, until: former.until })),
          ...ofPlan(region, plan).map((one) => ({ ...one, from: former.until })),
        ];

  const bornIn = (region: string) => {
    const known = born.get(region) ?? (spec.region(region)?.plans ?? []).flatMap((plan) => ofBornPlan(region, plan));
    born.set(region, known);
    return known;
  };

  const withEras = (region: string): readonly Series[] => {
    const eras = overlay.planSide.eras().filter((era) => era.region === region);
    const changed = new Set(eras.map(({ plan }) => plan.id));
    return [
      ...bornIn(region).filter(({ plan }) => !changed.has(plan.id)),
      ...eras.flatMap(({ plan, from, until }, era) =>
        // A later change may give an era other rules at the same time: what was computed of it before is not asked for.
        (from === undefined ? ofBornPlan : ofPlan)(region, plan).map((one) => ({
          ...one,
          key: `${one.key} ${era} ${revision}`,
          from: from ?? one.from,
          until: Math.min(until ?? never, one.until ?? never),
        })),
      ),
    ];
  };

  const seriesIn = (region: string) => {
    if (revision !== overlay.planSide.revision()) current.clear();
    revision = overlay.planSide.revision();
    const known = current.get(region) ?? withEras(region);
    current.set(region, known);
    return known;
  };
  return { seriesIn, series: () => spec.regionNames.flatMap(seriesIn) };
}
