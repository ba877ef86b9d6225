// What will run in the next 24 hours, in the order of the clock.
import type { PlanRule } from '../plan-rule.ts';
import type { Scope } from '../scope.ts';
import { coverageOf, earlyMs } from './coverage.ts';
import type { ScheduleBook } from './schedule-book.ts';
import type { ScopeView } from './scope-view.ts';

export interface UpcomingRun {
  readonly scope: Scope;
  /** Epoch ms. */
  readonly at: number;
  readonly rule: PlanRule;
  /** Resources that it took the last time, as far as known. */
  readonly resources: number;
}

export const upcomingMs = 24 * 3_600_000;

export function upcomingRuns(view: ScopeView, book: ScheduleBook, now: number): UpcomingRun[] {
  const resources = [...view.cases.values()];
  return [...view.rules.values()].flatMap((rule) => {
    const [oldest = 0] = book.recent(rule, now);
    const count = resources.filter((resource) => {
      const coverage = coverageOf(view, rule, resource);
      return coverage && (coverage.by !== 'tag' || (coverage.takenAt ?? 0) >= oldest - earlyMs);
    }).length;
    return book.coming(rule, now, upcomingMs).map((at) => ({ scope: view.facts.scope, at, rule, resources: count }));
  });
}
