// Plans that stopped, and plans that select nothing.
// https://repost.aws/knowledge-center/aws-backup-troubleshoot-scheduled-backup-plans
import { forEach, type Steps } from '../../lib/steps.ts';
import type { PlanRule } from '../plan-rule.ts';
import { scopeKey } from '../scope.ts';
import { type Selection, tagWords } from '../selection.ts';
import { coverageOf, earlyMs, type TakenBy, takenBy } from './coverage.ts';
import type { Evidence } from './evidence.ts';
import { lateAfterMs } from './expected-runs.ts';
import type { Finding } from './finding.ts';
import type { ScheduleBook } from './schedule-book.ts';
import type { ResourceCase, ScopeView } from './scope-view.ts';
import { choiceOf, choosesUnseen } from './selection-choice.ts';

export const planEvidence = ({ planId, scope }: PlanRule): Evidence => ({
  list: 'plans',
  params: { id: planId },
  scope,
});

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
  const { scope } = view.facts;
  const selections = view.selectionsOfPlan?.get(planId) ?? [];
  const due = newestDue(rules, selections, view, book, now);
  if (!due) return undefined;
  const toldAt = lastRunTold(rules);
  if (toldAt >= due.at - earlyMs) return undefined;
  const took = yield* takenByPlan(planId, view);
  const lastRunAt = Math.max(toldAt, took.lastAt);
  // A plan that never ran selects nothing, or nothing that is there.
  if (lastRunAt === 0 || lastRunAt >= due.at - earlyMs) return undefined;
  const left = leftOut(rules, took, { view, book, now });
  const count = left.length;
  if (count === 0 && isToldElsewhere(took, selections, due)) return undefined;
  const since = firstDue(rules, Math.max(lastRunAt + earlyMs, due.from), book) ?? due.at;
  return {
    id: `${scopeKey(scope)}/plan-missed/${planId}`,
    kind: 'plan-missed',
    severity: 'critical',
    scope,
    subject: due.rule.planName,
    since,
    ...(count === 0 ? {} : { count }),
    ...{ dueAt: due.at, lastRunAt },
    evidence: planEvidence(due.rule),
  };
}

interface Due {
  readonly rule: PlanRule;
  /** Epoch ms of the newest run that should have made jobs by now. */
  readonly at: number;
  /** Epoch ms since when the plan is as it is, and selects something. */
  readonly from: number;
}

/** undefined: no run is due, or nobody knows whether. */
function newestDue(
  rules: readonly PlanRule[],
  selections: readonly Selection[],
  { facts }: ScopeView,
  book: ScheduleBook,
  now: number,
): Due | undefined {
  if (!facts.backupJobs || selections.length === 0) return undefined;
  const knownUntil = Math.min(now, facts.backupJobs.at);
  const made = Math.min(...selections.map(({ createdAt }) => createdAt ?? 0));
  let newest: Due | undefined;
  for (const rule of rules) {
    const from = Math.max(made, rule.versionAt ?? Number.POSITIVE_INFINITY);
    const isDue = (at: number) => {
      if (at <= from || at + planSlackMs > knownUntil) return false;
      const slack = book.slack(rule, at);
      return slack !== undefined && at + slack + planSlackMs <= knownUntil;
    };
    const at = book.recent(rule, now).findLast(isDue);
    if (at !== undefined && at > (newest?.at ?? 0)) newest = { rule, at, from };
  }
  return newest;
}

const firstDue = (rules: readonly PlanRule[], after: number, book: ScheduleBook): number | undefined =>
  rules
    .flatMap((rule) => book.firstAfter(rule, after) ?? [])
    .toSorted((a, b) => a - b)
    .at(0);

/** Epoch ms; 0: AWS tells of no run. */
const lastRunTold = (rules: readonly PlanRule[]): number =>
  Math.max(...rules.map(({ planLastRunAt }) => planLastRunAt ?? 0));

interface TookOfPlan {
  /** Epoch ms of its newest backup; 0: there is none that AWS still tells of. */
  readonly lastAt: number;
  readonly resources: readonly {
    readonly resource: ResourceCase;
    readonly taken: TakenBy;
    readonly at: number;
  }[];
}

/** By jobs, and by recovery points, which are listed for longer. */
function* takenByPlan(planId: string, { cases }: ScopeView): Steps<TookOfPlan> {
  const resources: TookOfPlan['resources'][number][] = [];
  let lastAt = 0;
  yield* forEach(
    cases.values(),
    (resource) => {
      const taken = takenBy(resource);
      const at = taken.plans.get(planId)?.last ?? 0;
      lastAt = Math.max(lastAt, at);
      resources.push({ resource, taken, at });
    },
    ({ backups, points }) => 1 + backups.length + points.length,
  );
  return { lastAt, resources };
}

/** Resources that its rules are to take still: of those that no selection names, the ones of its last runs. */
function leftOut(rules: readonly PlanRule[], took: TookOfPlan, { view, book, now }: Look): readonly ResourceCase[] {
  const gaps = rules.flatMap((rule) => book.longestGap(rule, now) ?? []);
  const ofLastRuns = took.lastAt - (gaps.length === 0 ? took.lastAt : Math.min(...gaps)) - planSlackMs;
  return took.resources.flatMap(({ resource, taken, at }) => {
    const coverages = rules.flatMap((rule) => coverageOf(view, rule, resource, taken) ?? []);
    const isTaken = coverages.some(({ by }) => by !== 'tag') || (coverages.length > 0 && at >= ofLastRuns);
    return isTaken ? [resource] : [];
  });
}

/** All that it took is opted out or kept up continuously, or all that it names was never backed up. */
function isToldElsewhere({ resources }: TookOfPlan, selections: readonly Selection[], { rule }: Due): boolean {
  const isChosen = ({ arn }: ResourceCase) => selections.some((selection) => choiceOf(selection, arn) !== 'no');
  const isSkipped = resources.some(({ resource, at }) => at > 0 && isChosen(resource));
  return isSkipped || rule.continuous || !selections.some(choosesUnseen);
}

export interface Look {
  readonly view: ScopeView;
  readonly book: ScheduleBook;
  readonly now: number;
}

/** A plan without a selection, or one that chooses by tag only and whose runs never made a job. */
export function* emptySelectionFindings(view: ScopeView, book: ScheduleBook, now: number): Steps<Finding[]> {
  const found: Finding[] = [];
  if (!view.selectionsOfPlan || !view.facts.backupJobs) return found;
  for (const [planId, rules] of view.rulesOfPlan) {
    const [rule] = rules;
    const selections = view.selectionsOfPlan.get(planId) ?? [];
    if (!rule || !selections.every(choosesByTagOnly)) continue;
    if (selections.length > 0 && lastRunTold(rules) > 0) continue;
    const lastRunAt = Math.max(lastRunTold(rules), (yield* takenByPlan(planId, view)).lastAt);
    if (lastRunAt > 0 && selections.length === 0) found.push(lostSelections(rule, lastRunAt, view));
    if (lastRunAt > 0) continue;
    const finding = selectsNothing(rule, rules, selections, {
      view,
      book,
      now,
    });
    if (finding) found.push(finding);
  }
  return found;
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

/** Its runs go on and back up nothing. Since when, the trail may tell. */
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

function selectsNothing(
  rule: PlanRule,
  rules: readonly PlanRule[],
  selections: readonly Selection[],
  { view, book, now }: Look,
): Finding | undefined {
  const { backupJobs } = view.facts;
  const made = Math.max(...selections.map(({ createdAt }) => createdAt ?? 0), rule.versionAt ?? now);
  const hasRun = rules
    .flatMap((each) => book.recent(each, now))
    .some((at) => at > made && at + lateAfterMs < (backupJobs?.at ?? 0));
  if (!hasRun) return undefined;
  return {
    ...emptyPlan(rule, view),
    since: made,
    ...(selections.length === 0 ? {} : { choices: selections.map(chosenBy) }),
  };
}

/** The tags that a resource must bear; of a selection without any its name. */
function chosenBy({ name, tags, conditions }: Selection): readonly string[] {
  const words = [...tags, ...conditions].map(tagWords);
  return words.length === 0 ? [name] : words;
}
