// Plans that did not run at all, that select nothing, and types that are silently left out.
// https://repost.aws/knowledge-center/aws-backup-troubleshoot-scheduled-backup-plans
import { forEach, type Steps } from '../../lib/steps.ts';
import { shortName } from '../arn.ts';
import { matchesPattern } from '../pattern.ts';
import type { PlanRule } from '../plan-rule.ts';
import { isOptedOut } from '../resource-type.ts';
import { scopeKey } from '../scope.ts';
import { type Selection, tagWords } from '../selection.ts';
import { choosesUnseen, coverageOf, earlyMs, namesByArn } from './coverage.ts';
import { lateAfterMs } from './expected-runs.ts';
import type { Evidence, Finding } from './item.ts';
import type { ScheduleBook } from './schedule-book.ts';
import type { ResourceCase, ScopeView } from './scope-view.ts';
import { listed, plural, spoken, spokenTime } from './words.ts';

const planEvidence = ({ planId, scope }: PlanRule): Evidence => ({ list: 'plans', params: { id: planId }, scope });

export interface PlanFindings {
  readonly findings: readonly Finding[];
  /** Plans of which not one job came: what their resources miss is told by that. */
  readonly missed: ReadonlySet<string>;
}

export function* planFindings(view: ScopeView, book: ScheduleBook, now: number): Steps<PlanFindings> {
  const missed = new Map<string, Finding>();
  for (const [planId, rules] of view.rulesOfPlan) {
    const finding = yield* wholePlanMissed(planId, rules, view, book, now);
    if (finding) missed.set(planId, finding);
  }
  return { findings: [...missed.values()], missed: new Set(missed.keys()) };
}

/** AWS makes all jobs of a run at once: after an hour without one of them nothing ran. */
const planSlackMs = 3_600_000;

function* wholePlanMissed(
  planId: string,
  rules: readonly PlanRule[],
  view: ScopeView,
  book: ScheduleBook,
  now: number,
): Steps<Finding | undefined> {
  const { backupJobs, scope, selections } = view.facts;
  if (!backupJobs || !selections || (view.selectionsOfPlan?.get(planId) ?? []).length === 0) return undefined;
  const knownUntil = Math.min(now, backupJobs.at);
  const due = rules
    .flatMap((rule) => book.recent(rule, now).map((at) => ({ rule, at })))
    .filter(({ rule, at }) => at + planSlackMs <= knownUntil && at > (rule.versionAt ?? Number.POSITIVE_INFINITY))
    .toSorted((a, b) => b.at - a.at);
  const [newest] = due;
  if (!newest) return undefined;
  const lastRunAt = Math.max(newest.rule.planLastRunAt ?? 0, yield* lastJobOf(planId, view));
  // A plan that never ran selects nothing, or nothing that is there.
  if (lastRunAt === 0 || lastRunAt >= newest.at - earlyMs) return undefined;
  let count = 0;
  yield* forEach(
    view.cases.values(),
    (resource) => {
      if (rules.some((rule) => coverageOf(view, rule, resource, book.recent(rule, now)))) count += 1;
    },
    (resource) => rules.length * weightOf(resource),
  );
  if (count === 0) return undefined;
  const since = due.findLast(({ at }) => at > lastRunAt)?.at ?? newest.at;
  return {
    id: `${scopeKey(scope)}/plan-missed/${planId}`,
    kind: 'plan-missed',
    severity: 'critical',
    scope,
    subject: newest.rule.planName,
    since,
    count,
    say: (at) =>
      `nothing ran at ${spokenTime(newest.at)}, ${plural(count, 'resource')} left out; it last ran ${spoken(at - lastRunAt)} ago`,
    nextStep: 'check its backup role and the service-linked role of AWS Backup, then start the backups by hand',
    evidence: planEvidence(newest.rule),
  };
}

const weightOf = ({ backups }: ResourceCase): number => 1 + backups.length;

function* lastJobOf(planId: string, { cases }: ScopeView): Steps<number> {
  let newest = 0;
  yield* forEach(
    cases.values(),
    ({ backups }) => {
      const job = backups.find(({ createdBy }) => createdBy?.planId === planId);
      if (job) newest = Math.max(newest, job.createdAt);
    },
    weightOf,
  );
  return newest;
}

/** Named by a selection, and never backed up though its rules ran. */
export function* unprotectedFindings(view: ScopeView, book: ScheduleBook, now: number): Steps<Finding[]> {
  const { backupJobs, resources } = view.facts;
  if (!view.selectionsOfPlan || !backupJobs || !resources) return [];
  const found = new Map<string, Finding>();
  for (const [planId, selections] of view.selectionsOfPlan) {
    const rules = view.rulesOfPlan.get(planId) ?? [];
    for (const selection of selections) {
      const named = selection.resources.filter((pattern) => pattern.startsWith('arn:') && !pattern.includes('*'));
      yield* forEach(named, (arn) => {
        if (view.cases.has(arn) || !namesByArn(selection, arn) || found.has(arn)) return;
        const finding = neverBackedUp(arn, selection, rules, { view, book, now });
        if (finding) found.set(arn, finding);
      });
    }
  }
  return [...found.values()];
}

interface Look {
  readonly view: ScopeView;
  readonly book: ScheduleBook;
  readonly now: number;
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
  const promised = firstPromise(selection, rules, book, now);
  const knownUntil = Math.min(now, backupJobs?.at ?? 0, resources?.at ?? 0);
  const isDue = promised !== undefined && promised + lateAfterMs <= knownUntil;
  const [next] = rules.flatMap((each) => book.next(each, now) ?? []).toSorted((a, b) => a - b);
  const names = `though ${selection.name} of plan ${rule.planName} names it`;
  return {
    id: `${scopeKey(scope)}/backup/${arn}`,
    kind: 'unprotected',
    severity: isDue ? 'critical' : 'notice',
    scope,
    subject: shortName(arn),
    resourceArn: arn,
    since: isDue ? promised : (selection.createdAt ?? now),
    say: () =>
      isDue || next === undefined
        ? `no recovery point at all, ${names}`
        : `no recovery point yet: ${rule.planName} takes it for the first time on ${spokenTime(next)}`,
    nextStep: isDue
      ? 'see whether it still exists, its type is opted in, and the backup role may back it up'
      : 'start a backup by hand if it cannot wait',
    evidence: planEvidence(rule),
  };
}

/** Epoch ms of the first of the remembered runs that the selection was there for. */
function firstPromise(
  selection: Selection,
  rules: readonly PlanRule[],
  book: ScheduleBook,
  now: number,
): number | undefined {
  for (const rule of rules) {
    const after = Math.max(selection.createdAt ?? Number.POSITIVE_INFINITY, rule.versionAt ?? Number.POSITIVE_INFINITY);
    const at = book.recent(rule, now).find((run) => run > after);
    if (at !== undefined) return at;
  }
  return undefined;
}

/** A plan that chooses by tag only, whose runs made no job in all the time that AWS remembers. */
export function* emptySelectionFindings(view: ScopeView, book: ScheduleBook, now: number): Steps<Finding[]> {
  const found: Finding[] = [];
  if (!view.selectionsOfPlan || !view.facts.backupJobs) return found;
  for (const [planId, rules] of view.rulesOfPlan) {
    const [rule] = rules;
    const selections = view.selectionsOfPlan.get(planId) ?? [];
    if (!rule || rule.planLastRunAt !== undefined || !selections.every(choosesByTagOnly)) continue;
    if ((yield* lastJobOf(planId, view)) > 0) continue;
    const finding = selectsNothing(rule, rules, selections, { view, book, now });
    if (finding) found.push(finding);
  }
  return found;
}

const choosesByTagOnly = (selection: Selection): boolean =>
  choosesUnseen(selection) && !selection.resources.some(isNamed);

function selectsNothing(
  rule: PlanRule,
  rules: readonly PlanRule[],
  selections: readonly Selection[],
  { view, book, now }: Look,
): Finding | undefined {
  const { scope, backupJobs } = view.facts;
  const made = Math.max(...selections.map(({ createdAt }) => createdAt ?? 0), rule.versionAt ?? now);
  const hasRun = rules
    .flatMap((each) => book.recent(each, now))
    .some((at) => at > made && at + lateAfterMs < (backupJobs?.at ?? 0));
  if (!hasRun) return undefined;
  const what = selections.length === 0 ? 'it has no selection' : `nothing bears ${listed(selections.map(choiceWords))}`;
  return {
    id: `${scopeKey(scope)}/selects-nothing/${rule.planId}`,
    kind: 'selects-nothing',
    severity: 'warning',
    scope,
    subject: rule.planName,
    since: made,
    say: () => `backs up nothing: ${what}`,
    nextStep: 'check the tag as it is written, with its case, and the opt-in of the types that wear it',
    evidence: planEvidence(rule),
  };
}

const isNamed = (pattern: string): boolean => pattern !== '*';

function choiceWords({ name, tags, conditions }: Selection): string {
  const words = [...tags, ...conditions].map(tagWords);
  return words.length === 0 ? name : words.join(' and ');
}

/** Types switched off while rules choose such resources by tag: skipped without a word. */
export function* optedOutFindings(view: ScopeView, now: number): Steps<Finding[]> {
  const { settings, scope, selections } = view.facts;
  if (!settings || !selections) return [];
  const left: ResourceCase[] = [];
  yield* forEach(view.cases.values(), (resource) => {
    // Only a type that is off can be left out: of the others nobody need ask what names them.
    if (!isOptedOut(resource.type, false, settings)) return;
    const isByArn = selections.rows.some((selection) => namesByArn(selection, resource.arn));
    if (!isOptedOut(resource.type, isByArn, settings)) return;
    const rule = resource.backups.map(({ createdBy }) => view.rules.get(createdBy?.ruleId ?? '')).find(Boolean);
    const chosenBy = rule ? (view.selectionsOfPlan?.get(rule.planId) ?? []) : [];
    if (chosenBy.some((selection) => mayTake(selection, resource.arn))) left.push(resource);
  });
  return [...Map.groupBy(left, ({ type }) => type)].map(([type, resources]): Finding => {
    const last = Math.max(...resources.map(({ backups }) => backups[0]?.createdAt ?? 0));
    return {
      id: `${scopeKey(scope)}/opted-out/${type}`,
      kind: 'opted-out',
      severity: 'critical',
      scope,
      subject: type,
      resourceType: type,
      since: last || now,
      count: resources.length,
      say: () =>
        `opted out in ${scope.region}: plans pass over ${listed(resources.map(({ name }) => name).toSorted())} without a word`,
      nextStep: 'opt the type in under the settings of the Region',
      evidence: { list: 'audits', params: { eventName: 'UpdateRegionSettings' }, scope },
    };
  });
}

const mayTake = (selection: Selection, arn: string): boolean =>
  !selection.notResources.some((pattern) => matchesPattern(pattern, arn)) &&
  (choosesUnseen(selection) || namesByArn(selection, arn));
