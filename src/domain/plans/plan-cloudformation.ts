// A backup plan as a CloudFormation template.
import type { Bag } from '../../lib/bag.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { type PlanToExport, type Shape, translate } from './plan-translation.ts';

const same = (...names: readonly string[]): Shape => Object.fromEntries(names.map((name) => [name, name]));

const lifecycle: Shape = same('DeleteAfterDays', 'MoveToColdStorageAfterDays', 'OptInToArchiveForSupportedResources');

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-backupplan.html */
const planShape: Shape = {
  ...same('BackupPlanName'),
  AdvancedBackupSettings: { name: 'AdvancedBackupSettings', shape: same('ResourceType', 'BackupOptions') },
  ScanSettings: { name: 'ScanSettings', shape: same('MalwareScanner', 'ResourceTypes', 'ScannerRoleArn') },
  Rules: {
    name: 'BackupPlanRule',
    shape: {
      TargetBackupVaultName: 'TargetBackupVault',
      ...same('RuleName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'StartWindowMinutes'),
      ...same('CompletionWindowMinutes', 'EnableContinuousBackup', 'RecoveryPointTags'),
      ...same('TargetLogicallyAirGappedBackupVaultArn'),
      Lifecycle: { name: 'Lifecycle', shape: lifecycle },
      CopyActions: {
        name: 'CopyActions',
        shape: { ...same('DestinationBackupVaultArn'), Lifecycle: { name: 'Lifecycle', shape: lifecycle } },
      },
      IndexActions: { name: 'IndexActions', shape: same('ResourceTypes') },
      ScanActions: { name: 'ScanActions', shape: same('MalwareScanner', 'ScanMode') },
    },
  },
};

const condition: Shape = same('ConditionKey', 'ConditionValue');

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-backupselection.html */
const selectionShape: Shape = {
  ...same('SelectionName', 'IamRoleArn', 'Resources', 'NotResources'),
  ListOfTags: { name: 'ListOfTags', shape: { ...condition, ...same('ConditionType') } },
  Conditions: {
    name: 'Conditions',
    shape: Object.fromEntries(
      ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'].map((name) => [
        name,
        { name, shape: condition },
      ]),
    ),
  },
};

/** JSON; what CloudFormation has no property for is named under Metadata. */
export function toCloudFormation({ plan, selections }: PlanToExport): string {
  const { members, leftOut } = translate(plan, planShape);
  const assignments = selections.map((selection, index) => [
    `BackupSelection${index + 1}`,
    resource('AWS::Backup::BackupSelection', selection, (BackupSelection) => ({
      // The reference is the plan's id.
      BackupPlanId: { Ref: 'BackupPlan' },
      BackupSelection,
    })),
  ]);
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      BackupPlan: {
        Type: 'AWS::Backup::BackupPlan',
        ...metadata(leftOut),
        Properties: { BackupPlan: members },
      },
      ...Object.fromEntries(assignments),
    },
  };
  return `${jsonText(template, 2)}\n`;
}

function resource(Type: string, selection: Bag, toProperties: (members: Bag) => Bag): Bag {
  const { members, leftOut } = translate(selection, selectionShape);
  return { Type, ...metadata(leftOut), Properties: toProperties(members) };
}

const metadata = (leftOut: readonly string[]): Bag =>
  leftOut.length === 0 ? {} : { Metadata: { NotExported: leftOut } };
