// Virginia in the small estate: production, and most of the troubles.
import type { Builder, RegionBuilder } from '../estate-builder.ts';
import type { PlanSpec, RegionSpec, ResourceSpec, VaultSpec } from '../spec.ts';
import { jobFaultsIn } from './planted-troubles.ts';
import { ireland, virginia } from './small-regions.ts';
import { dailyAt, longRuns, monthlyAt, shortRuns, shortStart, weeklyAt } from './small-runs.ts';
import type { TimeBeforeStart } from './time-before-start.ts';

export function virginiaRegion(build: Builder, since: TimeBeforeStart): RegionSpec {
  const at = build.region(virginia);
  const resources = resourcesOf(at);
  return {
    region: virginia,
    resources,
    vaults: vaultsOf(at),
    plans: [...frequentPlans(at, resources), ...otherPlans(at, resources, since)],
    restoreTests: [
      at.restoreTest('nightly_restore_test', at.resourcesNamed(resources, 'web-01', 'prod-db', 'sessions')),
    ],
    jobFaults: jobFaultsIn(virginia, since),
  };
}

const toIreland = { region: ireland, vault: 'dr-locked', lifecycle: { deleteAfterDays: 90 } };

const resourcesOf = (at: RegionBuilder): ResourceSpec[] => [
  at.resource('EC2', 'web-01', { sizeGib: 120, tags: { backup: 'daily', app: 'shop' } }),
  at.resource('EC2', 'web-02', { sizeGib: 120, tags: { backup: 'daily', app: 'shop' } }),
  at.resource('EC2', 'bastion', { sizeGib: 16, tags: { backup: 'daily' } }),
  at.resource('EC2', 'win-ad-01', { sizeGib: 200, tags: { backup: 'daily', os: 'windows' }, windows: true }),
  at.resource('EBS', 'web-01-data', { sizeGib: 500, tags: { backup: 'daily', app: 'shop' } }),
  at.resource('EBS', 'build-cache', { sizeGib: 250, tags: { backup: 'daily' } }),
  at.resource('RDS', 'prod-db', { sizeGib: 800, tags: { backup: 'daily', app: 'shop' } }),
  at.resource('RDS', 'billing-db', { sizeGib: 400, tags: { backup: 'daily', app: 'billing' } }),
  at.resource('Aurora', 'orders-cluster', { sizeGib: 1200, tags: { backup: 'daily', app: 'orders' } }),
  at.resource('S3', 'acme-invoices', { sizeGib: 640, tags: { backup: 'daily', app: 'billing' } }),
  at.resource('DynamoDB', 'sessions', { sizeGib: 12, tags: { backup: 'daily', app: 'shop' } }),
  at.resource('DynamoDB', 'carts', { sizeGib: 34, tags: { backup: 'daily', app: 'shop' } }),
  at.resource('EFS', 'shared-home', { sizeGib: 900, tags: { 'aws:elasticfilesystem:default-backup': 'enabled' } }),
  at.resource('EFS', 'media-uploads', { sizeGib: 2400, tags: { 'aws:elasticfilesystem:default-backup': 'enabled' } }),
  at.resource('FSx', 'render-lustre', { sizeGib: 4800, tags: { app: 'render' } }),
  at.resource('EBS', 'warehouse-vol', { sizeGib: 8000, tags: { app: 'warehouse' } }),
  at.resource('EFS', 'lab-archive', { sizeGib: 5200, tags: { app: 'lab' } }),
  at.resource('Storage Gateway', 'plant-files', { sizeGib: 3000, tags: { app: 'plant' } }),
  at.resource('EBS', 'mail-store', { sizeGib: 4000, tags: { app: 'mail' } }),
  at.resource('S3', 'acme-datalake', { sizeGib: 9000, tags: { app: 'warehouse' } }),
  at.resource('RDS', 'ledger-db', { sizeGib: 150, tags: { app: 'ledger' } }),
  at.resource('RDS', 'reports-db', { sizeGib: 90, tags: { app: 'reports' } }),
  at.resource('EBS', 'search-index', { sizeGib: 1100, tags: { app: 'search' } }),
  at.resource('EFS', 'media-archive', { sizeGib: 750, tags: { app: 'media' } }),
  at.resource('Redshift', 'bi-warehouse', { sizeGib: 2000, tags: { app: 'bi' } }),
  at.resource('EFS', 'legacy-files', { sizeGib: 80, tags: { app: 'legacy' } }),
  at.resource('RDS', 'fresh-ledger', { sizeGib: 20, tags: { app: 'ledger' } }),
];

const vaultsOf = (at: RegionBuilder): VaultSpec[] => [
  at.vault('prod', { ageDays: 900, tags: { env: 'prod' }, notifies: true, policed: true }),
  at.vault('ledger-governed', { ageDays: 420, lock: { minDays: 7, maxDays: 400 }, tags: { env: 'prod' } }),
  at.vault('aws/efs/automatic-backup-vault', { ageDays: 700, notifies: true, isAutomatic: true }),
];

/** The daily plan, and plans that run several times a day. */
const frequentPlans = (at: RegionBuilder, resources: ResourceSpec[]): PlanSpec[] => [
  at.plan('prod-daily', {
    tagged: { backup: 'daily' },
    windowsVss: true,
    versions: 3,
    rules: [
      at.rule('DailyBackups', 'cron(0 5 ? * * *)', {
        vault: 'prod',
        deleteAfterDays: 35,
        copies: [toIreland],
        scans: 'INCREMENTAL_SCAN',
      }),
      at.rule('WeeklyBackups', 'cron(0 7 ? * SUN *)', { vault: 'prod', deleteAfterDays: 90 }),
      at.rule('MonthlyArchive', 'cron(0 9 1 * ? *)', { vault: 'prod', deleteAfterDays: 455, coldAfterDays: 30 }),
    ],
  }),
  at.plan('warehouse-frequent', {
    arns: at.named(resources, 'render-lustre', 'warehouse-vol', 'lab-archive'),
    rules: [at.rule('EveryEightHours', 'cron(0 0/8 * * ? *)', { vault: 'prod', deleteAfterDays: 7, ...longRuns })],
  }),
  at.plan('warehouse-offset', {
    arns: at.named(resources, 'plant-files', 'acme-datalake', 'mail-store'),
    rules: [
      at.rule('EveryEightHoursOffset', 'cron(0 4/8 * * ? *)', {
        vault: 'prod',
        deleteAfterDays: 7,
        copies: [{ ...toIreland, lifecycle: { deleteAfterDays: 14 }, runMinutes: [200, 420] }],
        ...longRuns,
      }),
    ],
  }),
  at.plan('ledger-every-three-hours', {
    arns: at.named(resources, 'ledger-db'),
    rules: [
      at.rule('EveryThreeHours', 'cron(20 0/3 * * ? *)', {
        vault: 'ledger-governed',
        deleteAfterDays: 8,
        ...shortRuns,
      }),
    ],
  }),
  at.plan('aws/efs/automatic-backup-plan', {
    tagged: { 'aws:elasticfilesystem:default-backup': 'enabled' },
    rules: [
      at.rule('aws/efs/automatic-backup-rule', 'cron(0 5 ? * * *)', {
        vault: 'aws/efs/automatic-backup-vault',
        deleteAfterDays: 35,
      }),
    ],
  }),
];

const otherPlans = (at: RegionBuilder, resources: ResourceSpec[], since: TimeBeforeStart): PlanSpec[] => [
  at.plan('reports-nightly', {
    arns: at.named(resources, 'reports-db'),
    role: 'ReportsBackupRole',
    rules: [at.rule('NightlyReports', 'cron(0 3 ? * * *)', { vault: 'prod', deleteAfterDays: 35 })],
  }),
  at.plan('search-weekly', {
    arns: at.named(resources, 'search-index'),
    rules: [at.rule('WeeklySearch', weeklyAt(since.hours(9)), { vault: 'prod', deleteAfterDays: 60, ...shortStart })],
  }),
  at.plan('media-nightly', {
    arns: at.named(resources, 'media-archive'),
    rules: [
      at.rule('NightlyMedia', dailyAt(since.hours(5)), {
        vault: 'prod',
        deleteAfterDays: 35,
        ...shortStart,
        runMinutes: [25, 35],
      }),
    ],
  }),
  at.plan('warehouse-nightly', {
    arns: at.named(resources, 'bi-warehouse'),
    rules: [
      at.rule('NightlyWarehouse', 'cron(0 2 ? * * *)', {
        vault: 'prod',
        deleteAfterDays: 14,
        copies: [{ ...toIreland, lifecycle: { deleteAfterDays: 14 } }],
      }),
    ],
  }),
  at.plan('legacy-nightly', {
    arns: at.named(resources, 'legacy-files'),
    role: 'LegacyBackupRole',
    rules: [at.rule('NightlyLegacy', 'cron(30 1 ? * * *)', { vault: 'prod', deleteAfterDays: 7 })],
  }),
  at.plan('crm-monthly', {
    tagged: { backup: 'crm-monthly' },
    rules: [at.rule('MonthlyCrm', 'cron(0 6 1 * ? *)', { vault: 'prod', deleteAfterDays: 365 })],
  }),
  at.plan('fresh-monthly', {
    arns: at.named(resources, 'fresh-ledger'),
    ageDays: 2,
    rules: [at.rule('MonthlyLedger', monthlyAt(since.nights(-15)), { vault: 'prod', deleteAfterDays: 365 })],
  }),
];
