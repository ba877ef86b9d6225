// The month of one account-Region.
import type { TimeRange } from '../../lib/time-range.ts';
import type { ScheduleBook } from '../attention/runs/schedule-book.ts';
import type { Objective } from '../attention/settings.ts';
import type { RegionSettings } from '../region-settings.ts';
import type { Scope } from '../scope.ts';
import type { DayCounter } from './day-counter.ts';
import { planEpochs, type SeenPlans } from './held-plans.ts';
import type { KnownTimes } from './known-times.ts';
import type { MonthContext, MonthFacts, RuleTimes } from './month-context.ts';
import type { MonthUnknown, ResourceMonth } from './month-report.ts';
import { resourceMonth } from './resource-month.ts';

export interface PlaceFacts {
  readonly scope: Scope;
  readonly plans: SeenPlans;
  /** At the end of the month. */
  readonly settings?: RegionSettings;
  readonly resources: readonly MonthFacts[];
  /** For which times of creation all jobs are known. */
  readonly backupsKnown: KnownTimes;
  readonly copiesKnown: KnownTimes;
  /** Epoch ms: a recovery point that was made before it would be listed. */
  readonly pointsKnownUntil: number;
}

/** `from` and `to`: up to which time is counted. */
export interface PlaceOptions extends TimeRange {
  readonly now: number;
  readonly book: ScheduleBook;
  readonly days: DayCounter;
  readonly objectives: readonly Objective[];
}

export interface PlaceMonth {
  /** By name, and by ARN where names are equal. */
  readonly resources: readonly ResourceMonth[];
  /** Times of which the schedule of a plan is not known. */
  readonly unknown: readonly MonthUnknown[];
}

export function placeMonth(facts: PlaceFacts, options: PlaceOptions): PlaceMonth {
  const { scope, settings, backupsKnown, copiesKnown, pointsKnownUntil, resources } = facts;
  const { from, to } = options;
  const context: MonthContext = {
    ...options,
    scope,
    settings,
    backupsKnown,
    copiesKnown,
    pointsKnownUntil,
    epochs: planEpochs(facts.plans, { scope, settings, from, to }),
    timesOfRule: new Map(),
    lastRunOf: lastRuns(resources),
    firstRunOf: firstRuns(resources),
  };
  return {
    resources: resources.map((one) => resourceMonth(one, context)).toSorted(byName),
    unknown: unknownSchedules(context),
  };
}

/** By plan, each from the first to the last time. */
function unknownSchedules({ epochs, scope: { accountId, region } }: MonthContext): MonthUnknown[] {
  const found = new Map<string, MonthUnknown>();
  for (const { from, to, view, assumed } of epochs) {
    for (const ruleId of assumed) {
      const { planId = '', planName: detail = '' } = view.rules.get(ruleId) ?? {};
      const first = found.get(planId)?.from ?? from;
      found.set(planId, { accountId, region, list: 'plan-rules', why: 'schedule', from: first, to, detail });
    }
  }
  return [...found.values()];
}

const byName = (one: ResourceMonth, other: ResourceMonth): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : one.arn < other.arn ? -1 : 1;

function firstRuns(resources: readonly MonthFacts[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { taken } of resources) {
    for (const [ruleId, { first }] of taken.rules) found.set(ruleId, Math.min(first, found.get(ruleId) ?? first));
  }
  return found;
}

function lastRuns(resources: readonly MonthFacts[]): ReadonlyMap<string, readonly RuleTimes[]> {
  const found = new Map<string, RuleTimes[]>();
  for (const { arn, backups } of resources) {
    const seen = new Set<string>();
    // Newest first.
    for (const { createdBy, createdAt } of backups) {
      const ruleId = createdBy?.ruleId;
      if (ruleId === undefined || seen.has(ruleId)) continue;
      seen.add(ruleId);
      const known = found.get(ruleId) ?? [];
      found.set(
        ruleId,
        [...known, { arn, last: createdAt }].toSorted((one, other) => other.last - one.last).slice(0, 2),
      );
    }
  }
  return found;
}
