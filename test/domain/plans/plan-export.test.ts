// An exported plan is read back by a parser of its format, and is the same plan: nothing is lost without a note.
import { execFileSync } from 'node:child_process';
import { CreateBackupPlanInput$, CreateBackupSelectionInput$ } from '@aws-sdk/client-backup';
import { NormalizedSchema } from '@smithy/core/schema';
import { expect, test } from 'vitest';
import { toCliScript } from '../../../src/domain/plans/plan-cli.ts';
import { toCloudFormation } from '../../../src/domain/plans/plan-cloudformation.ts';
import { toTerraform } from '../../../src/domain/plans/plan-terraform.ts';
import type { Bag } from '../../../src/lib/bag.ts';
import { hclString } from '../../../src/lib/text/hcl.ts';
import { parseHcl } from '../../support/parse-hcl.ts';
import { answerOf } from '../../support/schema-responses.ts';

const role = 'arn:aws:iam::123456789012:role/backup';
const copyTo = 'arn:aws:backup:eu-west-1:123456789012:backup-vault:copies';
const airGapped = 'arn:aws:backup:us-east-1:123456789012:backup-vault:gap';
const hostile = `it's "quoted" $\{x} %{y} \\ \u001b[2J \u009b\b\f\n\u{1f600}`;

const plan = {
  BackupPlanName: 'nightly orders',
  AdvancedBackupSettings: [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }],
  ScanSettings: [{ MalwareScanner: 'GUARDDUTY', ResourceTypes: ['EBS', 'S3'], ScannerRoleArn: role }],
  Rules: [
    {
      RuleName: 'daily',
      TargetBackupVaultName: 'prod',
      TargetLogicallyAirGappedBackupVaultArn: airGapped,
      ScheduleExpression: 'cron(0 5 ? * * *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      StartWindowMinutes: 60,
      CompletionWindowMinutes: 180,
      EnableContinuousBackup: true,
      Lifecycle: { DeleteAfterDays: 35, MoveToColdStorageAfterDays: -1 },
      RecoveryPointTags: { note: hostile },
      CopyActions: [
        { DestinationBackupVaultArn: copyTo, Lifecycle: { DeleteAfterDays: 90 } },
        { DestinationBackupVaultArn: `${copyTo}2` },
      ],
      IndexActions: [{ ResourceTypes: ['EBS'] }],
      ScanActions: [{ MalwareScanner: 'GUARDDUTY', ScanMode: 'FULL_SCAN' }],
      FutureMember: { Mode: 'x' },
    },
    { RuleName: 'weekly', TargetBackupVaultName: 'prod' },
  ],
};
const selections = [
  {
    SelectionName: 'by tag',
    IamRoleArn: role,
    Resources: ['arn:aws:ec2:*:*:volume/*'],
    NotResources: ['arn:aws:ec2:*:*:volume/vol-1'],
    ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: hostile }],
    Conditions: {
      StringEquals: [],
      StringLike: [
        { ConditionKey: 'aws:ResourceTag/env', ConditionValue: 'prod*' },
        { ConditionKey: 'aws:ResourceTag/team', ConditionValue: '*' },
      ],
    },
  },
  { SelectionName: 'all', IamRoleArn: role, Resources: ['*'] },
];
const exported = { region: 'eu-west-1', plan, selections };

/** Calls of a stand-in for the AWS CLI: its arguments. */
function runScript(script: string): string[][] {
  const stub = 'aws() { node -e \'console.error(JSON.stringify(process.argv.slice(1)))\' -- "$@"; echo the-id; }';
  const out = execFileSync('sh', ['-c', `exec 2>&1; ${stub}\n${script}`], { encoding: 'utf8' });
  return out.split('\n').flatMap((line) => (line.startsWith('[') ? [JSON.parse(line) as string[]] : []));
}

const flag = (words: readonly string[], name: string) => words[words.indexOf(name) + 1] ?? '';

test('the script of the AWS CLI creates the plan, and then its resource assignments with the id', () => {
  const [create = [], ...assign] = runScript(toCliScript(exported));
  expect(create.slice(0, 2)).toEqual(['backup', 'create-backup-plan']);
  expect(JSON.parse(flag(create, '--backup-plan'))).toEqual(plan);
  for (const [index, words] of assign.entries()) {
    expect(words.slice(0, 2)).toEqual(['backup', 'create-backup-selection']);
    expect(flag(words, '--backup-plan-id')).toBe('the-id');
    expect(flag(words, '--region')).toBe('eu-west-1');
    expect(JSON.parse(flag(words, '--backup-selection'))).toEqual(selections[index]);
  }
  expect(assign).toHaveLength(selections.length);
});

test('the CloudFormation template has every property, and names what CloudFormation does not have', () => {
  const { Resources } = JSON.parse(toCloudFormation(exported));
  const [daily, weekly] = plan.Rules;
  const { TargetBackupVaultName, FutureMember: _, Lifecycle: __, ...others } = daily as NonNullable<typeof daily>;
  expect(Resources.BackupPlan).toEqual({
    Type: 'AWS::Backup::BackupPlan',
    Metadata: { NotExported: ['Rules.FutureMember'] },
    Properties: {
      BackupPlan: {
        BackupPlanName: plan.BackupPlanName,
        AdvancedBackupSettings: plan.AdvancedBackupSettings,
        ScanSettings: plan.ScanSettings,
        BackupPlanRule: [
          { ...others, TargetBackupVault: TargetBackupVaultName, Lifecycle: { DeleteAfterDays: 35 } },
          { RuleName: weekly?.RuleName, TargetBackupVault: 'prod' },
        ],
      },
    },
  });
  const [byTag] = selections;
  expect(Resources.BackupSelection1).toEqual({
    Type: 'AWS::Backup::BackupSelection',
    Properties: {
      BackupPlanId: { Ref: 'BackupPlan' },
      BackupSelection: { ...byTag, Conditions: { StringLike: byTag?.Conditions?.StringLike } },
    },
  });
  expect(Object.keys(Resources)).toEqual(['BackupPlan', 'BackupSelection1', 'BackupSelection2']);
});

test('the Terraform configuration has every argument, and names what the provider does not have', () => {
  const text = toTerraform(exported);
  const parsed = parseHcl(text);
  expect(text.match(/^# Not exported.*$/gm)?.map((line) => line.split(': ')[1])).toEqual([
    'Rules.IndexActions',
    'Rules.FutureMember',
  ]);
  expect(parsed['resource aws_backup_plan nightly_orders']).toEqual([
    {
      name: 'nightly orders',
      advanced_backup_setting: [{ resource_type: 'EC2', backup_options: { WindowsVSS: 'enabled' } }],
      scan_setting: [{ malware_scanner: 'GUARDDUTY', resource_types: ['EBS', 'S3'], scanner_role_arn: role }],
      rule: [
        {
          rule_name: 'daily',
          target_vault_name: 'prod',
          target_logically_air_gapped_backup_vault_arn: airGapped,
          schedule: 'cron(0 5 ? * * *)',
          schedule_expression_timezone: 'Europe/Berlin',
          start_window: 60,
          completion_window: 180,
          enable_continuous_backup: true,
          recovery_point_tags: { note: hostile },
          lifecycle: [{ delete_after: 35 }],
          copy_action: [
            { destination_vault_arn: copyTo, lifecycle: [{ delete_after: 90 }] },
            { destination_vault_arn: `${copyTo}2` },
          ],
          scan_action: [{ malware_scanner: 'GUARDDUTY', scan_mode: 'FULL_SCAN' }],
        },
        { rule_name: 'weekly', target_vault_name: 'prod' },
      ],
    },
  ]);
  expect(parsed['resource aws_backup_selection by_tag_1']).toEqual([
    {
      plan_id: { reference: 'aws_backup_plan.nightly_orders.id' },
      name: 'by tag',
      iam_role_arn: role,
      resources: ['arn:aws:ec2:*:*:volume/*'],
      not_resources: ['arn:aws:ec2:*:*:volume/vol-1'],
      selection_tag: [{ type: 'STRINGEQUALS', key: 'backup', value: hostile }],
      condition: [
        {
          string_like: [
            { key: 'aws:ResourceTag/env', value: 'prod*' },
            { key: 'aws:ResourceTag/team', value: '*' },
          ],
        },
      ],
    },
  ]);
});

/** Each member that the client of AWS Backup knows, at every position. */
const whole = answerOf(NormalizedSchema.of(CreateBackupPlanInput$)) as { BackupPlan: Bag };
const wholeSelection = answerOf(NormalizedSchema.of(CreateBackupSelectionInput$)) as { BackupSelection: Bag };
const everything = { region: 'eu-west-1', plan: whole.BackupPlan, selections: [wholeSelection.BackupSelection] };

/** Neither tool has the end of a recovery point by an event. */
const noEvent = 'Rules.Lifecycle.DeleteAfterEvent';

test('CloudFormation has every member of a plan and of a resource assignment but one', () => {
  const { Resources } = JSON.parse(toCloudFormation(everything));
  expect(Resources.BackupPlan.Metadata).toEqual({ NotExported: [noEvent, noEvent] });
  expect(Resources.BackupSelection1.Metadata).toBeUndefined();
  expect(Resources.BackupSelection1.Properties.BackupSelection).toEqual(wholeSelection.BackupSelection);
  const { Rules, ...others } = whole.BackupPlan;
  const rules = (Rules as readonly Bag[]).map(({ TargetBackupVaultName, Lifecycle, CopyActions, ...one }) => {
    const { DeleteAfterEvent: _, ...lifecycle } = Lifecycle as Bag;
    const copies = (CopyActions as readonly Bag[]).map(({ Lifecycle: __, ...copy }) => copy);
    return { ...one, TargetBackupVault: TargetBackupVaultName, Lifecycle: lifecycle, CopyActions: copies };
  });
  expect(Resources.BackupPlan.Properties.BackupPlan).toEqual({ ...others, BackupPlanRule: rules });
});

test('Terraform has every member of a plan and of a resource assignment but two', () => {
  const text = toTerraform(everything);
  expect(new Set(text.match(/^# Not exported.*$/gm)?.map((line) => line.split(': ')[1]))).toEqual(
    new Set([noEvent, 'Rules.IndexActions']),
  );
  const [written = {}] = parseHcl(text)['resource aws_backup_plan text'] as readonly Bag[];
  const [rule] = written.rule as readonly Bag[];
  const lifecycle = { delete_after: 3, cold_storage_after: 3, opt_in_to_archive_for_supported_resources: true };
  expect(rule?.lifecycle).toEqual([lifecycle]);
});

test('no format has characters that control a terminal', () => {
  for (const write of [toCliScript, toCloudFormation, toTerraform]) expect(write(exported)).not.toMatch(/[^\n\P{Cc}]/u);
});

test.each(['$' + '{x}', '$$' + '{x}', '%{x}', '\\b', '\\\\b', '\b\f', 'a\\'])(
  'HCL reads the text %j as it is',
  (text) => {
    expect(parseHcl(`a = ${hclString(text)}`)).toEqual({ a: text });
  },
);
