import type { RestoreTestingPlan } from '../../../domain/plans/restore-testing.ts';
import type { AnyContext } from '../../action.ts';

/** The restore testing plans of the action's account and Region, as far as they are known. */
export const plansOfScope = ({ known, scope }: AnyContext): readonly RestoreTestingPlan[] =>
  (known('restore-testing-plans', scope) as readonly RestoreTestingPlan[]).filter(
    (plan) => plan.scope.region === scope.region && plan.scope.accountId === scope.accountId,
  );
