// The scheduled runs of a month and whether they should have backed up a resource, by the rules of attention.

import { dayMs } from '../../lib/duration.ts';
import { coverageOf, type PlanCoverage, rulesThatMayCover } from '../attention/runs/coverage.ts';
import { lateAfterMs } from '../attention/runs/expected-runs.ts';
import { isOwnRun } from '../attention/runs/merged-runs.ts';
import type { ResourceCase } from '../attention/scope-view.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { PlanEpoch } from './held-plans.ts';
import type { MonthContext } from './month-context.ts';

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

/** By rule id, oldest first. */
export function expectedRuns(
  resource: ResourceCase,
  covering: readonly CoveringRule[],
  context: Pick<MonthContext, 'book' | 'to'>,
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
  { book, to }: Pick<MonthContext, 'book' | 'to'>,
): ExpectedRun[] {
  // The first run that backed up the resource was due, too, although its job has a slightly later time.
  const since = coverage.by === 'tag' ? coverage.since - lateAfterMs : coverage.since;
  return timesOf(rule, epoch, { book, to }).flatMap((at): ExpectedRun[] => {
    const slackMs = book.slack(rule, at);
    if (slackMs === undefined) return [];
    const isDue = at > since && isOwnRun(at, rule, resource, { view: epoch.view, book });
    return [{ at, rule, slackMs, isAssumed, isDue, by: coverage.by }];
  });
}

/** A schedule book looks back at most thirty days at once. */
const stepMs = 10 * dayMs;

function timesOf(rule: PlanRule, epoch: PlanEpoch, { book, to }: Pick<MonthContext, 'book' | 'to'>): number[] {
  const found: number[] = [];
  const end = Math.min(epoch.to, to);
  for (let from = epoch.from; from < end; from += stepMs)
    found.push(...book.between(rule, from, Math.min(from + stepMs, end)));
  return found;
}
