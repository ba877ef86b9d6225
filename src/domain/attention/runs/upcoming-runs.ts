// The runs of the next 24 hours, in order of time.
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { Scope } from '../../scope.ts';
import type { ScopeView } from '../scope-view.ts';
import { coverageOf, earlyMs } from './coverage.ts';
import { lastBackupOf } from './last-plan-run.ts';
import type { ScheduleBook } from './schedule-book.ts';

export interface UpcomingRun {
  readonly scope: Scope;
  /** Epoch ms. */
  readonly at: number;
  readonly rule: PlanRule;
  /** Resources of the previous run, as far as known. */
  readonly resources: number;
}

export const upcomingMs = 24 * 3_600_000;

export function upcomingRuns(view: ScopeView, book: ScheduleBook, now: number): UpcomingRun[] {
  const resources = [...view.cases.values()];
  return [...view.rules.values()].flatMap((rule) => {
    const since = lastRunsSince(book.recent(rule, now), lastBackupOf(rule.planId, view));
    const count = resources.filter((resource) => {
      const coverage = coverageOf(view, rule, resource);
      return coverage && (coverage.by !== 'tag' || (coverage.takenAt ?? 0) >= since);
    }).length;
    return book.coming(rule, now, upcomingMs).map((at) => ({ scope: view.facts.scope, at, rule, resources: count }));
  });
}

/** Epoch ms: backups since then count. For a plan that stopped this is the time of its last runs, however old. */
function lastRunsSince(runs: readonly number[], lastBackupAt: number): number {
  const [oldest = 0, newest = 0] = [runs[0], runs.at(-1)];
  return Math.min(oldest, lastBackupAt - (newest - oldest)) - earlyMs;
}
