// When a plan made backups the last time.
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { ScopeView } from '../scope-view.ts';

/** Epoch ms, as AWS says it of the plan; 0: AWS tells of no run. */
export const lastRunSaid = (rules: readonly PlanRule[]): number =>
  Math.max(...rules.map(({ planLastRunAt }) => planLastRunAt ?? 0));

/** Epoch ms of its newest backup, by jobs and by recovery points, which are listed for longer; 0: none is known. */
export function lastBackupOf(planId: string, { cases }: ScopeView): number {
  let last = 0;
  for (const { taken } of cases.values()) last = Math.max(last, taken.plans.get(planId)?.last ?? 0);
  return last;
}
