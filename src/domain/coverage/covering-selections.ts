// Which plans take each resource of one account-Region, as its selections say.
import type { ScopeView } from '../attention/scope-view.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { CoveringSelection } from './coverage-row.ts';
import { createSelectionIndex } from './selection-index.ts';
import type { SelectionReason, SelectionSubject } from './selection-verdict.ts';

export interface Covering {
  readonly selections: readonly CoveringSelection[];
  /** Of plans that surely take it. */
  readonly rules: readonly PlanRule[];
  /** Epoch ms since when each of those plans takes it, as far as the plan and its selections tell; absent: not known. */
  readonly since: ReadonlyMap<string, number | undefined>;
  /** The type that is opted out, where a selection names the resource. */
  readonly optedOut?: string;
}

export interface CoveringLookup {
  /** Lists that have no answer, so that nothing can be said of any resource. */
  readonly unread: readonly string[];
  of(subject: SelectionSubject): Covering;
}

export function createCoveringLookup(view: ScopeView): CoveringLookup {
  const { facts, rulesOfPlan, selectionsOfPlan } = view;
  // A selection of a plan that is gone takes nothing.
  const selections = [...(selectionsOfPlan ?? [])].flatMap(([planId, all]) => (rulesOfPlan.has(planId) ? all : []));
  const index = createSelectionIndex(selections, facts.settings);
  const unread = [...(facts.rules ? [] : ['backup plans']), ...(facts.selections ? [] : ['resource assignments'])];
  return {
    unread,
    of(subject) {
      const hits = index.hits(subject);
      const covering = hits.flatMap(({ taken, reason, selection: { planId, id, name, planName = planId } }) =>
        taken === 'no'
          ? []
          : [{ ...reason, taken, planId, planName, selectionId: id, selectionName: name } as CoveringSelection],
      );
      const since = new Map<string, number | undefined>();
      for (const { taken, selection } of hits) {
        if (taken !== 'yes') continue;
        const { planId, createdAt } = selection;
        const known = since.get(planId);
        since.set(planId, known === undefined || createdAt === undefined ? createdAt : Math.min(known, createdAt));
      }
      const optedOut = hits.find(({ reason }) => reason.kind === 'opted-out')?.reason;
      return {
        selections: covering,
        rules: [...since.keys()].flatMap((planId) => rulesOfPlan.get(planId) ?? []),
        since,
        ...(optedOut ? { optedOut: detailOf(optedOut) } : {}),
      };
    },
  };
}

const detailOf = ({ detail = '' }: SelectionReason): string => detail;
