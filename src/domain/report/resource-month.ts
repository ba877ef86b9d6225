// The month of one resource.
import { defined } from '../../lib/defined.ts';
import { createEvaluationTime } from '../attention/evaluation-time.ts';
import { isDone } from '../attention/findings/about-job.ts';
import { promiseFor } from '../attention/points/objective.ts';
import { lastProof } from '../attention/points/restore-proof.ts';
import { emptyCase, type ResourceCase } from '../attention/scope-view.ts';
import { endOf, isActive, isCompletedWithIssues } from '../jobs/job-state.ts';
import { isWithin, longestGap } from './backup-gap.ts';
import { copyResults } from './copy-results.ts';
import { type CoveringRule, coveringRules, expectedRuns } from './expected-in-month.ts';
import type { MonthContext, MonthFacts } from './month-context.ts';
import { countCauses, countCopies, countRuns } from './month-counts.ts';
import type { MonthNewest, MonthObjective, MonthRestore, ResourceMonth } from './month-report.ts';
import { runResults } from './run-results.ts';

export function resourceMonth(facts: MonthFacts, context: MonthContext): ResourceMonth {
  const { arn, name, type, backups, taken, coverage } = facts;
  const resource: ResourceCase = { ...emptyCase(arn, name, type), backups, taken };
  const covering = coveringRules(resource, context);
  const results = runResults(facts, expectedRuns(resource, covering, context), context);
  for (const { at, outcome } of results) context.days.add(at, outcome);
  const objective = objectiveOf(resource, covering, context);
  const firstDue = results.length === 0 ? undefined : Math.min(...results.map(({ at }) => at));
  const gap = facts.newest?.isContinuous ? undefined : longestGap(facts, firstDue, context);
  const plans = [...covering.map(({ rule }) => rule.planName), ...backups.map(({ createdBy }) => createdBy?.planName)];
  return {
    accountId: context.scope.accountId,
    region: context.scope.region,
    arn,
    name,
    type,
    plans: [...new Set(plans.filter((plan) => plan !== undefined && plan !== ''))].toSorted() as string[],
    runs: countRuns(results.map(({ outcome }) => outcome)),
    issues: results.filter(({ hasIssues }) => hasIssues).length,
    onDemand: onDemandOf(facts, context),
    failures: countCauses(results.flatMap(({ cause, at }) => (cause === undefined ? [] : [{ cause, at }]))),
    unknownBecause: [...new Set(results.flatMap(({ because }) => because ?? []))].toSorted(),
    copies: countCopies(copyResults(facts, context)),
    ...defined({
      objective,
      newest: newestOf(facts, context),
      longestGap: gap,
      isWithinObjective: isWithin(gap, objective),
      restore: restoreOf(facts),
      coverage,
    }),
  };
}

function onDemandOf({ backups }: MonthFacts, { from, to }: MonthContext): number {
  return backups.filter(
    (job) => job.createdBy === undefined && isDone(job) && job.createdAt >= from && job.createdAt < to,
  ).length;
}

/** The objective at the end of the month, or at the last time at which a rule covered the resource. */
function objectiveOf(
  resource: ResourceCase,
  covering: readonly CoveringRule[],
  { epochs, book, objectives }: MonthContext,
): MonthObjective | undefined {
  const epoch = covering.at(-1)?.epoch ?? epochs.at(-1);
  if (!epoch) return undefined;
  const last = covering.filter((one) => one.epoch === epoch);
  const planned = { resource, rules: last.map(({ rule }) => rule) };
  const time = createEvaluationTime(epoch.to - 1);
  const found = promiseFor(planned, objectives, { view: epoch.view, book, time });
  if (!found) return undefined;
  const isOfThen = found.source === 'derived' && last.some(({ isAssumed }) => !isAssumed);
  return { ...found, basis: isOfThen ? 'then' : 'today' };
}

/** A job that ended after the last list of recovery points made one that the list lacks. */
function newestOf(
  { newest, backups, lastBefore }: MonthFacts,
  { to, pointsKnownUntil }: MonthContext,
): MonthNewest | undefined {
  if (newest?.isContinuous) return newest;
  const job = backups.find((one) => isDone(one) && one.createdAt < to);
  const at = job && endOf(job) > pointsKnownUntil ? job.createdAt : undefined;
  const before = pointsKnownUntil === Number.NEGATIVE_INFINITY ? lastBefore : undefined;
  const made = at ?? before;
  if (made === undefined || (newest && newest.at >= made)) return newest;
  return { at: made, basis: 'job', isContinuous: false };
}

function restoreOf({ restores }: MonthFacts): MonthRestore | undefined {
  const newest = restores.find((job) => !isActive(job));
  if (!newest) return undefined;
  return {
    at: endOf(newest),
    state: isCompletedWithIssues(newest) ? `${newest.state} with issues` : newest.state,
    isTest: newest.restoreTestingPlanArn !== undefined,
    ...defined({ validation: newest.validationStatus, provenAt: lastProof(restores)?.at }),
  };
}
