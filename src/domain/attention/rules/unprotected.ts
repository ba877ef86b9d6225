// Resources that a selection names by ARN and that AWS never backed up although the rules of the plan ran.
import { defined } from '../../../lib/defined.ts';
import { parseArn, shortName } from '../../arn.ts';
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { Selection } from '../../plans/selection.ts';
import { scopeKey } from '../../scope.ts';
import type { Finding } from '../findings/finding.ts';
import { evaluateEach, type HeldResults, noteHolds } from '../held-results.ts';
import type { RuleContext } from '../rule-context.ts';
import { isLeftOut } from '../runs/coverage.ts';
import { lateAfterMs, noteNextRuns } from '../runs/expected-runs.ts';
import type { ScheduleBook } from '../runs/schedule-book.ts';
import { choiceOf } from '../runs/selection-choice.ts';
import type { ScopeView } from '../scope-view.ts';
import { planEvidence } from './about.ts';

/** The finding of a resource that a selection names, if AWS never backed it up. */
export type UnprotectedResources = HeldResults<Finding | undefined>;

export interface EarlierUnprotected {
  readonly unprotected: UnprotectedResources;
  /** ARNs of the resources whose facts changed since. */
  readonly changed: ReadonlySet<string>;
}

export function unprotectedResources(context: RuleContext, earlier?: EarlierUnprotected): UnprotectedResources {
  const { view, time } = context;
  const { backupJobs, resources } = view.facts;
  if (!view.selectionsOfPlan || !backupJobs || !resources) return new Map();
  const byArn = new Map([...view.naming().byArn].filter(([arn]) => isWholeArn(arn)));
  const found = evaluateEach(
    byArn,
    (selections: readonly Selection[], own, arn) => unprotected(arn, selections, { ...context, time: own }),
    { now: time.now, known: earlier?.unprotected, isUnchanged: (arn) => !earlier?.changed.has(arn) },
  );
  noteHolds(found, time);
  return found;
}

function unprotected(arn: string, selections: readonly Selection[], context: RuleContext): Finding | undefined {
  const { view } = context;
  if (view.cases.has(arn)) return undefined;
  let found: Finding | undefined;
  for (const selection of selections) {
    if (!isSurelyChosen(arn, selection, view)) continue;
    const finding = neverBackedUp(arn, selection, context);
    if (finding && (!found || saysMore(finding, found))) found = finding;
  }
  return found;
}

/**
 * Of several plans that name the resource: one whose run is over is preferred, and among those the first, since which
 * the resource lacks a backup.
 */
const saysMore = (one: Finding, other: Finding): boolean =>
  one.severity === 'critical' && (other.severity !== 'critical' || (one.since ?? 0) < (other.since ?? 0));

const isWholeArn = (pattern: string): boolean => pattern.startsWith('arn:');

/** No list has the type of a resource that was never backed up; none of its possible types may be opted out. */
const isSurelyChosen = (arn: string, selection: Selection, view: ScopeView): boolean =>
  choiceOf(selection, arn) === 'named' && !typesOf(arn).some((type) => isLeftOut({ type, arn }, [selection], view));

/** The types with ARNs of this form that an opt-out excludes although a selection names them. */
function typesOf(arn: string): readonly string[] {
  const { service, resource = '' } = parseArn(arn) ?? {};
  if (service === 'rds' && resource.startsWith('cluster:')) return ['Aurora', 'Neptune', 'DocumentDB', 'RDS'];
  return service === 'fsx' ? ['FSx'] : [];
}

function neverBackedUp(arn: string, selection: Selection, context: RuleContext): Finding | undefined {
  const { view, book, time } = context;
  const rules = view.rulesOfPlan.get(selection.planId) ?? [];
  noteNextRuns(rules, context);
  const [rule] = rules;
  const { scope, backupJobs, resources } = view.facts;
  if (!rule) return undefined;
  const promised = firstPromise(selection, rules, book);
  const askedAt = Math.min(backupJobs?.at ?? 0, resources?.at ?? 0);
  const isDue = promised !== undefined && time.reached(promised + lateAfterMs, askedAt);
  const [next] = rules.flatMap((each) => book.next(each, time.now) ?? []).toSorted((a, b) => a - b);
  // Records the time at which another run is the next one.
  if (!isDue && next !== undefined) time.passed(next);
  return {
    id: `${scopeKey(scope)}/backup/${arn}`,
    kind: 'unprotected',
    severity: isDue ? 'critical' : 'notice',
    scope,
    subject: shortName(arn),
    resourceArn: arn,
    selectionName: selection.name,
    planName: rule.planName,
    ...defined({ since: isDue ? promised : selection.createdAt, firstRunAt: isDue ? undefined : next }),
    evidence: planEvidence(rule),
  };
}

/** Epoch ms of the first run since the plan and the selection have their present form. */
function firstPromise(selection: Selection, rules: readonly PlanRule[], book: ScheduleBook): number | undefined {
  const runs = rules.flatMap((rule) => {
    if (selection.createdAt === undefined || rule.versionAt === undefined) return [];
    return book.firstAfter(rule, Math.max(selection.createdAt, rule.versionAt)) ?? [];
  });
  return runs.length === 0 ? undefined : Math.min(...runs);
}
