// Ireland in the small estate: production for Europe, and the destination of Virginia's copies.
import type { Builder, RegionBuilder } from '../estate-builder.ts';
import type { RegionSpec, ResourceSpec } from '../spec.ts';
import { jobFaultsIn } from './planted-troubles.ts';
import { ireland, virginia } from './small-regions.ts';
import { longRuns, shortRuns } from './small-runs.ts';
import type { TimeBeforeStart } from './time-before-start.ts';

export function irelandRegion(build: Builder, since: TimeBeforeStart): RegionSpec {
  const at = build.region(ireland);
  const toVirginia = { region: virginia, vault: 'ledger-governed', lifecycle: { deleteAfterDays: 30 } };
  const resources = resourcesOf(at);
  const rates = (minute: number) =>
    at.rule('EveryThreeHours', `cron(${minute} 1/3 * * ? *)`, { vault: 'eu-prod', deleteAfterDays: 3, ...shortRuns });
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
        notifies: true,
      }),
      at.vault('eu-evidence', { ageDays: 500, lock: { minDays: 30, lockedInDays: -490 }, notifies: true }),
    ],
    plans: [
      at.plan('eu-daily', {
        tagged: { backup: 'daily' },
        versions: 2,
        rules: [
          at.rule('DailyBackups', 'cron(0 1 ? * * *)', {
            vault: 'eu-prod',
            timezone: 'Europe/Dublin',
            deleteAfterDays: 35,
            continuous: true,
          }),
          at.rule('WeeklyToVirginia', 'cron(30 3 ? * SAT *)', {
            vault: 'eu-prod',
            deleteAfterDays: 60,
            copies: [toVirginia],
            scans: 'FULL_SCAN',
          }),
        ],
      }),
      at.plan('eu-frequent', {
        arns: at.named(resources, 'eu-design-share', 'eu-search-index', 'eu-ml-datasets'),
        rules: [
          at.rule('EveryEightHours', 'cron(0 1/8 * * ? *)', { vault: 'eu-prod', deleteAfterDays: 7, ...longRuns }),
        ],
      }),
      at.plan('eu-frequent-offset', {
        arns: at.named(resources, 'eu-branch-files', 'acme-eu-logs', 'eu-ledger-archive'),
        rules: [
          at.rule('EveryEightHoursOffset', 'cron(0 5/8 * * ? *)', {
            vault: 'eu-prod',
            deleteAfterDays: 7,
            copies: [{ ...toVirginia, lifecycle: { deleteAfterDays: 14 }, runMinutes: [180, 400] }],
            ...longRuns,
          }),
        ],
      }),
      at.plan('eu-rates-every-three-hours', {
        arns: at.named(resources, 'eu-rates'),
        rules: [rates(50)],
        former: { rules: [rates(40)], until: since.hours(20) },
      }),
      at.plan('eu-contracts-weekly', {
        arns: at.named(resources, 'acme-eu-contracts'),
        rules: [at.rule('WeeklyContracts', 'cron(0 22 ? * TUE *)', { vault: 'eu-evidence' })],
      }),
      at.plan('eu-scratch-nightly', {
        arns: at.named(resources, 'eu-scratch'),
        rules: [at.rule('NightlyScratch', 'cron(30 0 ? * * *)', { vault: 'dr-locked', deleteAfterDays: 3 })],
      }),
    ],
    restoreTests: [
      at.restoreTest('eu_restore_test', at.resourcesNamed(resources, 'eu-web-01', 'eu-kafka-data')),
      at.restoreTest('eu_files_restore_test', []),
    ],
    jobFaults: jobFaultsIn(ireland, since),
  };
}

const resourcesOf = (at: RegionBuilder): ResourceSpec[] => [...plannedResources(at), ...unplannedResources(at)];

const plannedResources = (at: RegionBuilder): ResourceSpec[] => [
  at.resource('EC2', 'eu-web-01', { sizeGib: 100, tags: { backup: 'daily' } }),
  at.resource('EC2', 'eu-web-02', { sizeGib: 100, tags: { backup: 'daily' } }),
  at.resource('EBS', 'eu-kafka-data', { sizeGib: 1500, tags: { backup: 'daily' } }),
  at.resource('RDS', 'eu-crm-db', { sizeGib: 300, tags: { backup: 'daily' } }),
  at.resource('RDS', 'eu-hr-db', { sizeGib: 60, tags: { backup: 'daily' } }),
  at.resource('Aurora', 'eu-analytics', { sizeGib: 900, tags: { backup: 'daily' } }),
  at.resource('S3', 'acme-eu-customer-docs', { sizeGib: 420, tags: { backup: 'daily' } }),
  at.resource('EFS', 'eu-shared-home', { sizeGib: 350, tags: { backup: 'daily' } }),
  at.resource('DynamoDB', 'eu-consents', { sizeGib: 8, tags: { backup: 'daily' } }),
  at.stack('eu-shop', [
    at.resource('DynamoDB', 'eu-shop-baskets', { sizeGib: 4 }),
    at.resource('EFS', 'eu-shop-assets', { sizeGib: 60 }),
  ]),
  at.resource('FSx', 'eu-design-share', { sizeGib: 2000 }),
  at.resource('EBS', 'eu-search-index', { sizeGib: 3000 }),
  at.resource('Storage Gateway', 'eu-branch-files', { sizeGib: 1800 }),
  at.resource('S3', 'acme-eu-logs', { sizeGib: 5200 }),
  at.resource('EBS', 'eu-ledger-archive', { sizeGib: 2600 }),
  at.resource('EFS', 'eu-ml-datasets', { sizeGib: 3900 }),
  at.resource('DynamoDB', 'eu-rates', { sizeGib: 2 }),
  at.resource('S3', 'acme-eu-contracts', { sizeGib: 45 }),
  at.resource('EBS', 'eu-scratch', { sizeGib: 40 }),
];

/** No plan selects them: a database, a bucket that never had a tag, and a volume that is backed up with its instance. */
const unplannedResources = (at: RegionBuilder): ResourceSpec[] => [
  at.resource('RDS', 'eu-payments-db', { sizeGib: 120, tags: { team: 'payments' } }),
  at.resource('S3', 'acme-eu-raw-uploads', { sizeGib: 700, isNeverTagged: true }),
  at.resource('EBS', 'eu-web-01-root', {
    sizeGib: 30,
    attachedTo: at.resource('EC2', 'eu-web-01', { sizeGib: 100 }).arn,
  }),
];
