import type { RestoreTestingSelectionForGet } from '@aws-sdk/client-backup';
import type { RestoreTestingPlan, RestoreTestingSelection } from '../../../domain/plans/restore-testing.ts';
import { mostSelectionsOfPlan, testableTypes } from '../../../domain/restore-testing/limits.ts';
import { isSame } from '../../../lib/same.ts';
import { type Action, type ActionContext, type ActionOn, type AnyContext, textOf } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { type Retry, repeatable, tokenIn } from '../../retry.ts';
import { deletion } from '../deletion.ts';
import { given, textField } from '../fields.ts';
import { irreversible, undoable } from '../undo.ts';
import { prettyJson } from '../vaults/vault-documents.ts';
import { checkTestName } from './test-plan-form.ts';
import { testedFields, testSelectionOf } from './test-selection-form.ts';
import { testPlanSubject, testSelectionSubject } from './test-subjects.ts';

/** AWS responds "not found" if it does not exist; the list says whether it was deleted. */
export const testSelectionDeletion: Retry<'DeleteRestoreTestingSelection'> = {
  kind: 'read-back',
  removes: true,
  async wasDone(request, { RestoreTestingPlanName, RestoreTestingSelectionName }) {
    for await (const page of request.pages('backup', 'ListRestoreTestingSelections', { RestoreTestingPlanName })) {
      const selections = page.RestoreTestingSelections ?? [];
      if (selections.some((one) => one.RestoreTestingSelectionName === RestoreTestingSelectionName)) return false;
    }
    return true;
  },
};

const takenNames = ({ known, row }: AnyContext): readonly string[] =>
  (known('restore-testing-selections') as readonly RestoreTestingSelection[])
    .filter(
      ({ planName, scope }) =>
        planName === row?.name && scope.region === row?.scope.region && scope.accountId === row?.scope.accountId,
    )
    .map(({ name }) => name);

function checkNewSelection(text: string, context: AnyContext): string | undefined {
  const taken = takenNames(context);
  if (taken.includes(text)) return `The plan already has a selection ${text}.`;
  if (taken.length >= mostSelectionsOfPlan)
    return `AWS allows ${mostSelectionsOfPlan} selections in a plan: delete one first.`;
  return checkTestName(text);
}

/** What a person reads before resources are restored again and again. */
export const restoreTestWarnings: readonly string[] = [
  'Each run restores one recovery point of each resource: AWS bills the restore, and the restored resource until its deletion.',
];

/** Members that say nothing are left out: AWS takes no conditions beside ARNs. */
function creationInput(context: AnyContext): Record<string, unknown> {
  const { ProtectedResourceConditions, RestoreMetadataOverrides, ...others } = testSelectionOf(context);
  return {
    ...others,
    ...given('ProtectedResourceConditions', ProtectedResourceConditions),
    ...given('RestoreMetadataOverrides', RestoreMetadataOverrides),
  };
}

export const createTestSelection: Action<RestoreTestingPlan, 'CreateRestoreTestingSelection'> = {
  id: 'add-selection',
  title: 'add a selection',
  subject: testPlanSubject,
  pending: 'adding',
  outcome: 'has a new selection',
  key: 'b',
  undo: undoable('delete the selection'),
  knows: ['restore-testing-selections', 'protected-resources', 'restore-jobs', 'backup-jobs'],
  fields: [
    textField('name', 'Name', { check: checkNewSelection }),
    {
      id: 'type',
      label: 'Type',
      kind: 'choice',
      options: () => testableTypes.map((value) => ({ value })),
      initial: () => 'EBS',
    },
    ...testedFields,
  ],
  touches: ['restore-testing-selections'],
  warnings: () => restoreTestWarnings,
  retries: { CreateRestoreTestingSelection: tokenIn('CreatorRequestId') },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'CreateRestoreTestingSelection',
      input: {
        RestoreTestingPlanName: context.row.name,
        RestoreTestingSelection: {
          RestoreTestingSelectionName: textOf(context.values, 'name'),
          ProtectedResourceType: textOf(context.values, 'type'),
          ...creationInput(context),
        },
        CreatorRequestId: context.token,
      },
    },
  ],
};

interface SelectionFacts {
  readonly selection: RestoreTestingSelectionForGet;
}

async function loadSelection(request: RequestContext, row: RestoreTestingSelection): Promise<SelectionFacts> {
  const input = { RestoreTestingPlanName: row.planName, RestoreTestingSelectionName: row.name };
  const { RestoreTestingSelection } = await request.call('backup', 'GetRestoreTestingSelection', input);
  if (!RestoreTestingSelection) throw new Error(`AWS did not return the restore testing selection ${row.name}.`);
  return { selection: RestoreTestingSelection };
}

/** The members that an update takes. */
function presentSelection({ facts }: ActionContext<RestoreTestingSelection>) {
  const { selection } = (facts ?? {}) as Partial<SelectionFacts>;
  const { StringEquals, StringNotEquals } = selection?.ProtectedResourceConditions ?? {};
  return {
    IamRoleArn: selection?.IamRoleArn ?? '',
    ProtectedResourceArns: selection?.ProtectedResourceArns ?? ['*'],
    ProtectedResourceConditions: {
      ...given('StringEquals', StringEquals),
      ...given('StringNotEquals', StringNotEquals),
    },
    RestoreMetadataOverrides: selection?.RestoreMetadataOverrides ?? {},
    ...given('ValidationWindowHours', selection?.ValidationWindowHours),
  };
}

const editTestSelection: Action<RestoreTestingSelection, 'UpdateRestoreTestingSelection'> = {
  id: 'edit',
  title: 'edit',
  subject: testSelectionSubject,
  pending: 'changing',
  outcome: 'is changed',
  key: 'e',
  undo: undoable('set the old values again, shown below'),
  knows: ['protected-resources', 'restore-jobs', 'backup-jobs'],
  load: loadSelection,
  fields: testedFields,
  change: (context) => ({ before: prettyJson(presentSelection(context)), after: prettyJson(testSelectionOf(context)) }),
  warnings: () => restoreTestWarnings,
  retries: { UpdateRestoreTestingSelection: repeatable },
  requests(context) {
    const RestoreTestingSelection = testSelectionOf(context);
    if (isSame(RestoreTestingSelection, presentSelection(context))) return [];
    const { planName, name } = context.row;
    const names = { RestoreTestingPlanName: planName, RestoreTestingSelectionName: name };
    return [
      { service: 'backup', operation: 'UpdateRestoreTestingSelection', input: { ...names, RestoreTestingSelection } },
    ];
  },
};

const deleteTestSelection: Action<RestoreTestingSelection, 'DeleteRestoreTestingSelection'> = {
  ...deletion,
  undo: irreversible('a deleted selection cannot be recovered; a new one can test the same resources'),
  subject: testSelectionSubject,
  warnings: ({ row }) => [`Restores of its ${row.resourceType} resources are no longer tested by this plan.`],
  retries: { DeleteRestoreTestingSelection: testSelectionDeletion },
  requests: ({ row }) => [
    {
      service: 'backup',
      operation: 'DeleteRestoreTestingSelection',
      input: { RestoreTestingPlanName: row.planName, RestoreTestingSelectionName: row.name },
    },
  ],
};

export const testSelectionActions: readonly ActionOn<RestoreTestingSelection>[] = [
  editTestSelection,
  deleteTestSelection,
];
