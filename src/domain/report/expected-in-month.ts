// The scheduled runs of a month and whether they should have backed up a resource, by the rules of attention.

import { dayMs } from '../../lib/duration.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import { coverageOf, type PlanCoverage, rulesThatMayCover } from '../attention/runs/coverage.ts';
import { lateAfterMs } from '../attention/runs/expected-runs.ts';
import { isOwnRun } from '../attention/runs/merged-runs.ts';
import type { ScheduleBook } from '../attention/runs/schedule-book.ts';
import type { ResourceCase } from '../attention/scope-view.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { PlanEpoch } from './held-plans.ts';
import type { MonthContext, RuleTime } from './month-context.ts';

/** Times are epoch ms. */
export interface ExpectedRun {
  readonly at: number;
  readonly rule: PlanRule;
  /** Ms by which it may come later, because clocks went back. */
  readonly slackMs: number;
  readonly isAssumed: boolean;
  readonly by: PlanCoverage['by'];
  /**
   * false: no job was due, because another rule of the plan replaces the run, or because the resource was not selected
   * yet. A job that came all the same belongs to this run.
   */
  readonly isDue: boolean;
}

/** A rule that covered the resource in an epoch. */
export interface CoveringRule {
  readonly epoch: PlanEpoch;
  readonly rule: PlanRule;
  readonly coverage: PlanCoverage;
  readonly isAssumed: boolean;
  /** Runs are expected of it. A version that is assumed to have held counts only if the rule made jobs then. */
  readonly isCounted: boolean;
}

export function coveringRules(
  resource: ResourceCase,
  { epochs, firstRunOf }: Pick<MonthContext, 'epochs' | 'firstRunOf'>,
): CoveringRule[] {
  return epochs.flatMap((epoch) =>
    rulesThatMayCover(epoch.view, resource).flatMap((rule) => {
      const isAssumed = epoch.assumed.has(rule.id);
      const isCounted = !isAssumed || (firstRunOf.get(rule.id) ?? Number.POSITIVE_INFINITY) < epoch.to;
      const coverage = coverageOf(epoch.view, rule, resource);
      return coverage ? [{ epoch, rule, coverage, isAssumed, isCounted }] : [];
    }),
  );
}

type ExpectedContext = Pick<MonthContext, 'book' | 'from' | 'to' | 'timesOfRule'>;

/** By rule id, oldest first. */
export function expectedRuns(
  resource: ResourceCase,
  covering: readonly CoveringRule[],
  context: ExpectedContext,
): Map<string, ExpectedRun[]> {
  const found = new Map<string, ExpectedRun[]>();
  for (const one of covering) {
    if (!one.isCounted) continue;
    const runs = runsIn(one, resource, context);
    const known = found.get(one.rule.id);
    if (known) known.push(...runs);
    else found.set(one.rule.id, runs);
  }
  return found;
}

function runsIn(
  { epoch, rule, coverage, isAssumed }: CoveringRule,
  resource: ResourceCase,
  { book, from, to, timesOfRule }: ExpectedContext,
): ExpectedRun[] {
  // The first run that backed up the resource was due, too, although its job has a slightly later time.
  const since = coverage.by === 'tag' ? coverage.since - lateAfterMs : coverage.since;
  const known = timesOfRule.get(rule);
  const times = known ?? timesIn(rule, book, { from, to });
  if (!known) timesOfRule.set(rule, times);
  const { view } = epoch;
  const isAlone = (view.rulesOfPlan.get(rule.planId)?.length ?? 0) < 2;
  return times
    .filter(({ at }) => at >= epoch.from && at < epoch.to)
    .map(({ at, slackMs }): ExpectedRun => {
      const isDue = at > since && (isAlone || isOwnRun(at, rule, { resource, view, book }));
      return { at, rule, slackMs, isAssumed, isDue, by: coverage.by };
    });
}

/** A schedule book looks back at most thirty days at once. */
const stepMs = 10 * dayMs;

/** Many resources have the same rule: its runs are computed once. */
function timesIn(rule: PlanRule, book: ScheduleBook, { from, to }: TimeRange): RuleTime[] {
  const found: RuleTime[] = [];
  for (let at = from; at < to; at += stepMs) {
    for (const run of book.between(rule, at, Math.min(at + stepMs, to))) {
      const slackMs = book.slack(rule, run);
      if (slackMs !== undefined) found.push({ at: run, slackMs });
    }
  }
  return found;
}
