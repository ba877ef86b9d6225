// Operations that create and delete a plan's selections; they take effect at once.
import type {
  BackupSelection,
  CreateBackupSelectionInput,
  CreateBackupSelectionOutput,
  DeleteBackupSelectionInput,
} from '@aws-sdk/client-backup';
import type { PlanSpec, SelectionSpec } from '../../estate/spec.ts';
import { rolesOf } from '../../iam/iam-service.ts';
import type { Call } from '../../protocols/service.ts';
import { alreadyExists, invalidParameter, limitExceeded } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';
import { checkName, checkRole, newRandom } from './plan-checks.ts';
import { findPlan } from './plans.ts';
import { checkArns } from './selection-arns.ts';
import { findSelection } from './selections.ts';

const mostSelections = 100;
const mostConditions = 30;
const mostTags = 30;

export function createBackupSelection(input: CreateBackupSelectionInput, call: Call): CreateBackupSelectionOutput {
  // This operation has no ResourceNotFoundException.
  const plan = findPlan(call, input.BackupPlanId, invalidParameter);
  const wanted = checkSelection(input.BackupSelection);
  checkAssumable(wanted.IamRoleArn ?? '', call);
  const { planOverlay } = call.estate.overlay;
  const scope = `CreateBackupSelection ${call.region} ${plan.id}`;
  return planOverlay.replay(scope, input.CreatorRequestId, () => {
    refuseDuplicate(plan, wanted);
    if (plan.selections.length >= mostSelections) throw limitExceeded(`A plan can have ${mostSelections} selections.`);
    const selection = toSelection(wanted, input, call);
    putSelections(plan, [...plan.selections, selection], call);
    return { SelectionId: selection.id, BackupPlanId: plan.id, CreationDate: new Date(call.now) };
  });
}

/**
 * Accepts the roles of the estate, and roles of the account with "backup" in their name, which presumably trust AWS
 * Backup.
 */
function checkAssumable(roleArn: string, { estate, account }: Call): void {
  const isBackupRole =
    roleArn.includes(`:iam::${account}:role/`) && /backup/i.test(roleArn.slice(roleArn.lastIndexOf('/')));
  if (isBackupRole || rolesOf(estate).includes(roleArn)) return;
  throw invalidParameter(`IAM Role ${roleArn} cannot be assumed by AWS Backup.`);
}

const putSelections = (plan: PlanSpec, selections: SelectionSpec[], call: Call) =>
  call.estate.overlay.planOverlay.putPlan(call, { ...plan, selections }, plan);

const toSelection = (wanted: BackupSelection, input: CreateBackupSelectionInput, call: Call): SelectionSpec => ({
  id: newRandom(call, 'selection').uuid(),
  name: wanted.SelectionName ?? '',
  roleArn: wanted.IamRoleArn ?? '',
  createdAt: call.now,
  resources: wanted.Resources ?? [],
  tags: [],
  document: wanted,
  creatorRequestId: input.CreatorRequestId,
});

function refuseDuplicate({ selections, arn }: PlanSpec, { SelectionName }: BackupSelection): void {
  const duplicate = selections.find(({ name }) => name === SelectionName);
  if (duplicate === undefined) return;
  throw alreadyExists(`Backup selection with the name ${SelectionName} already exists in the plan.`, {
    Arn: arn,
    CreatorRequestId: duplicate.creatorRequestId,
  });
}

function checkSelection(requested: BackupSelection | undefined): BackupSelection {
  const selection = required(requested, 'BackupSelection');
  checkName(required(selection.SelectionName, 'SelectionName'), /^[a-zA-Z0-9\-_.]{1,50}$/, 'selection name');
  checkRole(selection.IamRoleArn);
  const { Resources = [], NotResources = [], ListOfTags = [] } = selection;
  const conditions = Object.values(selection.Conditions ?? {}).flatMap((list) => list ?? []);
  // AWS's own message, even if Conditions are given: https://github.com/hashicorp/terraform-provider-aws/issues/25436
  if (Resources.length + ListOfTags.length === 0) {
    throw invalidParameter("Invalid backup selection. Either 'ListOfTags' or 'Resources' section must be non-empty.");
  }
  checkArns([...Resources, ...NotResources]);
  for (const { ConditionType } of ListOfTags) {
    if (ConditionType !== 'STRINGEQUALS') throw invalidParameter(`Invalid condition type: ${ConditionType}.`);
  }
  if (conditions.length > mostConditions) {
    throw limitExceeded(`A backup selection can have at most ${mostConditions} conditions.`);
  }
  if (ListOfTags.length > mostTags) throw limitExceeded(`A backup selection can have at most ${mostTags} tags.`);
  for (const { ConditionKey = '' } of conditions) {
    if (!ConditionKey.startsWith('aws:ResourceTag/')) throw invalidParameter(`Invalid condition key: ${ConditionKey}.`);
  }
  return selection;
}

export function deleteBackupSelection(input: DeleteBackupSelectionInput, call: Call): object {
  // AWS reports a missing plan or selection as an invalid parameter:
  // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/backup/selection.go
  const plan = findPlan(call, input.BackupPlanId, invalidParameter);
  const removed = findSelection(plan, input.SelectionId, invalidParameter);
  putSelections(
    plan,
    plan.selections.filter(({ id }) => id !== removed.id),
    call,
  );
  return {};
}
