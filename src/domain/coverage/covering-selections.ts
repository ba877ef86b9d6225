// The plans that select each resource of one account-Region, by their selections.
import type { ScopeView } from '../attention/scope-view.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { Selection } from '../plans/selection.ts';
import type { CoveringSelection } from './coverage-row.ts';
import { createSelectionIndex } from './selection-index.ts';
import type { SelectionReason, SelectionSubject } from './selection-verdict.ts';

export interface Covering {
  readonly selections: readonly CoveringSelection[];
  /** The rules of plans that certainly select the resource. */
  readonly rules: readonly PlanRule[];
  /**
   * Epoch ms since when each of those plans selects the resource, as far as the plan and its selections show; absent:
   * not known.
   */
  readonly since: ReadonlyMap<string, number | undefined>;
  /** The type that is opted out although a selection names the resource. */
  readonly optedOut?: string;
}

export interface CoveringLookup {
  /** Lists without a response, so that nothing is known about any resource. */
  readonly unread: readonly string[];
  of(subject: SelectionSubject): Covering;
}

export function createCoveringLookup(view: ScopeView): CoveringLookup {
  const { facts, rulesOfPlan, selectionsOfPlan } = view;
  // A selection of a deleted plan selects nothing.
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
        const { planId } = selection;
        const begun = begunAt(selection, subject);
        const known = since.get(planId);
        since.set(planId, known === undefined || begun === undefined ? begun : Math.min(known, begun));
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

/** Epoch ms since when the selection selects the resource: tags that it reads may have changed after its creation. */
function begunAt({ createdAt, tags, conditions }: Selection, { tagsChangedAt }: SelectionSubject): number | undefined {
  if (createdAt === undefined || tagsChangedAt === undefined) return createdAt;
  return tags.length + conditions.length > 0 ? Math.max(createdAt, tagsChangedAt) : createdAt;
}

const detailOf = ({ detail = '' }: SelectionReason): string => detail;
