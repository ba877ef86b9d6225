// Which resources a rule is to back up. AWS does not tell: it follows from what selections say and from what ran.
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { Selection } from '../../plans/selection.ts';
import { canBeContinuous, isOptedOut } from '../../resource-type.ts';
import { livesElsewhere } from '../points/remote-resource.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import { choiceOf, namesType } from './selection-choice.ts';

/** A job may stand a little before its run by AWS's clock. */
export const earlyMs = 5 * 60_000;

export interface PlanCoverage {
  /** Chosen by its whole ARN, by an ARN pattern, or by tags, conditions or `*`. */
  readonly by: 'name' | 'pattern' | 'tag';
  /** Epoch ms; runs before it are not to be expected. */
  readonly since: number;
  /** Epoch ms of the newest backup that the plan made of it, as far as AWS still tells. */
  readonly takenAt?: number;
}

/** undefined: nothing is to be expected of this rule for this resource. */
export function coverageOf(view: ScopeView, rule: PlanRule, resource: ResourceCase): PlanCoverage | undefined {
  if (rule.continuous && canBeContinuous(resource.type)) return undefined;
  // A plan backs up what lives in its own account and Region, whatever its patterns fit.
  if (livesElsewhere(resource.arn, view.facts.scope)) return undefined;
  const selections = view.selectionsOfPlan ? (view.selectionsOfPlan.get(rule.planId) ?? []) : undefined;
  if (isLeftOut(resource, selections ?? [], view)) return undefined;
  const ofPlan = resource.taken.plans.get(rule.planId);
  const takenAt = ofPlan ? { takenAt: ofPlan.last } : {};
  const chosen = selections ? chosenBy(selections, resource.arn) : { by: 'tag' as const, since: 0 };
  if (!chosen) return undefined;
  const since = Math.max(chosen.since, rule.versionAt ?? 0);
  if (chosen.by !== 'tag') return { by: chosen.by, ...takenAt, since };
  // Each rule of a plan takes what its selections choose: whatever one of them took, all take.
  return ofPlan && { by: 'tag', ...takenAt, since: Math.max(ofPlan.first, since) };
}

/** Its type is opted out, and nothing makes up for that. */
export const isLeftOut = (
  resource: Pick<ResourceCase, 'type' | 'arn'>,
  selections: readonly Selection[],
  { facts }: ScopeView,
): boolean =>
  // Only a type that is off can be left out: for the others it does not matter what names them.
  facts.settings?.optIn[resource.type] === false &&
  isOptedOut(
    resource,
    selections.some((selection) => namesType(selection, resource.arn)),
    facts.settings,
  );

type Chosen = Pick<PlanCoverage, 'by' | 'since'>;
const ways = { named: 'name', pattern: 'pattern', maybe: 'tag' } as const;
const order: readonly PlanCoverage['by'][] = ['name', 'pattern', 'tag'];

/** By the surest of the selections that may choose it, since the first of those was made. */
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
