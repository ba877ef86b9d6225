// "Test restores regularly" from a backup plan: a restore testing plan over the vaults that its rules write to, with a
// selection for each type that it backs up.
import type { Job } from '../../../domain/jobs/job.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import { canBeTested, testableTypes } from '../../../domain/restore-testing/limits.ts';
import { needsOverrides } from '../../../domain/restore-testing/overridable-keys.ts';
import { type Action, type AnyContext, numberOf, textOf } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { words } from '../checks.ts';
import { given, roleField, textField } from '../fields.ts';
import { planSubject } from '../subjects.ts';
import { vaultArnsOf } from './test-plan-form.ts';
import {
  newPlanFields,
  newPlanRequests,
  planNameField,
  planSentence,
  type TestingOperation,
  testingRestores,
} from './test-restores.ts';
import { restoreTestWarnings } from './test-selection-actions.ts';
import { validationField } from './test-selection-form.ts';

/** The vaults that its rules write to. */
async function loadVaults(request: RequestContext, { id }: Plan): Promise<readonly string[]> {
  const { BackupPlan } = await request.call('backup', 'GetBackupPlan', { BackupPlanId: id });
  return [...new Set((BackupPlan?.Rules ?? []).flatMap((rule) => rule.TargetBackupVaultName ?? []))];
}

/** The types of its newest jobs, of which AWS can infer all metadata. */
function typesSeen({ known, row, scope }: AnyContext): readonly string[] {
  const jobs = (known('backup-jobs', scope) as readonly Job[]).filter(
    ({ createdBy }) => createdBy?.planId === (row as Plan).id,
  );
  const types = new Set(jobs.map(({ resourceType }) => resourceType));
  return [...types].filter((type) => canBeTested(type) && !needsOverrides(type)).sort();
}

function checkTypes(text: string): string | undefined {
  const wrong = words(text).find((type) => !canBeTested(type));
  if (wrong !== undefined) return `AWS does not test restores of ${wrong}; it tests ${testableTypes.join(', ')}.`;
  const needing = words(text).find(needsOverrides);
  return needing === undefined
    ? undefined
    : `${needing} needs its own settings: add a selection for it to the restore testing plan.`;
}

const typesIn = ({ values }: AnyContext): readonly string[] => [...new Set(words(textOf(values, 'types')))];

const vaultsIn = ({ facts }: AnyContext): readonly string[] => (facts ?? []) as readonly string[];

export const testRestoresOfPlan: Action<Plan, TestingOperation> = {
  ...testingRestores,
  subject: planSubject,
  knows: ['restore-testing-plans', 'backup-jobs'],
  disabled: ({ deletedAt }) => (deletedAt === undefined ? undefined : 'it is deleted'),
  load: loadVaults,
  fields: [
    planNameField(({ row }) => `test_${(row as Plan).name}`),
    ...newPlanFields,
    textField('types', 'Types', {
      hint: 'EBS RDS S3 …: a selection for each',
      initial: (context) => typesSeen(context).join(' '),
      check: checkTypes,
    }),
    roleField(),
    validationField,
  ],
  warnings: (context) => [
    planSentence(context, `selections for ${typesIn(context).join(', ')}`),
    `The plan tests restores of every resource of these types that has a recovery point in ${vaultsIn(context).join(', ') || 'the vaults of the plan'}, whichever plan created it.`,
    ...restoreTestWarnings,
  ],
  requests(context) {
    const { values, scope, token } = context;
    const vaults = vaultArnsOf(vaultsIn(context).join(' '), scope);
    return [
      ...newPlanRequests(context, vaults),
      ...typesIn(context).map((type) => ({
        service: 'backup' as const,
        operation: 'CreateRestoreTestingSelection' as const,
        input: {
          RestoreTestingPlanName: textOf(values, 'plan'),
          RestoreTestingSelection: {
            RestoreTestingSelectionName: `all_${type}`,
            ProtectedResourceType: type,
            ProtectedResourceArns: ['*'],
            IamRoleArn: textOf(values, 'role'),
            ...given('ValidationWindowHours', numberOf(values, 'validation-hours')),
          },
          // AWS must not take the second one for a repetition of the first.
          CreatorRequestId: `${token}-${type}`,
        },
      })),
    ];
  },
};
