// Which resources a rule is to back up. AWS does not tell: it follows from what selections name and from what ran.
import type { Job } from '../job.ts';
import { matchesPattern } from '../pattern.ts';
import type { PlanRule } from '../plan-rule.ts';
import { canBeContinuous, isOptedOut } from '../resource-type.ts';
import type { Selection } from '../selection.ts';
import type { ResourceCase, ScopeView } from './scope-view.ts';

export interface Coverage {
  readonly by: 'arn' | 'tag';
  /** Epoch ms; runs before it are not to be expected. */
  readonly since: number;
}

const anyOf = (patterns: readonly string[], arn: string): boolean =>
  patterns.some((pattern) => matchesPattern(pattern, arn));

export const namesByArn = ({ resources, notResources }: Selection, arn: string): boolean =>
  resources.some((pattern) => pattern !== '*' && matchesPattern(pattern, arn)) && !anyOf(notResources, arn);

/** Whether it chooses by tag, condition or `*`, so that its matches are not known. */
export const choosesUnseen = ({ resources, tags, conditions }: Selection): boolean =>
  tags.length > 0 || conditions.length > 0 || resources.includes('*');

const mayChoose = (selection: Selection, arn: string): boolean =>
  !anyOf(selection.notResources, arn) && (choosesUnseen(selection) || namesByArn(selection, arn));

/**
 * undefined: nothing is to be expected of this rule for this resource. `runs` are the newest runs of the rule, oldest
 * first: who was not taken in any of them has left the selection.
 */
export function coverageOf(
  view: ScopeView,
  rule: PlanRule,
  resource: ResourceCase,
  runs: readonly number[],
): Coverage | undefined {
  const selections = view.selectionsOfPlan ? (view.selectionsOfPlan.get(rule.planId) ?? []) : undefined;
  const named = selections?.find(
    (selection) => selection.conditions.length === 0 && namesByArn(selection, resource.arn),
  );
  if (isOptedOut(resource.type, named !== undefined, view.facts.settings)) return undefined;
  if (rule.continuous && canBeContinuous(resource.type)) return undefined;
  if (named) return { by: 'arn', since: Math.max(named.createdAt ?? 0, rule.versionAt ?? 0) };
  if (selections && !selections.some((selection) => mayChoose(selection, resource.arn))) return undefined;
  const isOfRule = ({ createdBy }: Job) => createdBy?.ruleId === rule.id;
  const newest = resource.backups.find(isOfRule)?.createdAt;
  const oldest = resource.backups.findLast(isOfRule)?.createdAt;
  if (newest === undefined || oldest === undefined || newest < (runs[0] ?? 0) - earlyMs) return undefined;
  return { by: 'tag', since: Math.max(oldest, rule.versionAt ?? 0) };
}

/** A job may stand a little before its run by AWS's clock. */
export const earlyMs = 5 * 60_000;
