import { expect, test } from 'vitest';
import { vaultAddress } from '../../src/domain/arn.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { PlanRule } from '../../src/domain/plans/plan-rule.ts';
import { dayMs, hourMs, minuteMs } from '../../src/lib/duration.ts';
import { resources } from '../../src/resources/index.ts';
import { windowText } from '../../src/resources/plans/rule-sections.ts';
import type { DetailSection } from '../../src/resources/resource.ts';
import { askAnswering, noon, rowsOf } from './embedded-aws.ts';

const vault = (region: string, account: string, name: string) =>
  `arn:aws:backup:${region}:${account}:backup-vault:${name}`;
const own = vault('eu-west-1', '111122223333', 'dr');
const foreign = vault('us-east-1', '444455556666', 'dr');

const responses = {
  ListBackupPlans: { BackupPlansList: [{ BackupPlanId: 'p', BackupPlanName: 'daily', VersionId: 'v' }] },
  ListBackupPlanVersions: { BackupPlanVersionsList: [{ VersionId: 'v', CreationDate: new Date(noon) }] },
  GetBackupPlan: {
    BackupPlan: {
      BackupPlanName: 'daily',
      Rules: [
        {
          RuleName: 'nightly',
          RuleId: 'r',
          TargetBackupVaultName: 'main',
          TargetLogicallyAirGappedBackupVaultArn: vault('eu-west-1', '111122223333', 'gapped'),
          StartWindowMinutes: 90,
          CompletionWindowMinutes: 2_880,
          Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 365 },
          CopyActions: [
            { DestinationBackupVaultArn: own, Lifecycle: { MoveToColdStorageAfterDays: 7, DeleteAfterDays: 120 } },
            { DestinationBackupVaultArn: foreign },
          ],
        },
      ],
    },
  },
};

/** 'label: text' of fields, and a table's rows with bars between the cells. */
const linesOf = (sections: readonly DetailSection[]): string[] =>
  sections.flatMap((section) =>
    section.kind === 'fields'
      ? section.fields.map(({ label, text }) => `${label}: ${text}`)
      : section.rows.map((row) => section.columns.map(({ text }) => text(row, noon)).join('|')),
  );

test("a rule's detail shows windows, lifecycle, air-gapped vault and what becomes of its copies", async () => {
  const [rule]: PlanRule[] = await rowsOf(resources['plan-rules'], askAnswering(responses));
  const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'default' };
  const lines = linesOf(resources['plan-rules'].detail({ ...rule, scope }, undefined, noon));
  for (const line of [
    'Start window: 90 minutes',
    'Completion window: 2 days',
    'Vault: main',
    'Logically air-gapped vault: gapped',
    'Transition to cold storage: 30 days',
    'Delete after: 365 days',
    'dr|eu-west-1|111122223333|7 days|120 days',
    'dr|us-east-1|444455556666|never|never',
  ]) {
    expect(lines).toContain(line);
  }
  const run = { scope, rule: { ...rule, scope }, at: noon, resources: 2 };
  expect(linesOf(resources['upcoming-runs'].detail(run, undefined, noon))).toContain('Completion window: 2 days');
  const copies = resources['plan-rules'].columns.find(({ id }) => id === 'copies');
  expect(copies?.text({ ...rule, scope }, noon)).toBe('eu-west-1 dr, us-east-1 444455556666 dr');
});

test('a rule without a lifecycle keeps its backups, and AWS has default windows', async () => {
  const Rules = [{ RuleName: 'nightly', RuleId: 'r', TargetBackupVaultName: 'main' }];
  const [rule]: PlanRule[] = await rowsOf(
    resources['plan-rules'],
    askAnswering({ ...responses, GetBackupPlan: { BackupPlan: { Rules } } }),
  );
  const lines = linesOf(resources['plan-rules'].detail(rule, undefined, noon));
  for (const line of ['Start window: 8 hours', 'Completion window: 7 days', 'Delete after: never']) {
    expect(lines).toContain(line);
  }
});

test.each([
  [60 * minuteMs, '1 hour'],
  [90 * minuteMs, '90 minutes'],
  [36 * hourMs, '36 hours'],
  [dayMs, '1 day'],
  [0, '0 minutes'],
])('a window of %i ms is %s', (ms, text) => {
  expect(windowText(ms)).toBe(text);
});

test.each([
  [own, 'eu-west-1 dr'],
  [foreign, 'us-east-1 444455556666 dr'],
  [undefined, ''],
])('the address of %s', (arn, address) => {
  expect(vaultAddress(arn, '111122223333')).toBe(address);
});

test('a copy to another account names the account in list and detail', () => {
  const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'default' };
  const job: Job = {
    kind: 'copy',
    id: 'c',
    scope,
    state: 'RUNNING',
    resourceArn: 'arn:aws:ec2:::volume/v',
    resourceName: 'v',
    resourceType: 'EBS',
    vaultName: 'dr',
    vaultArn: foreign,
    createdAt: noon,
    isParent: false,
  };
  const to = resources['copy-jobs'].columns.find(({ id }) => id === 'to');
  expect(to?.text(job, noon)).toBe('us-east-1 444455556666 dr');
  expect(to?.text({ ...job, vaultArn: own }, noon)).toBe('eu-west-1 dr');
  expect(linesOf(resources['copy-jobs'].detail(job, undefined, noon))).toContain('Destination account: 444455556666');
  expect(linesOf(resources['copy-jobs'].detail({ ...job, vaultArn: own }, undefined, noon)).join()).not.toContain(
    'Destination account',
  );
});
