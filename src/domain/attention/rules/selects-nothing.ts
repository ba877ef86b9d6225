// A plan without a selection, or with selections by tag only whose runs never made a job.
import type { PlanRule } from '../../plans/plan-rule.ts';
import { type Selection, tagWords } from '../../plans/selection.ts';
import { scopeKey } from '../../scope.ts';
import type { Finding } from '../findings/finding.ts';
import type { RuleContext } from '../rule-context.ts';
import { lateAfterMs } from '../runs/expected-runs.ts';
import { lastBackupOf, lastRunSaid } from '../runs/last-plan-run.ts';
import { choosesUnseen } from '../runs/selection-choice.ts';
import type { ScopeView } from '../scope-view.ts';
import { planEvidence } from './about.ts';

export function plansWithoutChoice(context: RuleContext): Finding[] {
  const { view } = context;
  if (!view.selectionsOfPlan || !view.facts.backupJobs) return [];
  return [...view.rulesOfPlan].flatMap(([planId, rules]) => ofPlan(planId, rules, context) ?? []);
}

function ofPlan(planId: string, rules: readonly PlanRule[], context: RuleContext): Finding | undefined {
  const { view } = context;
  const [rule] = rules;
  const selections = view.selectionsOfPlan?.get(planId) ?? [];
  if (!rule || !selections.every(choosesByTagOnly)) return undefined;
  const saidAt = lastRunSaid(rules);
  if (selections.length > 0 && saidAt > 0) return undefined;
  const lastRunAt = Math.max(saidAt, lastBackupOf(planId, view));
  if (lastRunAt === 0) return neverTook(rules, selections, context);
  return selections.length === 0 ? lostSelections(rule, lastRunAt, view) : undefined;
}

const choosesByTagOnly = (selection: Selection): boolean =>
  choosesUnseen(selection) && !selection.resources.some(isNamed);

const isNamed = (pattern: string): boolean => pattern !== '*';

const emptyPlan = (rule: PlanRule, { facts }: ScopeView) =>
  ({
    id: `${scopeKey(facts.scope)}/selects-nothing/${rule.planId}`,
    kind: 'selects-nothing',
    severity: 'warning',
    scope: facts.scope,
    subject: rule.planName,
    evidence: planEvidence(rule),
  }) as const;

/** The runs of the plan continue and back up nothing. The trail may tell since when. */
function lostSelections(rule: PlanRule, lastRunAt: number, view: ScopeView): Finding {
  const deletions = (view.facts.audits?.rows ?? []).filter(
    ({ name, touched, errorCode }) =>
      name === 'DeleteBackupSelection' && touched.planId === rule.planId && errorCode === undefined,
  );
  const newest = Math.max(0, ...deletions.map(({ at }) => at));
  return {
    ...emptyPlan(rule, view),
    since: newest > 0 ? newest : lastRunAt,
    lastRunAt,
  };
}

function neverTook(
  rules: readonly PlanRule[],
  selections: readonly Selection[],
  { view, book, time }: RuleContext,
): Finding | undefined {
  const [rule] = rules;
  if (rule?.versionAt === undefined) return undefined;
  const made = Math.max(...selections.map(({ createdAt }) => createdAt ?? 0), rule.versionAt);
  const firstRuns = rules.flatMap((each) => book.firstAfter(each, made) ?? []);
  if (!firstRuns.some((at) => time.passed(at + lateAfterMs, view.facts.backupJobs?.at))) return undefined;
  return {
    ...emptyPlan(rule, view),
    since: made,
    ...(selections.length === 0 ? {} : { choices: selections.map(chosenBy).toSorted(byWords) }),
  };
}

/** The tags that a resource must have; for a selection without tags its name. */
function chosenBy({ name, tags, conditions }: Selection): readonly string[] {
  const words = [...tags, ...conditions].map(tagWords);
  return words.length === 0 ? [name] : words;
}

const byWords = (one: readonly string[], other: readonly string[]): number => (one.join() < other.join() ? -1 : 1);
