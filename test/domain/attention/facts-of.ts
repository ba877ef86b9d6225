// A small estate in facts: one plan with a daily rule, resources with a backup of each day, and all responses.

import { evaluateScope } from '../../../src/domain/attention/evaluate-scope.ts';
import type { AnsweredFact, ScopeFacts } from '../../../src/domain/attention/facts.ts';
import type { Finding } from '../../../src/domain/attention/findings/finding.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { type AttentionSettings, noSettings } from '../../../src/domain/attention/settings.ts';
import type { Audit } from '../../../src/domain/audits/audit.ts';
import type { InventoryRow } from '../../../src/domain/coverage/inventory.ts';
import type { CreatedBy, Job } from '../../../src/domain/jobs/job.ts';
import type { ScanJob } from '../../../src/domain/jobs/scan-job.ts';
import type { PlanRule } from '../../../src/domain/plans/plan-rule.ts';
import type { RestoreTestingPlan } from '../../../src/domain/plans/restore-testing.ts';
import type { Selection } from '../../../src/domain/plans/selection.ts';
import type { RegionSettings } from '../../../src/domain/region-settings.ts';
import type { AccessPoint } from '../../../src/domain/vaults/access-point.ts';
import type { KmsKey } from '../../../src/domain/vaults/kms-key.ts';
import type { ProtectedResource } from '../../../src/domain/vaults/protected-resource.ts';
import type { RecoveryPoint } from '../../../src/domain/vaults/recovery-point.ts';
import type { Vault } from '../../../src/domain/vaults/vault.ts';
import { type Attention, computeAttention } from '../../support/compute-attention.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** A Thursday noon: the run of 05:00 was seven hours ago. */
export const noon = Date.UTC(2026, 0, 15, 12);
export const five = Date.UTC(2026, 0, 15, 5);

export const scope = { accountId: '111122223333', region: 'eu-west-1', connection: '' };
export const arnOf = (name: string) => `arn:aws:rds:eu-west-1:111122223333:db:${name}`;
export const vaultArn = (name: string, region = 'eu-west-1') =>
  `arn:aws:backup:${region}:111122223333:backup-vault:${name}`;

export const rule = (more: Partial<PlanRule> = {}): PlanRule => ({
  scope,
  planId: 'plan',
  planArn: 'arn:aws:backup:eu-west-1:111122223333:backup-plan:plan',
  planName: 'prod',
  planVersion: 'v1',
  versionAt: noon - 100 * day,
  planLastRunAt: five,
  id: 'daily',
  name: 'Daily',
  vaultName: 'main',
  schedule: 'cron(0 5 ? * * *)',
  timeZone: 'Etc/UTC',
  startWindowMs: 2 * hour,
  completionWindowMs: 12 * hour,
  continuous: false,
  deleteAfterDays: 35,
  copies: [],
  preview: [],
  askedAt: noon,
  ...more,
});

export const createdBy = (of: PlanRule): CreatedBy => ({
  planId: of.planId,
  planName: of.planName,
  ruleId: of.id,
  ruleName: of.name,
});

export const selection = (more: Partial<Selection> = {}): Selection => ({
  scope,
  planId: 'plan',
  planName: 'prod',
  id: 'tagged',
  name: 'tagged',
  createdAt: noon - 100 * day,
  resources: [],
  notResources: [],
  tags: [{ type: 'STRINGEQUALS', key: 'backup', value: 'daily' }],
  conditions: [],
  ...more,
});

export function job(name: string, at: number, more: Partial<Job> = {}): Job {
  return {
    kind: 'backup',
    id: `${name}-${new Date(at).toISOString()}`,
    scope,
    state: 'COMPLETED',
    resourceArn: arnOf(name),
    resourceName: name,
    resourceType: 'RDS',
    vaultName: 'main',
    vaultArn: vaultArn('main'),
    createdAt: at,
    startedAt: at + 10 * minute,
    completedAt: at + 30 * minute,
    startBy: at + 2 * hour,
    messageCategory: 'SUCCESS',
    createdBy: createdBy(rule()),
    recoveryPointArn: `arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:${name}-${at}`,
    isParent: false,
    ...more,
  };
}

/** One a day at 05:00, the newest today. */
export const nightly = (name: string, days = 10, more: Partial<Job> = {}): Job[] =>
  Array.from({ length: days }, (_, index) => job(name, five - index * day, more));

const { completedAt: _, startedAt: __, ...neverStarted } = job('x', 0);

export const failed = (name: string, at: number, more: Partial<Job> = {}): Job =>
  job(name, at, { state: 'FAILED', message: 'You are not authorized to perform this operation.', ...more });

export const expired = (name: string, at: number): Job => ({
  ...neverStarted,
  id: `${name}-expired`,
  state: 'EXPIRED',
  resourceArn: arnOf(name),
  resourceName: name,
  createdAt: at,
  startBy: at + 2 * hour,
  completedAt: at + 2 * hour,
});

export const running = (name: string, at: number, more: Partial<Job> = {}): Job => ({
  ...neverStarted,
  id: `${name}-running`,
  state: 'RUNNING',
  resourceArn: arnOf(name),
  resourceName: name,
  createdAt: at,
  startedAt: at,
  percent: 40,
  ...more,
});

export const point = (name: string, at: number, more: Partial<RecoveryPoint> = {}): RecoveryPoint => ({
  scope,
  arn: `arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:${name}-${at}`,
  vaultName: 'main',
  vaultArn: vaultArn('main'),
  resourceArn: arnOf(name),
  resourceName: name,
  resourceType: 'RDS',
  status: 'COMPLETED',
  createdAt: at,
  completedAt: at + 30 * minute,
  deleteAt: at + 35 * day,
  deleteAfterDays: 35,
  encrypted: true,
  isParent: false,
  ...more,
});

export const vault = (name: string, more: Partial<Vault> = {}): Vault => ({
  scope,
  name,
  arn: vaultArn(name, more.scope?.region),
  type: 'BACKUP_VAULT',
  pointCount: 10,
  locked: false,
  ...more,
});

export const accessPoint = (name: string, more: Partial<AccessPoint> = {}): AccessPoint => ({
  scope,
  name,
  arn: `arn:aws:backup:eu-west-1:111122223333:accesspoint/${name}`,
  status: 'AVAILABLE',
  recoveryPointArn: 'arn:aws:backup:eu-west-1:111122223333:recovery-point:1',
  resourceArn: 'arn:aws:s3:::invoices',
  resourceType: 'S3',
  vaultName: 'main',
  createdAt: noon - 2 * day,
  ...more,
});

export const kmsKey = (name: string, more: Partial<KmsKey> = {}): KmsKey => ({
  scope,
  arn: `arn:aws:kms:eu-west-1:111122223333:key/${name}`,
  state: 'Enabled',
  vaults: ['main'],
  points: 10,
  ...more,
});

export const listed = (name: string, more: Partial<ProtectedResource> = {}): ProtectedResource => ({
  scope,
  arn: arnOf(name),
  name,
  type: 'RDS',
  ...more,
});

export const audit = (name: string, more: Partial<Audit> = {}): Audit => ({
  scope,
  id: `${name}-1`,
  name,
  at: noon - hour,
  actor: 'Admin/mallory',
  readOnly: false,
  byService: false,
  risk: 'critical',
  riskReason: 'a backup is gone',
  target: 'main',
  touched: {},
  record: '{}',
  ...more,
});

export const scan = (more: Partial<ScanJob> = {}): ScanJob => ({
  scope,
  id: 'scan',
  state: 'COMPLETED',
  result: 'NO_THREATS_FOUND',
  resourceArn: arnOf('shop'),
  resourceName: 'shop',
  resourceType: 'EBS',
  vaultName: 'main',
  createdAt: noon - 2 * hour,
  completedAt: noon - hour,
  ...more,
});

/** Daily at 05:00, last run today. */
export const testingPlan = (more: Partial<RestoreTestingPlan> = {}): RestoreTestingPlan => ({
  scope,
  name: 'nightly_restores',
  arn: 'arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:nightly_restores-1',
  schedule: 'cron(0 5 ? * * *)',
  startWindowHours: 1,
  createdAt: noon - 100 * day,
  lastRunAt: five,
  ...more,
});

/** A restore that a restore testing plan started, and that was found good. */
export const restoreTest = (name: string, at: number, more: Partial<Job> = {}): Job =>
  job(name, at, {
    kind: 'restore',
    id: `restore ${name} ${at}`,
    restoreTestingPlanArn: testingPlan().arn,
    validationStatus: 'SUCCESSFUL',
    ...more,
  });

export interface Estate {
  readonly scans?: readonly ScanJob[];
  readonly backups?: readonly Job[];
  readonly copies?: readonly Job[];
  readonly restores?: readonly Job[];
  readonly rules?: readonly PlanRule[];
  readonly selections?: readonly Selection[];
  readonly resources?: readonly ProtectedResource[];
  readonly points?: readonly RecoveryPoint[];
  readonly vaults?: readonly Vault[];
  readonly audits?: readonly Audit[];
  readonly testingPlans?: readonly RestoreTestingPlan[];
  readonly settings?: RegionSettings;
  readonly inventory?: readonly InventoryRow[];
  readonly keys?: readonly KmsKey[];
  readonly accessPoints?: readonly AccessPoint[];
  /** The time of the requests. */
  readonly at?: number;
}

export function factsOf(estate: Estate): ScopeFacts {
  const { at = noon - minute } = estate;
  const response = <Row>(rows: readonly Row[]) => ({ rows, at });
  return {
    scope,
    backupJobs: response(estate.backups ?? []),
    copyJobs: response(estate.copies ?? []),
    restoreJobs: response(estate.restores ?? []),
    rules: response(estate.rules ?? [rule()]),
    selections: response(estate.selections ?? [selection()]),
    resources: response(estate.resources ?? []),
    vaults: response(estate.vaults ?? [vault('main')]),
    scanJobs: response(estate.scans ?? []),
    audits: response(estate.audits ?? []),
    testingPlans: response(estate.testingPlans ?? []),
    settings: estate.settings ?? { optIn: {}, fullManagement: {} },
    ...(estate.points ? { points: response(estate.points) } : {}),
    ...(estate.inventory ? { inventory: response(estate.inventory) } : {}),
    ...(estate.accessPoints ? { accessPoints: response(estate.accessPoints) } : {}),
    ...(estate.keys ? { keys: response(estate.keys) } : {}),
  };
}

const book = createScheduleBook();

/** Each by itself, muted ones too. The vaults that rules write into are those of `all`. */
export const findingsIn = (
  facts: ScopeFacts,
  settings: AttentionSettings = noSettings,
  { now = noon, all = [facts] }: { readonly now?: number; readonly all?: readonly ScopeFacts[] } = {},
): readonly Finding[] => {
  const vaults = new Map(all.flatMap((one) => (one.vaults?.rows ?? []).map((each) => [each.arn, each] as const)));
  return evaluateScope(facts, { vaults, settings, now, book }).findings;
};

export const attentionOf = (estate: Estate, settings: AttentionSettings = noSettings, now = noon): Attention =>
  computeAttention([factsOf(estate)], settings, now);

/** 'kind subject' of each item, worst first. */
export const linesOf = (estate: Estate, settings?: AttentionSettings, now?: number): string[] =>
  attentionOf(estate, settings, now).items.map(({ kind, subject }) => `${kind} ${subject}`);

export const textsOf = (estate: Estate, settings?: AttentionSettings, now?: number): string[] =>
  attentionOf(estate, settings, now).items.map(({ text }) => text);

/** The findings while one list has no response. */
export function computedWithout(list: AnsweredFact, estate: Estate, settings = noSettings, now = noon): string[] {
  const { [list]: _, ...facts } = factsOf(estate);
  return computeAttention([facts as ScopeFacts], settings, now).items.map(({ text }) => text);
}
