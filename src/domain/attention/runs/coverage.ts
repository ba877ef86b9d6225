// Decides which resources a rule should back up. AWS does not list them: they follow from selections and earlier runs.
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { Selection } from '../../plans/selection.ts';
import { canBeContinuous, isOptedOut } from '../../resource-type.ts';
import { livesElsewhere } from '../points/remote-resource.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import { plansThatMayName } from './naming-selections.ts';
import { choiceOf, namesType } from './selection-choice.ts';

/** A job may have a time slightly before its run, because AWS's clock differs. */
export const earlyMs = 5 * 60_000;

export interface PlanCoverage {
  /** Selected by its whole ARN, by an ARN pattern, or by tags, conditions or `*`. */
  readonly by: 'name' | 'pattern' | 'tag';
  /** Epoch ms; no runs are expected before it. */
  readonly since: number;
  /** Epoch ms of the newest backup that the plan made of the resource, as far as AWS still lists it. */
  readonly takenAt?: number;
}

/** The rules of which runs may be expected for this resource, in the order of their ids. */
export function rulesThatMayCover({ rulesOfPlan, naming }: ScopeView, { arn, taken }: ResourceCase): PlanRule[] {
  // If tags select the resource, only earlier backups show it.
  const planIds = new Set([...taken.plans.keys(), ...plansThatMayName(arn, naming())]);
  const rules = [...planIds].flatMap((planId) => rulesOfPlan.get(planId) ?? []);
  return planIds.size > 1 ? rules.sort((one, other) => (one.id < other.id ? -1 : 1)) : rules;
}

/** undefined: no runs of this rule are expected for this resource. */
export function coverageOf(view: ScopeView, rule: PlanRule, resource: ResourceCase): PlanCoverage | undefined {
  if (rule.continuous && canBeContinuous(resource.type)) return undefined;
  // A plan backs up resources of its own account and Region only, whatever its patterns match.
  if (livesElsewhere(resource.arn, view.facts.scope)) return undefined;
  const selections = view.selectionsOfPlan ? (view.selectionsOfPlan.get(rule.planId) ?? []) : undefined;
  if (isLeftOut(resource, selections ?? [], view)) return undefined;
  const ofPlan = resource.taken.plans.get(rule.planId);
  const takenAt = ofPlan ? { takenAt: ofPlan.last } : {};
  const chosen = selections ? chosenBy(selections, resource.arn) : { by: 'tag' as const, since: 0 };
  if (!chosen) return undefined;
  const since = Math.max(chosen.since, rule.versionAt ?? 0);
  if (chosen.by !== 'tag') return { by: chosen.by, ...takenAt, since };
  // Each rule of a plan backs up what the plan's selections select: a resource that one rule backed up is backed up by
  // all.
  return ofPlan && { by: 'tag', ...takenAt, since: Math.max(ofPlan.first, since) };
}

/** The resource type is opted out, and no selection overrides the opt-out. */
export const isLeftOut = (
  resource: Pick<ResourceCase, 'type' | 'arn'>,
  selections: readonly Selection[],
  { facts }: ScopeView,
): boolean =>
  // Only a type that is opted out can be skipped: for other types the selection does not matter.
  facts.settings?.optIn[resource.type] === false &&
  isOptedOut(
    resource,
    selections.some((selection) => namesType(selection, resource.arn)),
    facts.settings,
  );

type Chosen = Pick<PlanCoverage, 'by' | 'since'>;
const ways = { named: 'name', pattern: 'pattern', maybe: 'tag' } as const;
const order: readonly PlanCoverage['by'][] = ['name', 'pattern', 'tag'];

/** The most certain of the matching selections, since the creation of the first of them. */
function chosenBy(selections: readonly Selection[], arn: string): Chosen | undefined {
  let found: Chosen | undefined;
  for (const selection of selections) {
    const choice = choiceOf(selection, arn);
    if (choice === 'no') continue;
    const next: Chosen = { by: ways[choice], since: selection.createdAt ?? 0 };
    const rank = found ? order.indexOf(next.by) - order.indexOf(found.by) : -1;
    if (!found || rank < 0 || (rank === 0 && next.since < found.since)) found = next;
  }
  return found;
}
