// The rules of an estate's plans, each with what it backs up: made up by Region when somebody looks there.
import { backupRole } from './arn.ts';
import type { FateOrigin } from './backup-fate.ts';
import { type BoundedCache, createBoundedCache } from './bounded-cache.ts';
import { createSchedule, type Schedule } from './cron.ts';
import { seedOf } from './dice.ts';
import type { Overlay } from './overlay.ts';
import { type EstateSpec, type PlanSpec, type RuleSpec, roleFor, selectedResources } from './spec.ts';

const dayMs = 86_400_000;

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
  /** Slots from here up to, not including, there; absent: without a bound. */
  from?: number | undefined;
  until?: number | undefined;
}

export interface SharedSchedule {
  schedule: Schedule;
  pieceMs: number;
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
    return { schedule, pieceMs: pieceLength(schedule) };
  });
}

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
export function slotsIn({ slots }: ScheduleCaches, series: Series, index: number): number[] {
  const { rule, schedule, pieceMs, from = 0, until = Number.POSITIVE_INFINITY } = series;
  return slots
    .get(`${rule.cron} ${rule.timezone} ${index}`, () => schedule.between(index * pieceMs, (index + 1) * pieceMs))
    .filter((slotAt) => slotAt >= from && slotAt < until);
}

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
    const origin = { region, account: spec.account, plan };
    const resources = selectedResources(plan, spec.region(region)?.resources ?? []);
    return plan.rules.map((rule) => ({
      key: `${spec.account} ${region} ${rule.id}`,
      region,
      plan,
      rule,
      ...scheduleOf(caches, rule),
      origins: resources.map((resource) => ({
        ...origin,
        rule,
        resource,
        roleArn: roleFor(plan, resource) ?? backupRole(spec.account),
        seed: seedOf(seed, region, rule.id, resource.arn),
      })),
    }));
  };

  const bornIn = (region: string) => {
    const known = born.get(region) ?? (spec.region(region)?.plans ?? []).flatMap((plan) => ofPlan(region, plan));
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
        ofPlan(region, plan).map((one) => ({ ...one, key: `${one.key} ${era} ${revision}`, from, until })),
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
