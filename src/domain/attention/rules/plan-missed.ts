// Plans that stopped: a run started no job.
// https://repost.aws/knowledge-center/aws-backup-troubleshoot-scheduled-backup-plans
import { hourMs } from '../../../lib/duration.ts';
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { Selection } from '../../plans/selection.ts';
import { scopeKey } from '../../scope.ts';
import type { Finding } from '../findings/finding.ts';
import type { ScheduleContext } from '../rule-context.ts';
import { coverageOf, earlyMs } from '../runs/coverage.ts';
import { runsKnownAt } from '../runs/expected-runs.ts';
import { lastBackupOf, lastRunSaid } from '../runs/last-plan-run.ts';
import type { ScheduleBook } from '../runs/schedule-book.ts';
import { choiceOf, choosesUnseen } from '../runs/selection-choice.ts';
import type { ResourceCase } from '../scope-view.ts';
import { planEvidence } from './about.ts';

/** By plan id. The finding of such a plan covers the missed runs of its resources. */
export function missedPlans(context: ScheduleContext): ReadonlyMap<string, Finding> {
  const missed = new Map<string, Finding>();
  for (const [planId, rules] of context.view.rulesOfPlan) {
    const finding = wholePlanMissed(planId, rules, context);
    if (finding) missed.set(planId, finding);
  }
  return missed;
}

/** AWS starts all jobs of a run at once: an hour without any job means that the run did not start. */
const planSlackMs = hourMs;

function wholePlanMissed(planId: string, rules: readonly PlanRule[], context: ScheduleContext): Finding | undefined {
  const { view, book } = context;
  const { scope } = view.facts;
  const selections = view.selectionsOfPlan?.get(planId) ?? [];
  const due = newestDue(rules, selections, context);
  if (!due) return undefined;
  const saidAt = lastRunSaid(rules);
  if (saidAt >= due.at - earlyMs) return undefined;
  const lastBackupAt = lastBackupOf(planId, view);
  const lastRunAt = Math.max(saidAt, lastBackupAt);
  // A plan that never ran selects nothing, or nothing that exists.
  if (lastRunAt === 0 || lastRunAt >= due.at - earlyMs) return undefined;
  const count = leftOut(planId, lastBackupAt, context).length;
  if (count === 0 && hasOtherFinding(selections, due, context)) return undefined;
  const since = firstDue(rules, Math.max(lastRunAt + earlyMs, due.from), book) ?? due.at;
  return {
    id: `${scopeKey(scope)}/plan-missed/${planId}`,
    kind: 'plan-missed',
    severity: 'critical',
    scope,
    subject: due.rule.planName,
    since,
    ...(count === 0 ? {} : { count }),
    dueAt: due.at,
    lastRunAt,
    evidence: planEvidence(due.rule),
  };
}

interface Due {
  readonly rule: PlanRule;
  /** Epoch ms of the newest run that should have made jobs by now. */
  readonly at: number;
  /** Epoch ms since which the plan has its present version and a selection. */
  readonly from: number;
}

/** undefined: no run is due, or it is unknown whether a run is due. */
function newestDue(
  rules: readonly PlanRule[],
  selections: readonly Selection[],
  { view: { facts }, book, time }: ScheduleContext,
): Due | undefined {
  const { backupJobs } = facts;
  if (!backupJobs || selections.length === 0) return undefined;
  const made = Math.min(...selections.map(({ createdAt }) => createdAt ?? 0));
  let newest: Due | undefined;
  for (const rule of rules) {
    const from = Math.max(made, rule.versionAt ?? Number.POSITIVE_INFINITY);
    const isDue = (at: number) => {
      if (at <= from || !time.reached(at + planSlackMs, backupJobs.at)) return false;
      const slack = book.slack(rule, at);
      return slack !== undefined && time.reached(at + slack + planSlackMs, backupJobs.at);
    };
    const at = book.recent(rule, runsKnownAt(facts, time)).findLast(isDue);
    if (at !== undefined && at > (newest?.at ?? 0)) newest = { rule, at, from };
  }
  return newest;
}

const firstDue = (rules: readonly PlanRule[], after: number, book: ScheduleBook): number | undefined =>
  rules
    .flatMap((rule) => book.firstAfter(rule, after) ?? [])
    .toSorted((a, b) => a - b)
    .at(0);

/**
 * The resources that the plan's rules still select: for those that no selection names, the resources of its last runs.
 */
function leftOut(planId: string, lastBackupAt: number, { view, book, time }: ScheduleContext): readonly ResourceCase[] {
  const rules = view.rulesOfPlan.get(planId) ?? [];
  const gaps = rules.flatMap((rule) => book.longestGap(rule, time.now) ?? []);
  const ofLastRuns = lastBackupAt - (gaps.length === 0 ? lastBackupAt : Math.min(...gaps)) - planSlackMs;
  return [...view.cases.values()].filter((resource) => {
    const coverages = rules.flatMap((rule) => coverageOf(view, rule, resource) ?? []);
    const takenAt = resource.taken.plans.get(planId)?.last ?? 0;
    return coverages.some(({ by }) => by !== 'tag') || (coverages.length > 0 && takenAt >= ofLastRuns);
  });
}

/** All resources of the plan are opted out or backed up continuously, or all named resources were never backed up. */
function hasOtherFinding(selections: readonly Selection[], { rule }: Due, { view }: ScheduleContext): boolean {
  const isChosen = ({ arn }: ResourceCase) => selections.some((selection) => choiceOf(selection, arn) !== 'no');
  const isSkipped = (resource: ResourceCase) => resource.taken.plans.has(rule.planId) && isChosen(resource);
  return rule.continuous || !selections.some(choosesUnseen) || [...view.cases.values()].some(isSkipped);
}
