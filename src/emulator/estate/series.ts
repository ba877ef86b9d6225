// Series: the rules of an estate's plans, each with its selected resources. Created for a Region on first use.
import { backupRole } from './arn.ts';
import { type BoundedCache, createBoundedCache } from './bounded-cache.ts';
import { createSchedule, type SlotSchedule } from './cron.ts';
import type { BackupOrigin } from './jobs/simulated-backup.ts';
import type { EstateOverlay } from './overlays/estate-overlay.ts';
import { seedOf } from './random.ts';
import {
  type EstateSpec,
  type PlanSpec,
  type ResourceSpec,
  type RuleSpec,
  roleFor,
  selectedResources,
} from './spec.ts';

const dayMs = 86_400_000;
const never = Number.POSITIVE_INFINITY;

/** One rule with all its resources. */
export interface RuleSeries {
  /** A key that is unique over all accounts. */
  key: string;
  region: string;
  plan: PlanSpec;
  rule: RuleSpec;
  schedule: SlotSchedule;
  origins: BackupOrigin[];
  /** Jobs are computed and cached in pieces of this length. */
  pieceMs: number;
  slotsPerDay(): number;
  /** Rules of the same plan with a longer retention: where start windows overlap, only these rules run. */
  overlappingRules: OverlappingRule[];
  /** The range of slots, from (inclusive) until (exclusive). Absent: no bound. */
  from?: number | undefined;
  until?: number | undefined;
}

export interface OverlappingRule {
  /** Identifies the schedule in cache keys. */
  key: string;
  schedule: SlotSchedule;
  windowMs: number;
}

export interface SharedSchedule {
  schedule: SlotSchedule;
  pieceMs: number;
  /** The average number of slots, counted over four weeks on first use. */
  slotsPerDay(): number;
}

/** Thousands of plans share a few schedules: each schedule is parsed and counted once. */
export interface ScheduleCaches {
  schedules: BoundedCache<SharedSchedule>;
  slots: BoundedCache<number[]>;
}

/** Shared by all estates of the process: the slots depend on nothing but the expressions in their keys. */
export const scheduleCaches: ScheduleCaches = {
  schedules: createBoundedCache<SharedSchedule>(1_000),
  slots: createBoundedCache<number[]>(10_000),
};

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

/** A piece holds about one slot or more, so that rare runs cost no more than frequent ones. */
function pieceLength(schedule: SlotSchedule): number {
  const [first = 0, second = dayMs] = schedule.next(aMonday, 2);
  const gap = second - first;
  if (gap <= 2 * dayMs) return dayMs;
  return gap <= 10 * dayMs ? 7 * dayMs : 28 * dayMs;
}

/** An arbitrary Monday: 2026-01-05. */
const aMonday = Date.UTC(2026, 0, 5);

/** The slots in a piece of a series. */
export function slotsIn(caches: ScheduleCaches, series: RuleSeries, index: number): readonly number[] {
  const { from = 0, until = never } = series;
  const slots = unmergedIn(caches, series, index);
  // In order of time. Most plans are older than all that is asked about.
  const isWhole = slots.length === 0 || ((slots[0] as number) >= from && (slots.at(-1) as number) < until);
  return isWhole ? slots : slots.filter((slotAt) => slotAt >= from && slotAt < until);
}

/**
 * Cached, because a list needs the slots of every piece, and each slot would search the schedules of all overlapping
 * rules.
 */
function unmergedIn({ slots }: ScheduleCaches, series: RuleSeries, index: number): number[] {
  const { rule, overlappingRules, schedule, pieceMs } = series;
  const piece = `${rule.cron} ${rule.timezone} ${index}`;
  const all = () => slots.get(piece, () => schedule.between(index * pieceMs, (index + 1) * pieceMs));
  if (overlappingRules.length === 0) return all();
  const beside = overlappingRules.map(({ key }) => key).join();
  return slots.get(`${piece} ${windowMs(rule)} beside ${beside}`, () => all().filter((at) => !isMerged(series, at)));
}

/** The slots of a restore test on a day. */
export const slotsOfDay = (caches: ScheduleCaches, scheduled: Scheduled, day: number): readonly number[] =>
  caches.slots.get(`${scheduled.cron} ${scheduled.timezone} day ${day}`, () =>
    scheduleOf(caches, scheduled).schedule.between(day * dayMs, (day + 1) * dayMs),
  );

const windowMs = ({ startWindowMinutes }: RuleSpec) => startWindowMinutes * 60_000;

/** Whether a rule of the same plan with a longer retention replaces the run. */
export const isMerged = ({ rule, overlappingRules }: RuleSeries, slotAt: number) =>
  overlappingRules.some(
    (other) => other.schedule.between(slotAt - other.windowMs + 1, slotAt + windowMs(rule)).length > 0,
  );

const keptDays = ({ lifecycle }: RuleSpec) => lifecycle.deleteAfterDays ?? never;

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
const overlappingRulesOf = (rule: RuleSpec, { rules }: PlanSpec, caches: ScheduleCaches): OverlappingRule[] =>
  rules
    .filter((other) => !rule.continuous && !other.continuous && keptDays(other) > keptDays(rule))
    .map((other) => ({
      key: `${other.cron} ${other.timezone} ${windowMs(other)}`,
      schedule: scheduleOf(caches, other).schedule,
      windowMs: windowMs(other),
    }));

export interface SeriesSource {
  series(): readonly RuleSeries[];
  seriesIn(region: string): readonly RuleSeries[];
}

interface SourceOptions {
  spec: EstateSpec;
  seed: string;
  overlay: EstateOverlay;
  caches: ScheduleCaches;
}

/** The series of a plan. */
function createPlanSeries({ spec, seed, overlay, caches }: SourceOptions) {
  const taggedAt = (resources: readonly ResourceSpec[], at: number) =>
    overlay.tagOverlay.isEmpty() ? resources : resources.map((resource) => overlay.tagOverlay.tagged(resource, at));

  /** `from`: of the period in which the plan selects by the tags that resources have. */
  const ofPlan = (region: string, plan: PlanSpec, from: number): RuleSeries[] => {
    const { account } = spec;
    const { resources: known = [], jobFaults } = spec.region(region) ?? {};
    // AWS: a run scans the account for matches, also among the members of stacks, whose stack may be taken as well.
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
    const all = known.flatMap((resource) => [resource, ...(resource.members ?? [])]);
    const resources = selectedResources(plan, taggedAt(all, from));
    const ownRole = backupRole(account);
    return plan.rules.map((rule) => {
      const by = { plan, rule };
      return {
        key: `${account} ${region} ${rule.id}`,
        region,
        plan,
        rule,
        ...scheduleOf(caches, rule),
        overlappingRules: overlappingRulesOf(rule, plan, caches),
        origins: resources.map((resource) => ({
          region,
          account,
          by,
          resource,
          roleArn: roleFor(plan, resource) ?? ownRole,
          seed: seedOf(seed, region, rule.id, resource.arn),
          jobFaults: jobFaults?.filter((entry) => entry.resource === resource.name && entry.rule === rule.name),
        })),
      };
    });
  };

  const ofInitialPlan = (region: string, { former, ...plan }: PlanSpec): RuleSeries[] =>
    former === undefined
      ? ofPlan(region, plan, plan.createdAt).map((entry) => ({ ...entry, from: plan.createdAt }))
      : [
          ...ofPlan(region, former.plan, plan.createdAt).map((entry) => ({
            ...entry,
            from: plan.createdAt,
            until: former.until,
          })),
          ...ofPlan(region, plan, former.until).map((entry) => ({ ...entry, from: former.until })),
        ];

  return { ofPlan, ofInitialPlan };
}

/** The initial series of the estate, with those of the plans that callers changed in their place. */
export function createSeriesSource({ spec, seed, overlay, caches }: SourceOptions): SeriesSource {
  const initialSeries = new Map<string, readonly RuleSeries[]>();
  const current = new Map<string, readonly RuleSeries[]>();
  let revision = overlay.planOverlay.revision();

  const { ofPlan, ofInitialPlan } = createPlanSeries({ spec, seed, overlay, caches });

  const initialSeriesIn = (region: string) => {
    const known =
      initialSeries.get(region) ?? (spec.region(region)?.plans ?? []).flatMap((plan) => ofInitialPlan(region, plan));
    initialSeries.set(region, known);
    return known;
  };

  const withPeriods = (region: string): readonly RuleSeries[] => {
    const periods = overlay.planOverlay.periods().filter((period) => period.region === region);
    const changed = new Set(periods.map(({ plan }) => plan.id));
    return [
      ...initialSeriesIn(region).filter(({ plan }) => !changed.has(plan.id)),
      ...periods.flatMap(({ plan, from, until }, period) =>
        // A later change can give a period other rules at the same time: the revision in the key makes outdated cache
        // entries unreachable.
        (from === undefined ? ofInitialPlan(region, plan) : ofPlan(region, plan, from)).map((entry) => ({
          ...entry,
          key: `${entry.key} ${period} ${revision}`,
          from: from ?? entry.from,
          until: Math.min(until ?? never, entry.until ?? never),
        })),
      ),
    ];
  };

  const seriesIn = (region: string) => {
    if (revision !== overlay.planOverlay.revision()) current.clear();
    revision = overlay.planOverlay.revision();
    const known = current.get(region) ?? withPeriods(region);
    current.set(region, known);
    return known;
  };
  return { seriesIn, series: () => spec.regionNames.flatMap(seriesIn) };
}
