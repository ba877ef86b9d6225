// The `small` estate: one account, three Regions, seven vaults of all kinds, some forty resources.
import { type Builder, createBuilder } from './estate-builder.ts';
import { type EstateSpec, lazyRegions, type RegionSpec } from './spec.ts';

const virginia = 'us-east-1';
const ireland = 'eu-west-1';
const sydney = 'ap-southeast-2';

export interface EstateOptions {
  seed: string;
  account: string;
  /** Epoch ms that the dates of its vaults and plans are counted from. */
  originAt: number;
}

export function createSmallEstate(options: EstateOptions): EstateSpec {
  const build = createBuilder(options);
  return {
    account: options.account,
    accountName: 'acme-prod',
    ...lazyRegions([
      { region: virginia, make: () => virginiaRegion(build) },
      { region: ireland, make: () => irelandRegion(build) },
      { region: sydney, make: () => sydneyRegion(build) },
    ]),
  };
}

/** Backups that run for hours, offset against each other: whatever the hour, something is running. */
const longRuns = { runMinutes: [300, 465], startWindowMinutes: 60, completionWindowMinutes: 600 } as const;
const shortRuns = { runMinutes: [45, 150], startWindowMinutes: 60, completionWindowMinutes: 180 } as const;

function virginiaRegion(build: Builder): RegionSpec {
  const at = build.region(virginia);
  const toIreland = { region: ireland, vault: 'dr-locked', lifecycle: { deleteAfterDays: 90 } };
  const resources = [
    at.resource('EC2', 'web-01', 120, { backup: 'daily', app: 'shop' }),
    at.resource('EC2', 'web-02', 120, { backup: 'daily', app: 'shop' }),
    at.resource('EC2', 'bastion', 16, { backup: 'daily' }),
    at.resource('EC2', 'win-ad-01', 200, { backup: 'daily', os: 'windows' }, { windows: true }),
    at.resource('EBS', 'web-01-data', 500, { backup: 'daily', app: 'shop' }),
    at.resource('EBS', 'build-cache', 250, { backup: 'daily' }),
    at.resource('RDS', 'prod-db', 800, { backup: 'daily', app: 'shop' }),
    at.resource('RDS', 'billing-db', 400, { backup: 'daily', app: 'billing' }),
    at.resource('Aurora', 'orders-cluster', 1200, { backup: 'daily', app: 'orders' }),
    at.resource('S3', 'acme-invoices', 640, { backup: 'daily', app: 'billing' }),
    at.resource('DynamoDB', 'sessions', 12, { backup: 'daily', app: 'shop' }),
    at.resource('DynamoDB', 'carts', 34, { backup: 'daily', app: 'shop' }),
    at.resource('EFS', 'shared-home', 900, { 'aws:elasticfilesystem:default-backup': 'enabled' }),
    at.resource('EFS', 'media-uploads', 2400, { 'aws:elasticfilesystem:default-backup': 'enabled' }),
    at.resource('FSx', 'render-lustre', 4800, { app: 'render' }),
    at.resource('EBS', 'warehouse-vol', 8000, { app: 'warehouse' }),
    at.resource('EFS', 'lab-archive', 5200, { app: 'lab' }),
    at.resource('Storage Gateway', 'plant-files', 3000, { app: 'plant' }),
    at.resource('EBS', 'mail-store', 4000, { app: 'mail' }),
    at.resource('S3', 'acme-datalake', 9000, { app: 'warehouse' }),
    at.resource('RDS', 'ledger-db', 150, { app: 'ledger' }),
  ];
  return {
    region: virginia,
    resources,
    vaults: [
      at.vault('prod', { ageDays: 900, tags: { env: 'prod' }, notifies: true, policed: true }),
      at.vault('ledger-governed', { ageDays: 420, lock: { minDays: 7, maxDays: 400 }, tags: { env: 'prod' } }),
      at.vault('aws/efs/automatic-backup-vault', { ageDays: 700 }),
    ],
    plans: [
      at.plan('prod-daily', {
        tagged: { backup: 'daily' },
        windowsVss: true,
        versions: 3,
        rules: [
          at.rule('DailyBackups', 'cron(0 5 ? * * *)', 'prod', { deleteAfterDays: 35, copies: [toIreland] }),
          at.rule('WeeklyBackups', 'cron(0 7 ? * SUN *)', 'prod', { deleteAfterDays: 90 }),
          at.rule('MonthlyArchive', 'cron(0 9 1 * ? *)', 'prod', { deleteAfterDays: 455, coldAfterDays: 30 }),
        ],
      }),
      at.plan('warehouse-frequent', {
        arns: at.named(resources, 'render-lustre', 'warehouse-vol', 'lab-archive'),
        rules: [at.rule('EveryEightHours', 'cron(0 0/8 * * ? *)', 'prod', { deleteAfterDays: 7, ...longRuns })],
      }),
      at.plan('warehouse-offset', {
        arns: at.named(resources, 'plant-files', 'acme-datalake', 'mail-store'),
        rules: [
          at.rule('EveryEightHoursOffset', 'cron(0 4/8 * * ? *)', 'prod', {
            deleteAfterDays: 7,
            copies: [{ ...toIreland, lifecycle: { deleteAfterDays: 14 }, runMinutes: [200, 420] }],
            ...longRuns,
          }),
        ],
      }),
      at.plan('ledger-every-three-hours', {
        arns: at.named(resources, 'ledger-db'),
        rules: [
          at.rule('EveryThreeHours', 'cron(20 0/3 * * ? *)', 'ledger-governed', { deleteAfterDays: 8, ...shortRuns }),
        ],
      }),
      at.plan('aws/efs/automatic-backup-plan', {
        tagged: { 'aws:elasticfilesystem:default-backup': 'enabled' },
        rules: [
          at.rule('aws/efs/automatic-backup-rule', 'cron(0 5 ? * * *)', 'aws/efs/automatic-backup-vault', {
            deleteAfterDays: 35,
          }),
        ],
      }),
    ],
    restoreTests: [at.restoreTest('nightly_restore_test', at.resourcesNamed(resources, 'web-01', 'prod-db', 'carts'))],
  };
}

function irelandRegion(build: Builder): RegionSpec {
  const at = build.region(ireland);
  const toVirginia = { region: virginia, vault: 'ledger-governed', lifecycle: { deleteAfterDays: 30 } };
  const resources = [
    at.resource('EC2', 'eu-web-01', 100, { backup: 'daily' }),
    at.resource('EC2', 'eu-web-02', 100, { backup: 'daily' }),
    at.resource('EBS', 'eu-kafka-data', 1500, { backup: 'daily' }),
    at.resource('RDS', 'eu-crm-db', 300, { backup: 'daily' }),
    at.resource('Aurora', 'eu-analytics', 900, { backup: 'daily' }),
    at.resource('S3', 'acme-eu-customer-docs', 420, { backup: 'daily' }),
    at.resource('EFS', 'eu-shared-home', 350, { backup: 'daily' }),
    at.resource('DynamoDB', 'eu-consents', 8, { backup: 'daily' }),
    at.stack('eu-shop', [
      at.resource('DynamoDB', 'eu-shop-baskets', 4, {}),
      at.resource('EFS', 'eu-shop-assets', 60, {}),
    ]),
    at.resource('FSx', 'eu-design-share', 2000, {}),
    at.resource('EBS', 'eu-search-index', 3000, {}),
    at.resource('Storage Gateway', 'eu-branch-files', 1800, {}),
    at.resource('S3', 'acme-eu-logs', 5200, {}),
    at.resource('EBS', 'eu-ledger-archive', 2600, {}),
    at.resource('EFS', 'eu-ml-datasets', 3900, {}),
    at.resource('DynamoDB', 'eu-rates', 2, {}),
  ];
  return {
    region: ireland,
    resources,
    vaults: [
      at.vault('eu-prod', { ageDays: 640, tags: { env: 'prod', gdpr: 'yes' }, notifies: true }),
      at.vault('dr-locked', {
        ageDays: 380,
        lock: { minDays: 7, maxDays: 400, lockedInDays: -373 },
        tags: { purpose: 'dr' },
        policed: true,
      }),
    ],
    plans: [
      at.plan('eu-daily', {
        tagged: { backup: 'daily' },
        versions: 2,
        rules: [
          at.rule('DailyBackups', 'cron(0 1 ? * * *)', 'eu-prod', {
            timezone: 'Europe/Dublin',
            deleteAfterDays: 35,
            continuous: true,
          }),
          at.rule('WeeklyToVirginia', 'cron(30 3 ? * SAT *)', 'eu-prod', { deleteAfterDays: 60, copies: [toVirginia] }),
        ],
      }),
      at.plan('eu-frequent', {
        arns: at.named(resources, 'eu-design-share', 'eu-search-index', 'eu-ml-datasets'),
        rules: [at.rule('EveryEightHours', 'cron(0 1/8 * * ? *)', 'eu-prod', { deleteAfterDays: 7, ...longRuns })],
      }),
      at.plan('eu-frequent-offset', {
        arns: at.named(resources, 'eu-branch-files', 'acme-eu-logs', 'eu-ledger-archive'),
        rules: [
          at.rule('EveryEightHoursOffset', 'cron(0 5/8 * * ? *)', 'eu-prod', {
            deleteAfterDays: 7,
            copies: [{ ...toVirginia, lifecycle: { deleteAfterDays: 14 }, runMinutes: [180, 400] }],
            ...longRuns,
          }),
        ],
      }),
      at.plan('eu-rates-every-three-hours', {
        arns: at.named(resources, 'eu-rates'),
        rules: [at.rule('EveryThreeHours', 'cron(40 1/3 * * ? *)', 'eu-prod', { deleteAfterDays: 3, ...shortRuns })],
      }),
    ],
    restoreTests: [at.restoreTest('eu_restore_test', at.resourcesNamed(resources, 'eu-web-01', 'eu-kafka-data'))],
  };
}

function sydneyRegion(build: Builder): RegionSpec {
  const at = build.region(sydney);
  const toAirGap = { region: sydney, vault: 'apac-airgap', lifecycle: { deleteAfterDays: 30 } };
  const resources = [
    at.resource('EC2', 'apac-web-01', 80, { backup: 'daily' }),
    at.resource('EC2', 'apac-api-01', 80, { backup: 'daily' }),
    at.resource('EBS', 'apac-api-data', 300, { backup: 'daily' }),
    at.resource('RDS', 'apac-orders-db', 220, { backup: 'daily' }),
    at.resource('DynamoDB', 'apac-inventory', 15, { backup: 'daily' }),
    at.resource('S3', 'acme-apac-exports', 130, { backup: 'daily' }),
    at.resource('EFS', 'apac-models', 700, {}),
    at.resource('EBS', 'apac-lake-vol', 4000, {}),
    at.resource('FSx', 'apac-home', 1600, {}),
    at.resource('S3', 'acme-apac-telemetry', 3300, {}),
    at.resource('Storage Gateway', 'apac-mine-files', 2100, {}),
    at.resource('EBS', 'apac-gis-vol', 2800, {}),
    at.resource('DynamoDB', 'apac-prices', 3, {}),
  ];
  return {
    region: sydney,
    resources,
    vaults: [
      at.vault('apac-prod', {
        ageDays: 300,
        lock: { minDays: 3, maxDays: 400, lockedInDays: 4 },
        tags: { env: 'prod' },
        notifies: true,
      }),
      at.vault('apac-airgap', { ageDays: 120, airGapped: true, lock: { minDays: 7, maxDays: 35, lockedInDays: -120 } }),
    ],
    plans: [
      at.plan('apac-daily', {
        tagged: { backup: 'daily' },
        rules: [
          at.rule('DailyBackups', 'cron(30 2 ? * * *)', 'apac-prod', {
            timezone: 'Australia/Sydney',
            deleteAfterDays: 35,
            copies: [toAirGap],
          }),
          at.rule('MonthlyBackups', 'cron(0 6 L * ? *)', 'apac-prod', { deleteAfterDays: 365, coldAfterDays: 60 }),
        ],
      }),
      at.plan('apac-frequent', {
        arns: at.named(resources, 'apac-models', 'apac-lake-vol', 'apac-gis-vol'),
        rules: [at.rule('EveryEightHours', 'cron(0 2/8 * * ? *)', 'apac-prod', { deleteAfterDays: 7, ...longRuns })],
      }),
      at.plan('apac-frequent-offset', {
        arns: at.named(resources, 'apac-home', 'acme-apac-telemetry', 'apac-mine-files'),
        rules: [
          at.rule('EveryEightHoursOffset', 'cron(0 6/8 * * ? *)', 'apac-prod', {
            deleteAfterDays: 7,
            copies: [{ ...toAirGap, lifecycle: { deleteAfterDays: 14 }, runMinutes: [180, 400] }],
            ...longRuns,
          }),
        ],
      }),
      at.plan('apac-prices-every-three-hours', {
        arns: at.named(resources, 'apac-prices'),
        rules: [at.rule('EveryThreeHours', 'cron(5 0/3 * * ? *)', 'apac-prod', { deleteAfterDays: 3, ...shortRuns })],
      }),
    ],
    restoreTests: [at.restoreTest('apac_restore_test', at.resourcesNamed(resources, 'apac-web-01', 'apac-api-data'))],
  };
}
