// Applies the rules to the facts of one account-Region. The result depends on the facts and the time alone.
import type { CoverageRow } from '../coverage/coverage-row.ts';
import { coverageRows } from '../coverage/coverage-rows.ts';
import type { RecoveryPoint } from '../vaults/recovery-point.ts';
import { createEvaluationTime } from './evaluation-time.ts';
import type { ScopeFacts } from './facts.ts';
import type { Finding } from './findings/finding.ts';
import { copyTroubles } from './job-rules/copies.ts';
import { failedRestores } from './job-rules/failed-restore.ts';
import { issues } from './job-rules/issues.ts';
import { restoreUnproven } from './job-rules/restore-unproven.ts';
import { badScans } from './job-rules/scan.ts';
import { slowJobs } from './job-rules/slow-job.ts';
import type { ResourceContext, RuleContext, VaultOfArn } from './rule-context.ts';
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
import { uncoveredResources } from './rules/uncovered.ts';
import { unprotectedResources } from './rules/unprotected.ts';
import { noteNextRuns, runRecords } from './runs/expected-runs.ts';
import type { ScheduleBook } from './runs/schedule-book.ts';
import { createScopeView, type ResourceCase, type ScopeView } from './scope-view.ts';
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
  /** Absent: the settings do not ask for coverage, or no inventory has been read. */
  readonly coverage?: readonly CoverageRow[];
  /** The joined facts, for derived lists. */
  readonly view: ScopeView;
  /**
   * Epoch ms, at most a day from now: until then the findings, and the set of findings that a time mutes, stay the
   * same. This holds for the same facts, and for facts that differ only in later response times.
   */
  readonly holdsUntil: number;
}

/** Evaluates the facts of one account-Region. Pure. */
export function evaluateScope(facts: ScopeFacts, { vaults, settings, now, book }: EvaluationContext): ScopeEvaluation {
  const view = createScopeView(facts);
  const time = createEvaluationTime(now);
  const context: RuleContext = { view, vaults, settings, book, time };
  noteNextRuns(context);
  for (const { until } of settings.mutes) if (until !== undefined) time.reached(until);
  const missed = missedPlans(context);
  const coverage = settings.coverage && facts.inventory ? coverageRows(context) : undefined;
  const found = [
    ...missed.values(),
    ...ofResources({ ...context, missedPlans: new Set(missed.keys()) }),
    ...unprotectedResources(context),
    ...(coverage ? uncoveredResources(coverage, context) : []),
    ...(settings.coverage ? keysGone(context) : []),
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
  return { findings, view, holdsUntil: time.holdsUntil(), ...(coverage ? { coverage } : {}) };
}

const ofResources = (context: ResourceContext): Finding[] =>
  [...context.view.cases.values()].flatMap((resource) => ofResource(resource, context));

function ofResource(resource: ResourceCase, context: ResourceContext): readonly Finding[] {
  const records = runRecords(resource, context);
  return [
    ...backupTroubles(resource, records, context),
    ...continuousStopped(resource, context.view),
    ...issues(resource),
    ...copyTroubles(resource, context),
    ...restoreUnproven(resource, records, context),
    ...slowJobs(resource, context.time),
  ];
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
