// A backup plan as Terraform configuration, for the provider hashicorp/aws.
import type { Bag } from '../../lib/bag.ts';
import { hclBlock } from '../../lib/text/hcl.ts';
import { type PlanToExport, type Shape, translate } from './plan-translation.ts';

const lifecycle: Shape = {
  DeleteAfterDays: 'delete_after',
  MoveToColdStorageAfterDays: 'cold_storage_after',
  OptInToArchiveForSupportedResources: 'opt_in_to_archive_for_supported_resources',
};

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_plan: it has no index actions. */
const planShape: Shape = {
  BackupPlanName: 'name',
  Rules: {
    name: 'rule',
    shape: {
      RuleName: 'rule_name',
      TargetBackupVaultName: 'target_vault_name',
      TargetLogicallyAirGappedBackupVaultArn: 'target_logically_air_gapped_backup_vault_arn',
      ScheduleExpression: 'schedule',
      ScheduleExpressionTimezone: 'schedule_expression_timezone',
      StartWindowMinutes: 'start_window',
      CompletionWindowMinutes: 'completion_window',
      EnableContinuousBackup: 'enable_continuous_backup',
      RecoveryPointTags: 'recovery_point_tags',
      Lifecycle: { name: 'lifecycle', shape: lifecycle },
      CopyActions: {
        name: 'copy_action',
        shape: {
          DestinationBackupVaultArn: 'destination_vault_arn',
          Lifecycle: { name: 'lifecycle', shape: lifecycle },
        },
      },
      ScanActions: {
        name: 'scan_action',
        shape: { MalwareScanner: 'malware_scanner', ScanMode: 'scan_mode' },
      },
    },
  },
  AdvancedBackupSettings: {
    name: 'advanced_backup_setting',
    shape: { ResourceType: 'resource_type', BackupOptions: 'backup_options' },
  },
  ScanSettings: {
    name: 'scan_setting',
    shape: {
      MalwareScanner: 'malware_scanner',
      ResourceTypes: 'resource_types',
      ScannerRoleArn: 'scanner_role_arn',
    },
  },
};

const condition: Shape = { ConditionKey: 'key', ConditionValue: 'value' };

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_selection */
const selectionShape: Shape = {
  SelectionName: 'name',
  IamRoleArn: 'iam_role_arn',
  Resources: 'resources',
  NotResources: 'not_resources',
  ListOfTags: { name: 'selection_tag', shape: { ConditionType: 'type', ...condition } },
  Conditions: {
    name: 'condition',
    shape: {
      StringEquals: { name: 'string_equals', shape: condition },
      StringNotEquals: { name: 'string_not_equals', shape: condition },
      StringLike: { name: 'string_like', shape: condition },
      StringNotLike: { name: 'string_not_like', shape: condition },
    },
  },
};

/** Members with texts by name; other objects are blocks. */
const maps: ReadonlySet<string> = new Set(['recovery_point_tags', 'backup_options']);

/** What the provider has no argument for is named in a comment. */
export function toTerraform({ region, plan, selections }: PlanToExport): string {
  const name = nameOf(plan.BackupPlanName, 'plan');
  const address = `aws_backup_plan.${name}`;
  const parts = [
    resource({ type: 'aws_backup_plan', name, document: plan, shape: planShape }),
    ...selections.map((selection, index) =>
      resource({
        type: 'aws_backup_selection',
        // Names may differ in characters that an identifier does not have.
        name: `${nameOf(selection.SelectionName, 'selection')}_${index + 1}`,
        document: selection,
        shape: selectionShape,
        references: { plan_id: `${address}.id` },
      }),
    ),
  ];
  return `# Region: ${region.replace(/[^a-z0-9-]/g, '')}\n${parts.join('\n')}`;
}

interface ExportedResource {
  readonly type: string;
  readonly name: string;
  readonly document: Bag;
  readonly shape: Shape;
  readonly references?: Readonly<Record<string, string>>;
}

function resource({ type, name, document, shape, references = {} }: ExportedResource): string {
  const { members, leftOut } = translate(document, shape);
  const comment = leftOut
    .map((path) => `# Not exported, because the Terraform provider has no argument for it: ${path}\n`)
    .join('');
  return `${comment}${hclBlock(`resource "${type}" "${name}"`, members, { maps, references })}`;
}

/** An identifier: https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers */
function nameOf(name: unknown, standard: string): string {
  const text = typeof name === 'string' ? name.replace(/[^A-Za-z0-9_]+/g, '_') : '';
  if (text === '') return standard;
  return /^[A-Za-z_]/.test(text) ? text : `_${text}`;
}
