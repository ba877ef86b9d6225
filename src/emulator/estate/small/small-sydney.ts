// Sydney in the small estate: a vault lock in its grace time, and an air-gapped vault.
import type { Builder, RegionBuilder } from '../estate-builder.ts';
import type { RegionSpec, ResourceSpec } from '../spec.ts';
import { jobFaultsIn } from './planted-troubles.ts';
import { sydney } from './small-regions.ts';
import { longRuns, shortRuns } from './small-runs.ts';
import type { TimeBeforeStart } from './time-before-start.ts';

export function sydneyRegion(build: Builder, since: TimeBeforeStart): RegionSpec {
  const at = build.region(sydney);
  const toAirGap = { region: sydney, vault: 'apac-airgap', lifecycle: { deleteAfterDays: 30 } };
  const resources = resourcesOf(at);
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
      at.vault('apac-airgap', {
        ageDays: 120,
        airGapped: true,
        lock: { minDays: 7, maxDays: 35, lockedInDays: -120 },
        notifies: true,
      }),
    ],
    plans: [
      at.plan('apac-daily', {
        tagged: { backup: 'daily' },
        rules: [
          at.rule('DailyBackups', 'cron(30 2 ? * * *)', {
            vault: 'apac-prod',
            timezone: 'Australia/Sydney',
            deleteAfterDays: 35,
            copies: [toAirGap],
          }),
          at.rule('MonthlyBackups', 'cron(0 6 L * ? *)', {
            vault: 'apac-prod',
            deleteAfterDays: 365,
            coldAfterDays: 60,
          }),
        ],
      }),
      at.plan('apac-frequent', {
        arns: at.named(resources, 'apac-models', 'apac-lake-vol', 'apac-gis-vol'),
        rules: [
          at.rule('EveryEightHours', 'cron(0 2/8 * * ? *)', { vault: 'apac-prod', deleteAfterDays: 7, ...longRuns }),
        ],
      }),
      at.plan('apac-frequent-offset', {
        arns: at.named(resources, 'apac-home', 'acme-apac-telemetry', 'apac-mine-files'),
        rules: [
          at.rule('EveryEightHoursOffset', 'cron(0 6/8 * * ? *)', {
            vault: 'apac-prod',
            deleteAfterDays: 7,
            copies: [{ ...toAirGap, lifecycle: { deleteAfterDays: 14 }, runMinutes: [180, 400] }],
            ...longRuns,
          }),
        ],
      }),
      at.plan('apac-prices-every-three-hours', {
        arns: at.named(resources, 'apac-prices'),
        rules: [
          at.rule('EveryThreeHours', 'cron(5 0/3 * * ? *)', { vault: 'apac-prod', deleteAfterDays: 3, ...shortRuns }),
        ],
      }),
    ],
    restoreTests: [
      at.restoreTest('apac_restore_test', at.resourcesNamed(resources, 'apac-web-01', 'apac-api-data'), {
        'apac-api-data': 'The file system on the restored volume could not be mounted.',
      }),
    ],
    jobFaults: jobFaultsIn(sydney, since),
  };
}

const resourcesOf = (at: RegionBuilder): ResourceSpec[] => [
  at.resource('EC2', 'apac-web-01', { sizeGib: 80, tags: { backup: 'daily' } }),
  at.resource('EC2', 'apac-api-01', { sizeGib: 80, tags: { backup: 'daily' } }),
  at.resource('EBS', 'apac-api-data', { sizeGib: 300, tags: { backup: 'daily' } }),
  at.resource('RDS', 'apac-orders-db', { sizeGib: 220, tags: { backup: 'daily' } }),
  at.resource('DynamoDB', 'apac-inventory', { sizeGib: 15, tags: { backup: 'daily' } }),
  at.resource('S3', 'acme-apac-exports', { sizeGib: 130, tags: { backup: 'daily' } }),
  at.resource('EFS', 'apac-reports', { sizeGib: 25, tags: { backup: 'daily' } }),
  at.resource('EFS', 'apac-models', { sizeGib: 700 }),
  at.resource('EBS', 'apac-lake-vol', { sizeGib: 4000 }),
  at.resource('FSx', 'apac-home', { sizeGib: 1600 }),
  at.resource('S3', 'acme-apac-telemetry', { sizeGib: 3300 }),
  at.resource('Storage Gateway', 'apac-mine-files', { sizeGib: 2100 }),
  at.resource('EBS', 'apac-gis-vol', { sizeGib: 2800 }),
  at.resource('DynamoDB', 'apac-prices', { sizeGib: 3 }),
];
