// The list of scheduled runs: a row for each rule and run of its schedule.
import type { PlanRule } from '../../plans/plan-rule.ts';
import { createEvaluationTime } from '../evaluation-time.ts';
import type { Finding } from '../findings/finding.ts';
import { earlyMs } from '../runs/coverage.ts';
import { lateAfterMs, type RunRecord, runRecords } from '../runs/expected-runs.ts';
import { isOwnRun } from '../runs/merged-runs.ts';
import { type ExpectedResource, outcomeOf } from '../runs/run-outcome.ts';
import { newestSlotOfRule, type RuleJob, type RunSlot, slotsOfJobs, slotsOfRule } from '../runs/run-slots.ts';
import type { ScheduleBook } from '../runs/schedule-book.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import { type RunResourceState, runStates, type ScheduledRun } from './scheduled-run.ts';
import { type KnownRun, type RuleNames, rowOfRun, unknownRun, withUsual } from './scheduled-run-row.ts';

interface RunsContext {
  readonly view: ScopeView;
  readonly findings: readonly Finding[];
  readonly book: ScheduleBook;
  /** Epoch ms. */
  readonly now: number;
  /** The records of a resource by its ARN, with the absent runs of all plans, if they are known already. */
  recordsOf?(arn: string): readonly RunRecord[] | undefined;
}

interface CoveredResource {
  readonly resource: ResourceCase;
  readonly record: RunRecord;
}

/** With the common input of all rules of the account-Region. */
interface RunsInput extends RunsContext {
  /** By rule. */
  readonly covered: ReadonlyMap<string, readonly CoveredResource[]>;
  /** For each plan that does not run at all, epoch ms since when. */
  readonly missedSince: ReadonlyMap<string, number>;
  /** Epoch ms of the request for the jobs. */
  readonly askedAt: number;
}

/** Nothing is known until the jobs and the rules have been listed. */
export const scheduledRuns = (context: RunsContext): ScheduledRun[] => runsIn(context, slotsOfRule);

/** One run for each plan with a rule: its newest one, and of several at the same time the worst. */
export function newestRuns(context: RunsContext): ScheduledRun[] {
  const { rules } = context.view;
  const runs = runsIn(context, onlyNewest).filter(({ ruleId }) => rules.has(ruleId));
  return [...Map.groupBy(runs, ({ planId }) => planId).values()].flatMap((ofPlan) => {
    const at = Math.max(...ofPlan.map((run) => run.at));
    const newest = ofPlan.filter((run) => run.at === at);
    return newest.toSorted((one, other) => runStates.indexOf(one.state) - runStates.indexOf(other.state))[0] ?? [];
  });
}

/** The runs of a rule that are evaluated, oldest first. */
type SlotsOf = typeof slotsOfRule;
const onlyNewest: SlotsOf = (...rule) => {
  const slot = newestSlotOfRule(...rule);
  return slot ? [slot] : [];
};

function runsIn(context: RunsContext, slotsOf: SlotsOf): ScheduledRun[] {
  const { view, now } = context;
  const { backupJobs, rules } = view.facts;
  if (!backupJobs || !rules) return [];
  const jobs = jobsByRule(view);
  const look = {
    ...context,
    covered: coveredByRule(context),
    missedSince: missedSince(context),
    askedAt: backupJobs.at,
  };
  const ofRules = [...view.rules.values()].flatMap((rule) => {
    const slots = slotsOf(rule, jobs.get(rule.id) ?? [], context);
    return withUsual(slots.map((slot, index) => runOf({ rule, slot, until: slots[index + 1]?.at }, look)));
  });
  // Rules that are gone.
  const others = [...jobs].filter(([ruleId]) => !view.rules.has(ruleId));
  const ofOthers = others.flatMap(([, found]) =>
    withUsual(slotsOfJobs(found, now).map((slot) => rowOfRun(namesOfJob(slot, view), knownByJobs(slot)))),
  );
  return [...ofRules, ...ofOthers];
}

function jobsByRule({ cases }: ScopeView): ReadonlyMap<string, readonly RuleJob[]> {
  const found = new Map<string, RuleJob[]>();
  for (const resource of cases.values()) {
    for (const job of resource.backups) {
      const ruleId = job.createdBy?.ruleId;
      if (ruleId === undefined) continue;
      const ofRule = found.get(ruleId);
      if (ofRule) ofRule.push({ resource, job });
      else found.set(ruleId, [{ resource, job }]);
    }
  }
  return found;
}

/** By the same rules as the attention list, so that both agree. */
function coveredByRule({ view, book, now, recordsOf }: RunsContext): ReadonlyMap<string, readonly CoveredResource[]> {
  const found = new Map<string, CoveredResource[]>();
  const context = { view, book, time: createEvaluationTime(now), missedPlans: new Set<string>() };
  for (const [arn, resource] of view.cases) {
    for (const record of recordsOf?.(arn) ?? runRecords(resource, context)) {
      const ofRule = found.get(record.rule.id);
      if (ofRule) ofRule.push({ resource, record });
      else found.set(record.rule.id, [{ resource, record }]);
    }
  }
  return found;
}

function missedSince({ findings }: RunsContext): ReadonlyMap<string, number> {
  return new Map(
    findings.flatMap((one) => (one.kind === 'plan-missed' ? [[planOf(one), one.since ?? one.dueAt] as const] : [])),
  );
}

const planOf = ({ id }: Finding): string => id.slice(id.indexOf('/plan-missed/') + '/plan-missed/'.length);

interface RuleRun {
  readonly rule: PlanRule;
  readonly slot: RunSlot;
  /** Epoch ms of the next run. */
  readonly until: number | undefined;
}

function runOf({ rule, slot, until = Number.POSITIVE_INFINITY }: RuleRun, look: RunsInput): ScheduledRun {
  const names = namesOfRule(rule, look.view);
  if (slot.basis === 'jobs') return rowOfRun(names, knownByJobs(slot));
  const expected = expectedIn(rule, slot, look);
  const isAtLeast = look.view.selectionsOfPlan === undefined;
  if (slot.at > look.askedAt + earlyMs) return unknownRun(names, { slot, until, expected: expected.length, isAtLeast });
  const outcome = outcomeOf({ slot, ruleId: rule.id, until, expected });
  const isMissed = outcome.resources.length === 0 && isPlanMissed(rule, slot.at, look);
  return rowOfRun(names, { slot, outcome, until, isAtLeast, isMissed });
}

/** The expected resources are not known. */
const knownByJobs = (slot: RunSlot): KnownRun => ({
  slot,
  outcome: outcomeOf({ slot, ruleId: '', until: Number.POSITIVE_INFINITY, expected: [] }),
});

function isPlanMissed(rule: PlanRule, at: number, { missedSince: missed, askedAt }: RunsInput): boolean {
  return at >= (missed.get(rule.planId) ?? Number.POSITIVE_INFINITY) && at + lateAfterMs <= askedAt;
}

/** Empty if the change of clocks skips the run. */
function expectedIn(rule: PlanRule, { at, clockChange }: RunSlot, look: RunsInput): ExpectedResource[] {
  const { view, book, covered } = look;
  if (clockChange === 'skipped') return [];
  return (covered.get(rule.id) ?? []).flatMap(({ resource, record }) => {
    const { by, since } = record.coverage;
    // The first run that took it was promised too, though its job stands a little after it.
    const isCovered = at > (by === 'tag' ? since - lateAfterMs : since);
    if (!isCovered || !isOwnRun(at, rule, { resource, view, book })) return [];
    return [{ resource, without: withoutJob(record, at, look) }];
  });
}

function withoutJob({ rule, absent }: RunRecord, at: number, look: RunsInput): RunResourceState {
  const { book, now, askedAt } = look;
  if (isPlanMissed(rule, at, look)) return 'absent';
  if (absent?.isAway && at >= absent.since) return 'away';
  const knownAt = Math.min(now, askedAt);
  const slack = book.slack(rule, at) ?? 0;
  if (at + slack + lateAfterMs > knownAt) return 'waiting';
  return at + slack + rule.startWindowMs < knownAt ? 'absent' : 'late';
}

const namesOfRule = (rule: PlanRule, { facts }: ScopeView): RuleNames => ({
  scope: facts.scope,
  planId: rule.planId,
  planArn: rule.planArn,
  planName: rule.planName,
  ruleId: rule.id,
  ruleName: rule.name,
});

function namesOfJob({ jobs }: RunSlot, { facts }: ScopeView): RuleNames {
  const { planId = '', planArn, planName, ruleId = '', ruleName } = jobs[0]?.job.createdBy ?? {};
  return {
    scope: facts.scope,
    planId,
    ...(planArn === undefined ? {} : { planArn }),
    planName: planName ?? planId,
    ruleId,
    ruleName: ruleName ?? ruleId,
  };
}
