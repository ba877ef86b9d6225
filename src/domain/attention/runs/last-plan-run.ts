// The time at which a plan last made backups.
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { ScopeView } from '../scope-view.ts';

/** Epoch ms, as AWS returns it with the plan; 0: AWS returns no run. */
export const lastRunSaid = (rules: readonly PlanRule[]): number =>
  Math.max(...rules.map(({ planLastRunAt }) => planLastRunAt ?? 0));

/**
 * Epoch ms of the plan's newest backup, from jobs and from recovery points, which are listed for longer; 0: none is
 * known.
 */
export function lastBackupOf(planId: string, { cases }: ScopeView): number {
  let last = 0;
  for (const { taken } of cases.values()) last = Math.max(last, taken.plans.get(planId)?.last ?? 0);
  return last;
}
