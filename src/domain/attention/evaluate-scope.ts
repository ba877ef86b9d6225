// Applies the rules to the facts of one account-Region. The result depends on the facts and the time alone.
import { type Lazy, lazily } from '../../lib/lazily.ts';
import { isSame } from '../../lib/same.ts';
import { type CoverageEvaluation, type EarlierCoverage, evaluateCoverage } from '../coverage/coverage-rows.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { RecoveryPoint } from '../vaults/recovery-point.ts';
import { createEvaluationTime } from './evaluation-time.ts';
import type { ScopeFacts } from './facts.ts';
import type { Finding } from './findings/finding.ts';
import { evaluateEach, type HeldResults, noteHolds } from './held-results.ts';
import { copyTroubles } from './job-rules/copies.ts';
import { failedRestores } from './job-rules/failed-restore.ts';
import { issues } from './job-rules/issues.ts';
import { restoreUnproven } from './job-rules/restore-unproven.ts';
import { badScans } from './job-rules/scan.ts';
import { slowJobs } from './job-rules/slow-job.ts';
import type { ResourceContext, RuleContext, VaultOfArn } from './rule-context.ts';
import { standingAccessPoints } from './rules/access-point-stands.ts';
import { riskyCalls } from './rules/call.ts';
import { continuousStopped } from './rules/continuous-stopped.ts';
import { expiredPoints } from './rules/expired-point.ts';
import { keptForever } from './rules/kept-forever.ts';
import { keysGone } from './rules/key-gone.ts';
import { lockCountdown } from './rules/lock-countdown.ts';
import { optedOutTypes } from './rules/opted-out.ts';
import { missedPlans } from './rules/plan-missed.ts';
import { backupTroubles } from './rules/resource-backup.ts';
import { missedRestoreTests } from './rules/restore-test-missed.ts';
import { retentionOutsideLock } from './rules/retention-outside-lock.ts';
import { plansWithoutChoice } from './rules/selects-nothing.ts';
import { type LastCopyOf, noneUncovered, uncoveredResources } from './rules/uncovered.ts';
import { type UnprotectedResources, unprotectedResources } from './rules/unprotected.ts';
import { noteNextRuns, type RunRecord, runRecords } from './runs/expected-runs.ts';
import type { ScheduleBook } from './runs/schedule-book.ts';
import { changedScopeView, createScopeView, type ResourceCase, type ScopeView } from './scope-view.ts';
import type { AttentionSettings } from './settings.ts';

export interface EvaluationContext {
  /** Vaults of all account-Regions: plan rules write into vaults of other account-Regions. */
  readonly vaults: VaultOfArn;
  readonly settings: AttentionSettings;
  /** Epoch ms. */
  readonly now: number;
  readonly book: ScheduleBook;
}

export interface ScopeEvaluation {
  /** Single findings, with the muted ones. */
  readonly findings: readonly Finding[];
  /** The joined facts, for derived lists. */
  readonly view: ScopeView;
  /**
   * Epoch ms, at most a day from now: until then the findings, and the set of findings that a time mutes, stay the
   * same. This holds for the same facts, and for facts that differ only in later response times.
   */
  readonly holdsUntil: number;
  /** The findings of each resource, by its own jobs and recovery points. */
  readonly ofResources: HeldResults<ResourceFindings>;
  /** Ids of the plans that did not run at all. */
  readonly missedPlans: ReadonlySet<string>;
  /** It takes long where there are many resources. */
  readonly coverage: Lazy<CoverageEvaluation>;
  readonly lastCopies: HeldResults<LastCopyOf>;
  readonly unprotected: UnprotectedResources;
}

export interface ResourceFindings {
  readonly findings: readonly Finding[];
  /** Ids of the rules with a run without a job: what follows depends on whether other resources had one. */
  readonly awaitedRules: readonly string[];
  /** The recent runs of each rule that covers the resource; without absent runs where the whole plan did not run. */
  readonly records: readonly RunRecord[];
}

/** An earlier evaluation, and the resources whose facts changed since; other facts differ in response times only. */
export interface EarlierEvaluation {
  readonly evaluation: ScopeEvaluation;
  /** ARNs. Their jobs and recovery points have no parts: see `haveParts`. */
  readonly changed: ReadonlySet<string>;
}

/**
 * Evaluates the facts of one account-Region. Pure: with an earlier evaluation only what may differ is evaluated, and
 * the result is the same.
 */
export function evaluateScope(
  facts: ScopeFacts,
  { vaults, settings, now, book }: EvaluationContext,
  earlier?: EarlierEvaluation,
): ScopeEvaluation {
  const view = earlier ? changedScopeView(earlier.evaluation.view, facts, earlier.changed) : createScopeView(facts);
  const time = createEvaluationTime(now);
  const context: RuleContext = { view, vaults, settings, book, time };
  noteNextRuns(view.rules.values(), context);
  for (const { until } of settings.mutes) if (until !== undefined) time.reached(until);
  const missed = missedPlans(context);
  const ofResources = findingsOfResources({ ...context, missedPlans: new Set(missed.keys()) }, earlier);
  noteHolds(ofResources, time);
  const unprotected = unprotectedResources(
    context,
    earlier && { unprotected: earlier.evaluation.unprotected, changed: earlier.changed },
  );
  // The function that evaluates it must not hold the earlier evaluation, which holds one before it.
  const coverageBefore = knownCoverage(earlier);
  const coverage = lazily(() => evaluateCoverage({ ...context, time: createEvaluationTime(now) }, coverageBefore));
  const uncovered =
    settings.coverage && facts.inventory
      ? uncoveredResources(context, coverage.value(), earlier?.evaluation.lastCopies)
      : noneUncovered;
  const found = [
    ...missed.values(),
    ...[...ofResources.values()].flatMap(({ result }) => result.findings),
    ...[...unprotected.values()].flatMap(({ result }) => result ?? []),
    ...uncovered.findings,
    ...(settings.coverage ? keysGone(context) : []),
    ...(settings.accessPoints ? standingAccessPoints(context) : []),
    ...plansWithoutChoice(context),
    ...optedOutTypes(context),
    ...failedRestores(context),
    ...missedRestoreTests(context),
    ...badScans(context),
    ...ofVaults(context),
    ...[...view.rules.values()].flatMap((rule) => retentionOutsideLock(rule, context)),
    ...riskyCalls(context),
  ];
  // A job may come from another connection than the rest of its account: the finding belongs to the account.
  const findings = found.map((finding) =>
    finding.scope === facts.scope ? finding : { ...finding, scope: facts.scope },
  );
  return {
    findings,
    view,
    holdsUntil: time.holdsUntil(),
    ofResources,
    missedPlans: new Set(missed.keys()),
    unprotected,
    coverage,
    lastCopies: uncovered.lastCopies,
  };
}

function knownCoverage(earlier?: EarlierEvaluation): EarlierCoverage | undefined {
  const evaluation = earlier?.evaluation.coverage.known();
  return earlier && evaluation && { evaluation, changed: earlier.changed };
}

function findingsOfResources(context: ResourceContext, earlier?: EarlierEvaluation): HeldResults<ResourceFindings> {
  const { view, missedPlans: missed, time } = context;
  const before = earlier?.evaluation;
  const isSameLastRun = (ruleId: string) => isSame(before?.view.lastRuns().get(ruleId), view.lastRuns().get(ruleId));
  const copying = [...view.rules.values()].filter(({ copies }) => copies.length > 0);
  return evaluateEach(view.cases, (resource, own) => ofResource(resource, copying, { ...context, time: own }), {
    now: time.now,
    known: before && isSameSet(before.missedPlans, missed) ? before.ofResources : undefined,
    isUnchanged: (arn, { awaitedRules }) => !earlier?.changed.has(arn) && awaitedRules.every(isSameLastRun),
  });
}

const isSameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && one.isSubsetOf(other);

function ofResource(resource: ResourceCase, copying: readonly PlanRule[], context: ResourceContext): ResourceFindings {
  const records = runRecords(resource, context);
  noteNextRuns(new Set([...records.map(({ rule }) => rule), ...copying]), context);
  const findings = [
    ...backupTroubles(resource, records, context),
    ...continuousStopped(resource, context.view),
    ...issues(resource),
    ...copyTroubles(resource, context),
    ...restoreUnproven(resource, records, context),
    ...slowJobs(resource, context.time),
  ];
  return { findings, records, awaitedRules: records.flatMap(({ absent, rule }) => (absent ? [rule.id] : [])) };
}

function ofVaults(context: RuleContext): Finding[] {
  const { points, vaults } = context.view.facts;
  const held: ReadonlyMap<string, readonly RecoveryPoint[]> = Map.groupBy(
    points?.rows ?? [],
    ({ vaultName }) => vaultName,
  );
  return (vaults?.rows ?? []).flatMap((vault) => {
    const own = held.get(vault.name) ?? [];
    return [...lockCountdown(vault, context), ...expiredPoints(vault, own), ...keptForever(vault, own, context.time)];
  });
}
