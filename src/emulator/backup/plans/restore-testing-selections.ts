// Selections of a restore testing plan: each selects resources of one type.
import type {
  CreateRestoreTestingSelectionInput,
  CreateRestoreTestingSelectionOutput,
  DeleteRestoreTestingSelectionInput,
  GetRestoreTestingSelectionInput,
  GetRestoreTestingSelectionOutput,
  KeyValue,
  ListRestoreTestingSelectionsInput,
  ListRestoreTestingSelectionsOutput,
  ProtectedResourceConditions,
  RestoreTestingSelectionForUpdate,
  UpdateRestoreTestingSelectionInput,
  UpdateRestoreTestingSelectionOutput,
} from '@aws-sdk/client-backup';
import {
  putRestoreTestPlan,
  type RestoreTestPlan,
  type RestoreTestSelection,
  type TagValue,
  tagPrefix,
} from '../../estate/jobs/restore-testing.ts';
import type { Call } from '../../protocols/service.ts';
import {
  alreadyExists,
  invalidParameter,
  limitExceeded,
  missingParameter,
  resourceNotFound,
} from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { checkRange, required } from '../parameter-checks.ts';
import { checkOverrides } from './override-keys.ts';
import { checkName, checkRole } from './plan-checks.ts';
import { findTestPlan, testingName } from './restore-testing-plans.ts';

const mostSelections = 30;
const mostArns = 30;
const mostConditions = 30;
const longestValidationHours = 168;
const testableTypes: ReadonlySet<string> = new Set([
  'Aurora',
  'DocumentDB',
  'DynamoDB',
  'EBS',
  'EC2',
  'EFS',
  'FSx',
  'Neptune',
  'RDS',
  'S3',
]);

type SelectedResources = Pick<RestoreTestSelection, 'arns' | 'equals' | 'notEquals'>;

const toTags = (conditions: KeyValue[] = []): TagValue[] =>
  conditions.map(({ Key, Value }) => {
    const key = required(Key, 'Key');
    // AWS: the pattern of KeyValue forbids other keys that begin with "aws:".
    if (key.startsWith('aws:') && !key.startsWith(tagPrefix)) {
      throw invalidParameter(`Invalid condition key: ${key}.`);
    }
    return { key, value: required(Value, 'Value') };
  });

/** Resources by ARN, or all resources narrowed by tags. */
function checkReach(arns: string[] | undefined, conditions: ProtectedResourceConditions = {}): SelectedResources {
  const [equals, notEquals] = [toTags(conditions.StringEquals), toTags(conditions.StringNotEquals)];
  const isNarrowed = equals.length + notEquals.length > 0;
  if (equals.length + notEquals.length > mostConditions) {
    throw invalidParameter(`A selection can have at most ${mostConditions} conditions.`);
  }
  if ((arns ?? []).length === 0 && !isNarrowed) {
    throw missingParameter('ProtectedResourceArns or ProtectedResourceConditions is required.');
  }
  if (arns === undefined || arns.length === 0) return { equals, notEquals };
  if (arns.length > mostArns) throw invalidParameter(`A selection can name at most ${mostArns} ARNs.`);
  const isAll = arns.includes('*');
  if (isAll && arns.length > 1) throw invalidParameter('ProtectedResourceArns takes ARNs or a wildcard, but not both.');
  if (!isAll && isNarrowed) {
    throw invalidParameter('ProtectedResourceConditions can only be used with a wildcard in ProtectedResourceArns.');
  }
  const wrong = arns.find((arn) => arn !== '*' && !arn.startsWith('arn:'));
  if (wrong !== undefined) throw invalidParameter(`Invalid ARN: ${wrong}.`);
  return { arns, equals, notEquals };
}

export function createRestoreTestingSelection(
  input: CreateRestoreTestingSelectionInput,
  call: Call,
): CreateRestoreTestingSelectionOutput {
  const { estate, region, now } = call;
  const plan = findTestPlan(required(input.RestoreTestingPlanName, 'RestoreTestingPlanName'), call);
  const requested = required(input.RestoreTestingSelection, 'RestoreTestingSelection');
  const name = required(requested.RestoreTestingSelectionName, 'RestoreTestingSelectionName');
  checkName(name, testingName, 'restore testing selection name');
  const type = required(requested.ProtectedResourceType, 'ProtectedResourceType');
  if (!testableTypes.has(type)) throw invalidParameter(`Restore testing is not supported for resource type ${type}.`);
  const roleArn = checkRole(requested.IamRoleArn);
  const reach = checkReach(requested.ProtectedResourceArns, requested.ProtectedResourceConditions);
  checkRange(requested.ValidationWindowHours, 'ValidationWindowHours', [0, longestValidationHours]);
  const overrides = checkOverrides(type, requested.RestoreMetadataOverrides);
  const scope = `CreateRestoreTestingSelection ${region} ${plan.arn}`;
  return estate.overlay.planOverlay.replay(scope, input.CreatorRequestId, () => {
    if (plan.selections.some((selection) => selection.name === name)) {
      throw alreadyExists(`Restore testing selection ${name} already exists in the plan.`, { Arn: plan.arn });
    }
    if (plan.selections.length >= mostSelections) {
      throw limitExceeded(`A restore testing plan can have at most ${mostSelections} selections.`);
    }
    const validationHours = requested.ValidationWindowHours;
    const selection = { name, type, roleArn, ...reach, validationHours, overrides, createdAt: now };
    putSelections(plan, [...plan.selections, { ...selection, creatorRequestId: input.CreatorRequestId }], call);
    return { ...namesOf(plan, name), CreationTime: new Date(now) };
  });
}

const namesOf = (plan: RestoreTestPlan, selection: string) => ({
  RestoreTestingPlanArn: plan.arn,
  RestoreTestingPlanName: plan.name,
  RestoreTestingSelectionName: selection,
});

const putSelections = (plan: RestoreTestPlan, selections: RestoreTestSelection[], call: Call) =>
  putRestoreTestPlan(call.estate.overlay, call, { ...plan, selections });

interface SelectionRef {
  RestoreTestingPlanName: string | undefined;
  RestoreTestingSelectionName: string | undefined;
}

function findTestSelection(ref: SelectionRef, call: Call) {
  const plan = findTestPlan(ref.RestoreTestingPlanName, call);
  const selection = plan.selections.find(({ name }) => name === ref.RestoreTestingSelectionName);
  if (selection === undefined) {
    throw resourceNotFound(`Restore testing selection ${ref.RestoreTestingSelectionName} does not exist.`);
  }
  return { plan, selection };
}

/** From ARNs to all resources narrowed by tags only with both members in one update. */
function changedReach(selection: RestoreTestSelection, requested: RestoreTestingSelectionForUpdate): SelectedResources {
  const { ProtectedResourceArns: arns, ProtectedResourceConditions: conditions } = requested;
  const isNarrowed = (conditions?.StringEquals ?? []).length + (conditions?.StringNotEquals ?? []).length > 0;
  return checkReach(arns ?? (isNarrowed ? selection.arns : undefined), conditions);
}

export function updateRestoreTestingSelection(
  input: UpdateRestoreTestingSelectionInput,
  call: Call,
): UpdateRestoreTestingSelectionOutput {
  const { plan, selection } = findTestSelection(input, call);
  const requested = required(input.RestoreTestingSelection, 'RestoreTestingSelection');
  checkRange(requested.ValidationWindowHours, 'ValidationWindowHours', [0, longestValidationHours]);
  const isReachNew =
    requested.ProtectedResourceArns !== undefined || requested.ProtectedResourceConditions !== undefined;
  const changed = {
    ...selection,
    roleArn: requested.IamRoleArn === undefined ? selection.roleArn : checkRole(requested.IamRoleArn),
    ...(isReachNew && {
      arns: undefined,
      ...changedReach(selection, requested),
    }),
    validationHours: requested.ValidationWindowHours ?? selection.validationHours,
    overrides: checkOverrides(selection.type, requested.RestoreMetadataOverrides ?? selection.overrides),
  };
  putSelections(
    plan,
    plan.selections.map((candidate) => (candidate.name === selection.name ? changed : candidate)),
    call,
  );
  const times = { CreationTime: new Date(selection.createdAt), UpdateTime: new Date(call.now) };
  return { ...namesOf(plan, selection.name), ...times };
}

export function deleteRestoreTestingSelection(input: DeleteRestoreTestingSelectionInput, call: Call): object {
  const { plan, selection } = findTestSelection(input, call);
  putSelections(
    plan,
    plan.selections.filter(({ name }) => name !== selection.name),
    call,
  );
  return {};
}

const toListed = (plan: RestoreTestPlan, selection: RestoreTestSelection) => ({
  RestoreTestingPlanName: plan.name,
  RestoreTestingSelectionName: selection.name,
  ProtectedResourceType: selection.type,
  IamRoleArn: selection.roleArn,
  ValidationWindowHours: selection.validationHours,
  CreationTime: new Date(selection.createdAt),
});

const toWireTags = (tags: TagValue[]): KeyValue[] | undefined =>
  tags.length === 0 ? undefined : tags.map(({ key, value }) => ({ Key: key, Value: value }));

export function getRestoreTestingSelection(
  input: GetRestoreTestingSelectionInput,
  call: Call,
): GetRestoreTestingSelectionOutput {
  const { plan, selection } = findTestSelection(input, call);
  return {
    RestoreTestingSelection: {
      ...toListed(plan, selection),
      CreatorRequestId: selection.creatorRequestId,
      ProtectedResourceArns: selection.arns,
      ProtectedResourceConditions: {
        StringEquals: toWireTags(selection.equals),
        StringNotEquals: toWireTags(selection.notEquals),
      },
      RestoreMetadataOverrides: selection.overrides,
    },
  };
}

export function listRestoreTestingSelections(
  input: ListRestoreTestingSelectionsInput,
  call: Call,
): ListRestoreTestingSelectionsOutput {
  const plan = findTestPlan(input.RestoreTestingPlanName, call);
  const selections = plan.selections.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = pageOf(selections, input, ({ name }) => name);
  return {
    RestoreTestingSelections: items.map((selection) => toListed(plan, selection)),
    NextToken: nextToken,
  };
}
