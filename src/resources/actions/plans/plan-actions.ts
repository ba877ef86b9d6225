import type { BackupPlan, BackupPlanInput } from '@aws-sdk/client-backup';
import type { Plan } from '../../../domain/plans/plan.ts';
import { planDiff } from '../../../domain/plans/plan-diff.ts';
import type { DiffLine } from '../../../lib/text/line-diff.ts';
import { type Action, type ActionContext, type ActionOn, type FormField, textOf } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { tokenIn } from '../../retry.ts';
import { deletion, selectionDeletion } from '../deletion.ts';
import { given, tagsField, tagsOf, textField, vaultField } from '../fields.ts';
import { testRestoresOfPlan } from '../restore-tests/test-restores-of-plan.ts';
import { planSubject } from '../subjects.ts';
import { tagsAction } from '../tag-action.ts';
import { irreversible } from '../undo.ts';
import { prettyJson } from '../vaults/vault-documents.ts';
import { exportPlan } from './export-action.ts';
import { formerNames, planOf } from './plan-document.ts';
import { planFields } from './plan-form.ts';
import { documentField, planFromJson, verifyJson } from './plan-json.ts';
import { locking } from './plan-locks.ts';
import { isOurs, loadPlan, newVersion, type PlanFacts, planUpdate, updateRequests } from './plan-update.ts';
import { assignResources } from './selection-actions.ts';

const planCreation = { CreateBackupPlan: tokenIn('CreatorRequestId') };

const newPlan = {
  on: 'list',
  outcome: 'is created',
  creates: { resource: 'plans', title: 'Plan', member: 'BackupPlanId', param: 'id' },
} as const;

const createRequest = (plan: BackupPlanInput, { values, token }: ActionContext<Plan>) => ({
  service: 'backup' as const,
  operation: 'CreateBackupPlan' as const,
  input: { BackupPlan: plan, ...given('BackupPlanTags', tagsOf(values)), CreatorRequestId: token },
});

const builtPlan = ({ values }: ActionContext<Plan>): BackupPlanInput => planOf(values);
const editedPlan = ({ values, facts }: ActionContext<Plan>): BackupPlanInput => planOf(values, facts?.plan);
/**
 * A member that is null keeps the plan's value: AWS's own response has null for AdvancedBackupSettings inside the plan.
 */
function typedPlan({ values, facts }: ActionContext<Plan>): BackupPlanInput {
  const before = new Map(Object.entries((facts as PlanFacts | undefined)?.plan ?? {}));
  const members = Object.entries(planFromJson(textOf(values, 'document'))).map(
    ([name, value]) => [name, value ?? before.get(name)] as const,
  );
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as unknown as BackupPlanInput;
}

const createPlan: Action<Plan, 'CreateBackupPlan'> = {
  id: 'create',
  title: 'create a plan: build it',
  pending: 'creating',
  ...newPlan,
  key: 'A',
  undo: (context) => locking(builtPlan).undo(context),
  warnings: (context) => locking(builtPlan).warningsOf(context),
  knows: ['vaults'],
  fields: [...planFields, tagsField('Plan tags')],
  change: ({ values }) => ({ before: '', after: prettyJson(planOf(values)) }),
  retries: planCreation,
  requests: (context) => [createRequest(planOf(context.values), context)],
};

const importPlan: Action<Plan, 'CreateBackupPlan'> = {
  id: 'import',
  title: 'create a plan: import JSON',
  pending: 'importing',
  ...newPlan,
  undo: (context) => locking(typedPlan).undo(context),
  warnings: (context) => locking(typedPlan).warningsOf(context),
  knows: ['vaults'],
  fields: [documentField(() => ''), tagsField('Plan tags')],
  verify: verifyJson,
  change: ({ values }) => ({ before: '', after: textOf(values, 'document') }),
  retries: planCreation,
  requests: (context) => [createRequest(planFromJson(textOf(context.values, 'document')), context)],
};

interface Template {
  readonly id: string;
  readonly name: string;
  readonly plan: BackupPlan;
}

async function loadTemplates(request: RequestContext): Promise<readonly Template[]> {
  const found: Template[] = [];
  for await (const page of request.pages('backup', 'ListBackupPlanTemplates', {})) {
    for (const { BackupPlanTemplateId: id = '', BackupPlanTemplateName: name = '' } of page.BackupPlanTemplatesList ??
      []) {
      const { BackupPlanDocument } = await request.call('backup', 'GetBackupPlanFromTemplate', {
        BackupPlanTemplateId: id,
      });
      if (BackupPlanDocument) found.push({ id, name, plan: BackupPlanDocument });
    }
  }
  return found;
}

const templateOf = ({ facts, values }: ActionContext<Plan>): Template | undefined =>
  (facts as readonly Template[] | undefined)?.find(({ id, name }) => [id, name].includes(textOf(values, 'template')));

/** AWS leaves the plan's name and the vaults out of a template. */
function planFromTemplate(context: ActionContext<Plan>): BackupPlanInput {
  const { plan } = templateOf(context) ?? { plan: { BackupPlanName: '', Rules: [] } as BackupPlan };
  const { Rules = [], ...rest } = plan;
  return {
    ...rest,
    BackupPlanName: textOf(context.values, 'name'),
    Rules: Rules.map(({ RuleId: _, ...rule }) => ({ ...rule, TargetBackupVaultName: textOf(context.values, 'vault') })),
  };
}

const templatePlan: Action<Plan, 'CreateBackupPlan'> = {
  id: 'template',
  title: 'create a plan: from a template',
  pending: 'creating',
  ...newPlan,
  undo: (context) => locking(planFromTemplate).undo(context),
  warnings: (context) => locking(planFromTemplate).warningsOf(context),
  knows: ['vaults'],
  load: loadTemplates,
  fields: [
    {
      id: 'template',
      label: 'Template',
      kind: 'choice',
      options: ({ facts }) => ((facts ?? []) as readonly Template[]).map(({ name }) => ({ value: name })),
      preview: (_, context) =>
        (templateOf(context)?.plan.Rules ?? []).map(
          ({ RuleName, ScheduleExpression, Lifecycle }) =>
            `${RuleName} ${ScheduleExpression}, kept ${Lifecycle?.DeleteAfterDays ?? '∞'} days`,
        ),
    },
    textField('name', 'Name', { check: (text, context) => planFields[0]?.check?.(text, context) }),
    vaultField(),
    tagsField('Plan tags'),
  ],
  change: (context) => ({ before: '', after: prettyJson(planFromTemplate(context)) }),
  retries: planCreation,
  requests: (context) => [createRequest(planFromTemplate(context), context)],
};

/** A rule of the form stays the same rule when it gets another name. */
function editedMembers(context: ActionContext<Plan>): DiffLine[] {
  const before = (context.facts as PlanFacts | undefined)?.plan.Rules ?? [];
  const after = editedPlan(context);
  const former = formerNames(context.values);
  return planDiff(
    { ...context.facts?.plan, Rules: before.map((rule) => ({ ...rule, RuleId: rule.RuleName })) },
    { ...after, Rules: (after.Rules ?? []).map((rule, index) => ({ ...rule, RuleId: former[index] })) },
  );
}

const editPlan: Action<Plan, 'UpdateBackupPlan'> = {
  id: 'edit',
  title: 'edit',
  pending: 'changing',
  outcome: 'has a new version',
  key: 'e',
  undo: (context) => locking(editedPlan).undo(context),
  subject: planSubject,
  disabled: isOurs,
  knows: ['vaults'],
  load: loadPlan,
  fields: planFields.map((field) =>
    // AWS does not change the name of a plan.
    field.id === 'name' ? ({ ...field, visible: ({ row }) => row === undefined } as FormField) : field,
  ),
  changes: editedMembers,
  warnings: (context) => [...newVersion, ...locking(editedPlan).warningsOf(context)],
  retries: { UpdateBackupPlan: planUpdate },
  requests: (context) => updateRequests(context, editedPlan(context)),
};

const editPlanJson: Action<Plan, 'UpdateBackupPlan'> = {
  id: 'edit-json',
  title: 'edit as JSON',
  pending: 'changing',
  outcome: 'has a new version',
  undo: (context) => locking(typedPlan).undo(context),
  subject: planSubject,
  disabled: isOurs,
  knows: ['vaults'],
  load: loadPlan,
  fields: [documentField(({ facts }) => facts?.json ?? '')],
  verify: verifyJson,
  changes: (context) => planDiff(context.facts?.plan ?? {}, typedPlan(context)),
  warnings: (context) => [...newVersion, ...locking(typedPlan).warningsOf(context)],
  retries: { UpdateBackupPlan: planUpdate },
  requests: (context) => updateRequests(context, typedPlan(context)),
};

const deletePlan: Action<Plan, 'DeleteBackupPlan' | 'DeleteBackupSelection'> = {
  ...deletion,
  undo: irreversible('a deleted plan cannot be recovered; export it first to be able to import it'),
  subject: planSubject,
  disabled: isOurs,
  async load(request, { id }) {
    const found: string[] = [];
    for await (const page of request.pages('backup', 'ListBackupSelections', { BackupPlanId: id })) {
      for (const { SelectionId } of page.BackupSelectionsList ?? []) if (SelectionId) found.push(SelectionId);
    }
    return found;
  },
  warnings: ({ facts }) => [
    `The plan makes no more backups; its ${(facts ?? []).length} resource assignments are deleted as well. Recovery points stay.`,
  ],
  retries: {
    DeleteBackupSelection: selectionDeletion,
    DeleteBackupPlan: {
      kind: 'read-back',
      removes: true,
      async wasDone(request, { BackupPlanId }) {
        const { DeletionDate } = await request.call('backup', 'GetBackupPlan', { BackupPlanId });
        return DeletionDate !== undefined;
      },
    },
  },
  requests: ({ row, facts }) => [
    ...((facts ?? []) as readonly string[]).map((SelectionId) => ({
      service: 'backup' as const,
      operation: 'DeleteBackupSelection' as const,
      input: { BackupPlanId: row.id, SelectionId },
    })),
    { service: 'backup' as const, operation: 'DeleteBackupPlan', input: { BackupPlanId: row.id } },
  ],
};

export const planActions: readonly ActionOn<Plan>[] = [
  editPlan,
  editPlanJson,
  assignResources,
  testRestoresOfPlan,
  exportPlan,
  tagsAction(({ arn }) => arn, isOurs, { subject: planSubject }),
  deletePlan,
  createPlan,
  importPlan,
  templatePlan,
];
