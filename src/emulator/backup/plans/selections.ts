import type {
  GetBackupSelectionInput,
  GetBackupSelectionOutput,
  ListBackupSelectionsInput,
  ListBackupSelectionsOutput,
} from '@aws-sdk/client-backup';
import type { PlanSpec, SelectionSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, resourceNotFound } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { toDate } from '../shared-shapes.ts';
import { findPlan } from './plans.ts';

export function listBackupSelections(input: ListBackupSelectionsInput, call: Call): ListBackupSelectionsOutput {
  const plan = findPlan(call, input.BackupPlanId);
  const selections = [...plan.selections].sort((a, b) => (a.id < b.id ? -1 : 1));
  const { items, nextToken } = pageOf(selections, input, ({ id }) => id);
  return {
    BackupSelectionsList: items.map((selection) => ({
      SelectionId: selection.id,
      SelectionName: selection.name,
      BackupPlanId: plan.id,
      CreationDate: toDate(selection.createdAt),
      CreatorRequestId: selection.creatorRequestId,
      IamRoleArn: selection.roleArn,
    })),
    NextToken: nextToken,
  };
}

export function findSelection(plan: PlanSpec, wanted: string | undefined, refuse = resourceNotFound): SelectionSpec {
  const selection = plan.selections.find(({ id }) => id === wanted);
  if (selection === undefined) throw refuse(`Backup selection ${wanted} does not exist.`);
  return selection;
}

export function getBackupSelection(input: GetBackupSelectionInput, call: Call): GetBackupSelectionOutput {
  // AWS reports a missing plan as an invalid parameter:
  // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/backup/selection.go
  const plan = findPlan(call, input.BackupPlanId, invalidParameter);
  const selection = findSelection(plan, input.SelectionId);
  return {
    BackupSelection: selection.document ?? {
      SelectionName: selection.name,
      IamRoleArn: selection.roleArn,
      Resources: selection.resources,
      ListOfTags: selection.tags.map(({ key, value }) => ({
        ConditionType: 'STRINGEQUALS',
        ConditionKey: key,
        ConditionValue: value,
      })),
      NotResources: [],
    },
    SelectionId: selection.id,
    BackupPlanId: plan.id,
    CreationDate: toDate(selection.createdAt),
    CreatorRequestId: selection.creatorRequestId,
  };
}
