// "Test restores regularly": from a resource a restore testing plan with a selection that names it, in one form.
import { accountOf, regionOf } from '../../../domain/arn.ts';
import type { CoverageRow } from '../../../domain/coverage/coverage-row.ts';
import { typesOfArn } from '../../../domain/coverage/types-of-arn.ts';
import { canBeTested, testableTypes, toTestName } from '../../../domain/restore-testing/limits.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { ProtectedResource } from '../../../domain/vaults/protected-resource.ts';
import { type Action, type ActionRequest, type AnyContext, type FormField, numberOf, textOf } from '../../action.ts';
import { tokenIn } from '../../retry.ts';
import { given, roleField } from '../fields.ts';
import { coverageSubject, resourceSubject } from '../subjects.ts';
import { undoable } from '../undo.ts';
import { type Overridden, overrideFields, overridesOf } from './override-fields.ts';
import { checkTestName, testScheduleFields, testScheduleOf } from './test-plan-form.ts';
import { plansOfScope } from './test-plans-known.ts';
import { restoreTestWarnings } from './test-selection-actions.ts';
import { validationField } from './test-selection-form.ts';

/** A resource whose restores may be tested. */
interface Tested {
  readonly scope: Scope;
  readonly arn: string;
  readonly name: string;
  /** '' where it is not known. */
  readonly type: string;
}

export type TestingOperation = 'CreateRestoreTestingPlan' | 'CreateRestoreTestingSelection';

/** A row that is made from an ARN alone has no type; the ARN of a cluster has several. */
const typesOf = ({ type, arn }: Tested): readonly string[] =>
  (type === '' ? typesOfArn(arn) : [type]).filter(canBeTested);

function whyNot(tested: Tested): string | undefined {
  const { arn, type, scope } = tested;
  if (typesOf(tested).length === 0) return `AWS does not test restores of ${type || 'this type'}`;
  const [region, account] = [regionOf(arn) || scope.region, accountOf(arn) || scope.accountId];
  if (region !== scope.region) return `the resource is in ${region}`;
  return account === scope.accountId ? undefined : `the resource is in account ${account}`;
}

const isNewPlan = (context: AnyContext): boolean =>
  !plansOfScope(context).some(({ name }) => name === textOf(context.values, 'plan'));

/** The fields of a plan that does not exist yet. */
export const newPlanFields: readonly FormField[] = testScheduleFields.map((field) => ({
  ...field,
  visible: isNewPlan,
}));

export const planNameField = (initial: (context: AnyContext) => string): FormField => ({
  id: 'plan',
  label: 'Testing plan',
  kind: 'pick',
  hint: 'an existing one, or a new name',
  options: (context) => plansOfScope(context).map(({ name, schedule }) => ({ value: name, label: schedule })),
  initial: (context) => toTestName(initial(context)),
  check: (text) => checkTestName(text),
});

/** The request for the plan; none if it exists. */
export function newPlanRequests(context: AnyContext, vaults: readonly string[]): ActionRequest<TestingOperation>[] {
  if (!isNewPlan(context)) return [];
  const RestoreTestingPlan = {
    RestoreTestingPlanName: textOf(context.values, 'plan'),
    ...testScheduleOf(context.values),
    RecoveryPointSelection: {
      Algorithm: 'LATEST_WITHIN_WINDOW',
      IncludeVaults: vaults,
      RecoveryPointTypes: ['SNAPSHOT', 'CONTINUOUS'],
    },
  };
  const input = { RestoreTestingPlan, CreatorRequestId: context.token };
  return [{ service: 'backup', operation: 'CreateRestoreTestingPlan', input }];
}

/** Where what is made will stand. */
export function planSentence(context: AnyContext, selections: string): string {
  const { values } = context;
  const plan = textOf(values, 'plan');
  if (!isNewPlan(context)) return `The restore testing plan ${plan} gets ${selections}.`;
  return `The restore testing plan ${plan} is created (${textOf(values, 'schedule')}), with ${selections}.`;
}

/** The members that all actions of this kind share. */
export const testingRestores = {
  id: 'test-restores',
  title: 'test restores regularly',
  pending: 'arranging tests',
  outcome: 'has its restores tested from the next scheduled run on',
  creates: {
    resource: 'restore-testing-plans',
    title: 'Restore testing plan',
    member: 'RestoreTestingPlanName',
    param: 'name',
  },
  undo: undoable('delete the restore testing selection, and a plan that is left without one'),
  touches: ['restore-testing-plans', 'restore-testing-selections'],
  retries: {
    CreateRestoreTestingPlan: tokenIn('CreatorRequestId'),
    CreateRestoreTestingSelection: tokenIn('CreatorRequestId'),
  },
} as const;

const noResource = ({ scope }: AnyContext): Tested => ({ scope, arn: '', name: '', type: '' });

function testRestores<Row>(
  subject: (row: Row) => string,
  testedOf: (row: Row) => Tested | string,
): Action<Row, TestingOperation> {
  const testedIn = (context: AnyContext): Tested => {
    const tested = testedOf(context.row);
    return typeof tested === 'string' ? noResource(context) : tested;
  };
  const overridden: Overridden = { typeOf: (context) => textOf(context.values, 'type') };
  return {
    ...testingRestores,
    subject,
    knows: ['restore-testing-plans', 'backup-jobs'],
    disabled(row) {
      const tested = testedOf(row);
      return typeof tested === 'string' ? tested : whyNot(tested);
    },
    fields: [
      planNameField((context) => `test_${testedIn(context).name}`),
      ...newPlanFields,
      {
        id: 'type',
        label: 'Type',
        kind: 'choice',
        options: () => testableTypes.map((value) => ({ value })),
        visible: (context) => typesOf(testedIn(context)).length > 1,
        initial: (context) => typesOf(testedIn(context))[0] ?? '',
      },
      roleField(),
      validationField,
      ...overrideFields(overridden),
    ],
    warnings: (context) => [
      planSentence(context, `a selection ${toTestName(testedIn(context).name)}`),
      'Each test restores the newest recovery point, in whichever vault it is.',
      ...restoreTestWarnings,
    ],
    requests(context) {
      const { arn, name } = testedIn(context);
      if (arn === '') return [];
      return [
        ...newPlanRequests(context, ['*']),
        {
          service: 'backup',
          operation: 'CreateRestoreTestingSelection',
          input: {
            RestoreTestingPlanName: textOf(context.values, 'plan'),
            RestoreTestingSelection: {
              RestoreTestingSelectionName: toTestName(name),
              ProtectedResourceType: textOf(context.values, 'type'),
              ProtectedResourceArns: [arn],
              IamRoleArn: textOf(context.values, 'role'),
              ...given('ValidationWindowHours', numberOf(context.values, 'validation-hours')),
              ...given('RestoreMetadataOverrides', overridesOf(context, overridden)),
            },
            CreatorRequestId: context.token,
          },
        },
      ];
    },
  };
}

export const testRestoresOfResource = testRestores<ProtectedResource>(
  resourceSubject,
  ({ scope, arn, name, type }) => ({
    scope,
    arn,
    type,
    name: name === arn ? (arn.split(/[:/]/).at(-1) ?? '') : name,
  }),
);

export const testRestoresOfCovered = testRestores<CoverageRow>(coverageSubject, (row) =>
  row.kind === 'resource' ? row : 'this row is not a resource',
);
