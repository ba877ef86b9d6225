// What a selection names and AWS never backed up, and types that plans pass over.
import { defined } from '../../lib/defined.ts';
import { forEach, type Steps } from '../../lib/steps.ts';
import { parseArn, shortName } from '../arn.ts';
import type { PlanRule } from '../plan-rule.ts';
import { scopeKey } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { isLeftOut, takenBy } from './coverage.ts';
import { lateAfterMs } from './expected-runs.ts';
import type { Finding } from './finding.ts';
import { type Look, planEvidence } from './plan-findings.ts';
import type { ScheduleBook } from './schedule-book.ts';
import type { ResourceCase, ScopeView } from './scope-view.ts';
import { choiceOf } from './selection-choice.ts';
import { firstNames } from './words.ts';

/** Chosen by its ARN, and never backed up though the rules of its plan ran. */
export function* unprotectedFindings(view: ScopeView, book: ScheduleBook, now: number): Steps<Finding[]> {
  const { backupJobs, resources } = view.facts;
  if (!view.selectionsOfPlan || !backupJobs || !resources) return [];
  const found = new Map<string, Finding>();
  for (const [planId, selections] of view.selectionsOfPlan) {
    const rules = view.rulesOfPlan.get(planId) ?? [];
    for (const selection of selections) {
      const named = selection.resources.filter((pattern) => pattern.startsWith('arn:') && !pattern.includes('*'));
      yield* forEach(named, (arn) => {
        const known = found.get(arn);
        if (view.cases.has(arn) || known?.severity === 'critical' || !isSurelyChosen(arn, selection, view)) return;
        const finding = neverBackedUp(arn, selection, rules, {
          view,
          book,
          now,
        });
        if (finding && finding.severity !== known?.severity) found.set(arn, finding);
      });
    }
  }
  return [...found.values()];
}

/** Its type, which no list tells of a resource that was never backed up, must not be opted out. */
const isSurelyChosen = (arn: string, selection: Selection, view: ScopeView): boolean =>
  choiceOf(selection, arn) === 'named' && !typesOf(arn).some((type) => isLeftOut({ type, arn }, [selection], view));

/** The types whose ARNs look so, of those that an opt-out leaves out though they are named. */
function typesOf(arn: string): readonly string[] {
  const { service, resource = '' } = parseArn(arn) ?? {};
  if (service === 'rds' && resource.startsWith('cluster:')) return ['Aurora', 'Neptune', 'DocumentDB', 'RDS'];
  return service === 'fsx' ? ['FSx'] : [];
}

function neverBackedUp(
  arn: string,
  selection: Selection,
  rules: readonly PlanRule[],
  { view, book, now }: Look,
): Finding | undefined {
  const [rule] = rules;
  const { scope, backupJobs, resources } = view.facts;
  if (!rule) return undefined;
  const promised = firstPromise(selection, rules, book);
  const knownUntil = Math.min(now, backupJobs?.at ?? 0, resources?.at ?? 0);
  const isDue = promised !== undefined && promised + lateAfterMs <= knownUntil;
  const [next] = rules.flatMap((each) => book.next(each, now) ?? []).toSorted((a, b) => a - b);
  return {
    id: `${scopeKey(scope)}/backup/${arn}`,
    kind: 'unprotected',
    severity: isDue ? 'critical' : 'notice',
    scope,
    subject: shortName(arn),
    resourceArn: arn,
    ...{ selectionName: selection.name, planName: rule.planName },
    ...defined({ since: isDue ? promised : selection.createdAt, firstRunAt: isDue ? undefined : next }),
    evidence: planEvidence(rule),
  };
}

/** Epoch ms of the first run since the plan and the selection are as they are. */
function firstPromise(selection: Selection, rules: readonly PlanRule[], book: ScheduleBook): number | undefined {
  const runs = rules.flatMap((rule) => {
    if (selection.createdAt === undefined || rule.versionAt === undefined) return [];
    return book.firstAfter(rule, Math.max(selection.createdAt, rule.versionAt)) ?? [];
  });
  return runs.length === 0 ? undefined : Math.min(...runs);
}

/** Types switched off while rules choose such resources: skipped, and nobody is told. */
export function* optedOutFindings(view: ScopeView): Steps<Finding[]> {
  const { settings, scope, selections } = view.facts;
  if (!settings || !selections) return [];
  const left: { resource: ResourceCase; at: number }[] = [];
  yield* forEach(view.cases.values(), (resource) => {
    if (settings.optIn[resource.type] !== false || !isLeftOut(resource, selections.rows, view)) return;
    for (const [planId, { last: at }] of takenBy(resource).plans) {
      const chosenBy = view.rulesOfPlan.has(planId) ? (view.selectionsOfPlan?.get(planId) ?? []) : [];
      if (!chosenBy.some((selection) => choiceOf(selection, resource.arn) !== 'no')) continue;
      left.push({ resource, at });
      return;
    }
  });
  return [...Map.groupBy(left, ({ resource }) => resource.type)].map(([type, skipped]): Finding => {
    return {
      id: `${scopeKey(scope)}/opted-out/${type}`,
      kind: 'opted-out',
      severity: 'critical',
      scope,
      subject: type,
      resourceType: type,
      since: Math.max(...skipped.map(({ at }) => at)),
      count: skipped.length,
      resourceArns: skipped.map(({ resource }) => resource.arn),
      names: firstNames(skipped.map(({ resource }) => resource.name).toSorted()),
      evidence: {
        list: 'audits',
        params: { eventName: 'UpdateRegionSettings' },
        scope,
      },
    };
  });
}
