// The maximum age of the newest recovery point of a resource: the configured objective, else the interval of the
// resource's rules.
import { matchesPattern } from '../../pattern.ts';
import type { PlanRule } from '../../plans/plan-rule.ts';
import { tagWords } from '../../plans/selection.ts';
import type { ScheduleContext } from '../rule-context.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import type { Objective } from '../settings.ts';

/** A resource, and the rules that cover it. */
export interface PlannedResource {
  readonly resource: ResourceCase;
  readonly rules: readonly PlanRule[];
}

export interface AgePromise {
  readonly everyMs: number;
  readonly source: 'configured' | 'derived';
}

/** The maximum age of recovery points in one location. */
export interface LocationPromise {
  readonly in: string;
  readonly everyMs: number;
}

/** The maximum age of recovery points in any location. */
export function promiseFor(
  planned: PlannedResource,
  objectives: readonly Objective[],
  { view, book, time }: ScheduleContext,
): AgePromise | undefined {
  if (!planned.resource.isEvaluatedHere) return undefined;
  const configured = objectives.find(
    (objective) =>
      objective.everyMs !== undefined && objective.in === undefined && objectiveFits(objective, planned, view),
  );
  if (configured?.everyMs !== undefined) return { everyMs: configured.everyMs, source: 'configured' };
  const gaps = planned.rules.map((rule) => book.longestGap(rule, time.now)).filter((gap) => gap !== undefined);
  return gaps.length === 0 ? undefined : { everyMs: Math.min(...gaps), source: 'derived' };
}

/**
 * One result for each location that a matching objective names. If several objectives name the same location, the first
 * one is used.
 */
export function locationPromises(
  planned: PlannedResource,
  objectives: readonly Objective[],
  { view }: Pick<ScheduleContext, 'view'>,
): LocationPromise[] {
  if (!planned.resource.isEvaluatedHere) return [];
  const found = new Map<string, LocationPromise>();
  for (const objective of objectives) {
    const { in: location, everyMs } = objective;
    if (location === undefined || everyMs === undefined || found.has(location)) continue;
    if (objectiveFits(objective, planned, view)) found.set(location, { in: location, everyMs });
  }
  return [...found.values()];
}

export function objectiveFits(
  { name, type, plan, tag }: Objective,
  { resource, rules }: PlannedResource,
  view: ScopeView,
): boolean {
  const isNamed = name === undefined || matchesPattern(name, resource.name) || matchesPattern(name, resource.arn);
  if (!isNamed || (type !== undefined && type.toLowerCase() !== resource.type.toLowerCase())) return false;
  if (plan !== undefined && !rules.some(({ planName }) => matchesPattern(plan, planName))) return false;
  return tag === undefined || rules.some(({ planId }) => isChosenByTag(view, planId, tag));
}

const isChosenByTag = (view: ScopeView, planId: string, tag: string): boolean =>
  (view.selectionsOfPlan?.get(planId) ?? []).some(({ tags, conditions }) =>
    [...tags, ...conditions].some((chosen) => matchesPattern(tag, tagWords(chosen))),
  );
