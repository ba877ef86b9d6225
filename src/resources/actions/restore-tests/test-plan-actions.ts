import type { RestoreTestingPlanForGet } from '@aws-sdk/client-backup';
import type { RestoreTestingPlan } from '../../../domain/plans/restore-testing.ts';
import { mostTestPlans } from '../../../domain/restore-testing/limits.ts';
import { isSame } from '../../../lib/same.ts';
import type { Action, ActionContext, ActionOn, AnyContext } from '../../action.ts';
import { textOf } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { repeatable, tokenIn } from '../../retry.ts';
import { deletion } from '../deletion.ts';
import { given, tagsField, tagsOf, textField } from '../fields.ts';
import { tagsAction } from '../tag-action.ts';
import { irreversible, undoable } from '../undo.ts';
import { prettyJson } from '../vaults/vault-documents.ts';
import { checkTestName, testPlanFields, testPlanOf } from './test-plan-form.ts';
import { plansOfScope } from './test-plans-known.ts';
import { createTestSelection, testSelectionDeletion } from './test-selection-actions.ts';
import { testPlanSubject } from './test-subjects.ts';

/** AWS refuses a name that is taken, and a plan beyond its quota. */
export function checkNewTestPlan(text: string, context: AnyContext): string | undefined {
  const plans = plansOfScope(context);
  const { region } = context.scope;
  if (plans.some(({ name }) => name === text)) return `A restore testing plan ${text} already exists in ${region}.`;
  if (plans.length >= mostTestPlans)
    return `AWS allows ${mostTestPlans} restore testing plans in a Region: delete one first.`;
  return checkTestName(text);
}

const createTestPlan: Action<RestoreTestingPlan, 'CreateRestoreTestingPlan'> = {
  id: 'create',
  title: 'create a restore testing plan',
  pending: 'creating',
  outcome: 'is created',
  creates: {
    resource: 'restore-testing-plans',
    title: 'Restore testing plan',
    member: 'RestoreTestingPlanName',
    param: 'name',
  },
  on: 'list',
  key: 'A',
  undo: undoable('delete the restore testing plan'),
  knows: ['vaults', 'restore-testing-plans'],
  fields: [textField('name', 'Name', { check: checkNewTestPlan }), ...testPlanFields, tagsField()],
  warnings: () => ['The plan restores nothing until it has a selection: add one for each resource type.'],
  retries: { CreateRestoreTestingPlan: tokenIn('CreatorRequestId') },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'CreateRestoreTestingPlan',
      input: {
        RestoreTestingPlan: { RestoreTestingPlanName: textOf(context.values, 'name'), ...testPlanOf(context) },
        ...given('Tags', tagsOf(context.values)),
        CreatorRequestId: context.token,
      },
    },
  ],
};

interface TestPlanFacts {
  readonly plan: RestoreTestingPlanForGet;
}

async function loadTestPlan(request: RequestContext, { name }: RestoreTestingPlan): Promise<TestPlanFacts> {
  const input = { RestoreTestingPlanName: name };
  const { RestoreTestingPlan } = await request.call('backup', 'GetRestoreTestingPlan', input);
  if (!RestoreTestingPlan) throw new Error(`AWS did not return the restore testing plan ${name}.`);
  return { plan: RestoreTestingPlan };
}

/** The members that an update takes, with AWS's defaults where the response leaves them out. */
function presentPlan({ facts }: ActionContext<RestoreTestingPlan>) {
  const { plan } = (facts ?? {}) as Partial<TestPlanFacts>;
  const points = plan?.RecoveryPointSelection;
  return {
    ScheduleExpression: plan?.ScheduleExpression ?? '',
    ScheduleExpressionTimezone: plan?.ScheduleExpressionTimezone ?? 'UTC',
    StartWindowHours: plan?.StartWindowHours ?? 24,
    RecoveryPointSelection: {
      Algorithm: points?.Algorithm ?? '',
      IncludeVaults: points?.IncludeVaults ?? [],
      ExcludeVaults: points?.ExcludeVaults ?? [],
      RecoveryPointTypes: [...(points?.RecoveryPointTypes ?? [])].sort().reverse(),
      SelectionWindowDays: points?.SelectionWindowDays ?? 30,
    },
  };
}

const editTestPlan: Action<RestoreTestingPlan, 'UpdateRestoreTestingPlan'> = {
  id: 'edit',
  title: 'edit',
  subject: testPlanSubject,
  pending: 'changing',
  outcome: 'is changed',
  key: 'e',
  undo: undoable('set the old values again, shown below'),
  knows: ['vaults'],
  load: loadTestPlan,
  fields: testPlanFields,
  change: (context) => ({ before: prettyJson(presentPlan(context)), after: prettyJson(testPlanOf(context)) }),
  retries: { UpdateRestoreTestingPlan: repeatable },
  requests(context) {
    const RestoreTestingPlan = testPlanOf(context);
    if (isSame(RestoreTestingPlan, presentPlan(context))) return [];
    const input = { RestoreTestingPlanName: context.row.name, RestoreTestingPlan };
    return [{ service: 'backup', operation: 'UpdateRestoreTestingPlan', input }];
  },
};

/** AWS does not delete a plan that has selections: they are deleted first. */
async function loadSelectionNames(request: RequestContext, { name }: RestoreTestingPlan): Promise<readonly string[]> {
  const found: string[] = [];
  const input = { RestoreTestingPlanName: name };
  for await (const page of request.pages('backup', 'ListRestoreTestingSelections', input)) {
    found.push(...(page.RestoreTestingSelections ?? []).flatMap((one) => one.RestoreTestingSelectionName ?? []));
  }
  return found;
}

const deleteTestPlan: Action<RestoreTestingPlan, 'DeleteRestoreTestingSelection' | 'DeleteRestoreTestingPlan'> = {
  ...deletion,
  undo: irreversible('a deleted restore testing plan cannot be recovered; its restore jobs stay listed'),
  subject: testPlanSubject,
  load: loadSelectionNames,
  warnings: ({ facts }) => {
    const names = (facts ?? []) as readonly string[];
    return [
      'The plan tests no more restores.',
      ...(names.length > 0 ? [`Its selections are deleted as well: ${names.join(', ')}.`] : []),
    ];
  },
  retries: {
    DeleteRestoreTestingSelection: testSelectionDeletion,
    DeleteRestoreTestingPlan: {
      kind: 'read-back',
      removes: true,
      async wasDone(request, { RestoreTestingPlanName }) {
        for await (const page of request.pages('backup', 'ListRestoreTestingPlans', {})) {
          const plans = page.RestoreTestingPlans ?? [];
          if (plans.some((plan) => plan.RestoreTestingPlanName === RestoreTestingPlanName)) return false;
        }
        return true;
      },
    },
  },
  requests: ({ row, facts }) => [
    ...((facts ?? []) as readonly string[]).map((RestoreTestingSelectionName) => ({
      service: 'backup' as const,
      operation: 'DeleteRestoreTestingSelection' as const,
      input: { RestoreTestingPlanName: row.name, RestoreTestingSelectionName },
    })),
    { service: 'backup', operation: 'DeleteRestoreTestingPlan', input: { RestoreTestingPlanName: row.name } },
  ],
  touches: ['restore-testing-selections'],
};

export const testPlanActions: readonly ActionOn<RestoreTestingPlan>[] = [
  createTestSelection,
  editTestPlan,
  tagsAction(({ arn }) => arn, undefined, { subject: testPlanSubject }),
  deleteTestPlan,
  createTestPlan,
];
