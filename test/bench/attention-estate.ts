// The plans of the estates over which rules are measured: one in each account-Region, daily, of all its resources.
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { PlanRule } from '../../src/domain/plans/plan-rule.ts';
import type { Selection } from '../../src/domain/plans/selection.ts';
import type { Scope } from '../../src/domain/scope.ts';

export const dayMs = 86_400_000;
/** Epoch ms of all responses. */
export const now = Date.UTC(2026, 0, 15, 12, 7);
/** Epoch ms of the last run. */
export const lastRun = Date.UTC(2026, 0, 15, 5);

export const dailyRule = (scope: Scope, index: number): PlanRule => ({
  scope,
  planId: `plan-${index}`,
  planArn: '',
  planName: 'prod',
  planVersion: 'v1',
  versionAt: 0,
  planLastRunAt: lastRun,
  id: `rule-${index}`,
  name: 'Daily',
  vaultName: 'main',
  schedule: 'cron(0 5 ? * * *)',
  timeZone: 'Etc/UTC',
  startWindowMs: 28_800_000,
  completionWindowMs: 7 * dayMs,
  continuous: false,
  deleteAfterDays: 35,
  copies: [],
  preview: [],
  askedAt: now,
});

export const selectionByTag = (scope: Scope, { planId }: PlanRule): Selection => ({
  scope,
  planId,
  id: 's',
  name: 's',
  createdAt: 0,
  resources: [],
  notResources: [],
  tags: [{ type: 'STRINGEQUALS', key: 'backup', value: 'daily' }],
  conditions: [],
});

/** The facts of an account-Region in which this rule alone runs. */
export function factsOf(scope: Scope, rule: PlanRule, jobs: readonly Job[]): ScopeFacts {
  const response = <Row>(rows: readonly Row[]) => ({ rows, at: now });
  return {
    scope,
    backupJobs: response(jobs),
    copyJobs: response([]),
    restoreJobs: response([]),
    rules: response([rule]),
    resources: response([]),
    vaults: response([]),
    audits: response([]),
    selections: response([selectionByTag(scope, rule)]),
    settings: { optIn: {}, fullManagement: {} },
  };
}
