// Selections, restore tests, holds, scans, reports, frameworks, tiering and settings: what is special about each.
import { LegalHoldStatus, ScanResultStatus } from '@aws-sdk/client-backup';
import { describe, expect, test } from 'vitest';
import { scanResultTone } from '../../src/domain/jobs/scan-job.ts';
import { holdTone } from '../../src/domain/vaults/legal-hold.ts';
import { resources } from '../../src/resources/index.ts';
import { askAnswering, noon, rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws({ furnished: true });

const text = (id: keyof typeof resources, row: unknown, column: string) =>
  resources[id].columns.find((candidate) => candidate.id === column)?.text(row, noon);

describe('selections', () => {
  test('one call for each, and none for those of other plans', async () => {
    const [plan] = await aws.rows(resources.plans, 'us-east-1');
    aws.served();
    const rows = await rowsOf(resources.selections, aws.ask('us-east-1', { planId: plan.id }));
    const served = aws.served();
    expect(rows.length).toBeGreaterThan(0);
    expect(served.filter((operation) => operation === 'GetBackupSelection')).toHaveLength(rows.length);
    expect(rows[0]).toMatchObject({ planId: plan.id, planName: plan.name });
  });

  test.each([
    [{ Resources: ['*'] }, 'everything'],
    [{ Resources: ['arn:aws:ec2:*:*:volume/*', 'arn:aws:s3:::*'] }, 'all EBS volumes, all S3 buckets'],
    [
      { Resources: ['arn:aws:ec2:eu-west-1:1:volume/vol-1'], ListOfTags: [tag('backup', 'daily')] },
      'vol-1, backup=daily',
    ],
    [{ Conditions: { StringEquals: [tag('aws:ResourceTag/env', 'prod')] } }, 'resources that match its conditions'],
    [{}, 'nothing'],
  ])('%j takes %s', async (selection, takes) => {
    const [row] = await rowsOf(
      resources.selections,
      askAnswering(
        {
          GetBackupPlan: { BackupPlan: { BackupPlanName: 'daily' } },
          ListBackupSelections: { BackupSelectionsList: [{ SelectionId: 's', SelectionName: 'all' }] },
          GetBackupSelection: { BackupSelection: { SelectionName: 'all', ...selection } },
        },
        { planId: 'p' },
      ),
    );
    expect(text('selections', row, 'takes')).toBe(takes);
  });
});

test('the versions of a plan hold the one that runs', async () => {
  const [plan] = await aws.rows(resources.plans, 'us-east-1');
  const versions = await rowsOf(resources['plan-versions'], aws.ask('us-east-1', { planId: plan.id }));
  expect(versions.map(({ versionId }) => versionId)).toContain(plan.versionId);
});

test('a hold tells what it keeps, and a vault who keeps it', async () => {
  const [hold] = await aws.rows(resources['legal-holds'], 'us-east-1');
  const held = await rowsOf(resources['recovery-points'], aws.ask('us-east-1', { legalHoldId: hold.id }));
  const vaults = [...new Set(held.map(({ vaultName }) => vaultName))];
  expect(vaults).toHaveLength(1);
  const of = (vaultName: string) => rowsOf(resources['legal-holds'], aws.ask('us-east-1', { vaultName }));
  expect(await of(vaults[0] ?? '')).toMatchObject([{ id: hold.id }]);
  expect(await of('no-such-vault')).toEqual([]);
});

test('a restore that a test started leads to its plan', async () => {
  const jobs = await aws.rows(resources['restore-jobs'], 'us-east-1');
  const job = jobs.find(({ restoreTestingPlanArn }) => restoreTestingPlanArn);
  const drill = resources['restore-jobs'].drillDowns.find(({ to }) => to === 'restore-testing-plans');
  const [plan] = await rowsOf(resources['restore-testing-plans'], aws.ask('us-east-1', drill?.params(job)));
  expect(plan.arn).toBe(job.restoreTestingPlanArn);
});

describe('scan jobs', () => {
  const response = (job: object) => askAnswering({ ListScanJobs: { ScanJobs: [{ ScanJobId: 'j', ...job }] } });

  test('every finding has its word and its tone', async () => {
    for (const status of Object.values(ScanResultStatus)) {
      const [row] = await rowsOf(resources['scan-jobs'], response({ ScanResult: { ScanResultStatus: status } }));
      expect(text('scan-jobs', row, 'result')?.length).toBeLessThanOrEqual(10);
      expect(scanResultTone(status)).not.toBe('plain');
    }
    const [row] = await rowsOf(resources['scan-jobs'], response({ State: 'HIBERNATING' }));
    expect(text('scan-jobs', row, 'state')).toBe('HIBERNATING');
    expect(text('scan-jobs', row, 'result')).toBe('');
  });
});

test('every status of a hold has a tone', () => {
  expect(Object.values(LegalHoldStatus).filter((status) => holdTone(status) === 'plain')).toEqual([]);
});

test('a type that is opted out is worth a look', async () => {
  const settings = await aws.rows(resources['region-settings'], 'us-east-1');
  const out = settings.find(({ optedIn }) => optedIn === false);
  const column = resources['region-settings'].columns.find(({ id }) => id === 'opted-in');
  expect(column?.text(out, noon)).toBe('opted out');
  expect(column?.tone?.(out, noon)).toBe('warn');
});

function tag(ConditionKey: string, ConditionValue: string) {
  return { ConditionKey, ConditionValue };
}
