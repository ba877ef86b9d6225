// The form of a restore testing selection: resources of one type, by ARN or all of them narrowed by tags.
import type { KeyValue, RestoreTestingSelectionForGet } from '@aws-sdk/client-backup';
import { accountOf, regionOf } from '../../../domain/arn.ts';
import { typesOfArn } from '../../../domain/coverage/types-of-arn.ts';
import { longestValidation, mostSelectedArns, mostTagConditions } from '../../../domain/restore-testing/limits.ts';
import type { Overrides } from '../../../domain/restore-testing/overrides.ts';
import type { ProtectedResource } from '../../../domain/vaults/protected-resource.ts';
import { type AnyContext, type FormField, numberOf, textOf } from '../../action.ts';
import { words } from '../checks.ts';
import { given, roleField, textField } from '../fields.ts';
import { createPairReader, formatTags } from '../tag-text.ts';
import { type Overridden, overrideFields, overridesOf } from './override-fields.ts';

const tagPrefix = 'aws:ResourceTag/';

const readTests = createPairReader(['!=', '=']);

const before = ({ facts }: AnyContext): Partial<RestoreTestingSelectionForGet> => facts?.selection ?? {};
const overridesBefore = (context: AnyContext): Overrides => before(context).RestoreMetadataOverrides ?? {};

/** The type of the form, or of the selection that is edited, which cannot be changed. */
export const testedType = (context: AnyContext): string =>
  before(context).ProtectedResourceType ?? textOf(context.values, 'type');

export const overridden: Overridden = { typeOf: testedType, beforeOf: overridesBefore };

function checkArns(text: string, context: AnyContext): string | undefined {
  const arns = words(text);
  if (arns.includes('*')) return arns.length > 1 ? '* means every resource: enter * alone.' : undefined;
  if (arns.length > mostSelectedArns) return `AWS accepts at most ${mostSelectedArns} ARNs; these are ${arns.length}.`;
  const pattern = arns.find((arn) => arn.includes('*'));
  if (pattern !== undefined) return `${pattern}: AWS accepts whole ARNs here, or * alone.`;
  const type = testedType(context);
  const wrong = arns.find((arn) => !typesOfArn(arn).includes(type));
  return wrong === undefined ? undefined : `${wrong} is not the ARN of a resource of type ${type}.`;
}

function checkConditions(text: string, { values }: AnyContext): string | undefined {
  const { pairs, wrong } = readTests(text);
  if (wrong !== undefined || pairs.some(({ key }) => key === ''))
    return 'Enter env=prod, team!=test, separated by commas.';
  if (pairs.length > mostTagConditions)
    return `AWS accepts at most ${mostTagConditions} tag conditions; these are ${pairs.length}.`;
  return textOf(values, 'arns') === '*' ? undefined : 'AWS accepts tags only with *, not with ARNs.';
}

function resourcesHere(context: AnyContext): readonly ProtectedResource[] {
  const { known, scope } = context;
  return (known('protected-resources', scope) as readonly ProtectedResource[]).filter(
    ({ arn, type }) =>
      type === testedType(context) &&
      [scope.region, ''].includes(regionOf(arn)) &&
      [scope.accountId, ''].includes(accountOf(arn)),
  );
}

const previewed = 4;

function previewTested(_: string, context: AnyContext): readonly string[] {
  const here = resourcesHere(context);
  const arns = words(textOf(context.values, 'arns'));
  const matched = here.filter(({ arn }) => arns.includes('*') || arns.includes(arn));
  const byTag = textOf(context.values, 'conditions') !== '';
  return [
    `${matched.length} of ${here.length} ${testedType(context)} resources that were backed up here${byTag ? ', narrowed by tags' : ''}`,
    ...matched.slice(0, previewed).map(({ name }) => `  ${name}`),
    ...(matched.length > previewed ? [`  and ${matched.length - previewed} more`] : []),
  ];
}

const conditionText = (pairs: readonly KeyValue[] | undefined, operator: '=' | '!='): string[] =>
  (pairs ?? []).map(({ Key = '', Value = '' }) =>
    formatTags({ [Key.startsWith(tagPrefix) ? Key.slice(tagPrefix.length) : Key]: Value }).replace('=', operator),
  );

function conditionsBefore(context: AnyContext): string {
  const { StringEquals, StringNotEquals } = before(context).ProtectedResourceConditions ?? {};
  return [...conditionText(StringEquals, '='), ...conditionText(StringNotEquals, '!=')].join(', ');
}

export const validationField: FormField = {
  id: 'validation-hours',
  label: 'Validate in hours',
  kind: 'number',
  least: 0,
  most: longestValidation,
  optional: true,
  hint: 'how long AWS keeps the restored resource for your validation; 0: it is deleted at once',
  initial: (context) => String(before(context).ValidationWindowHours ?? ''),
};

/** What a selection can have changed. */
export const testedFields: readonly FormField[] = [
  textField('arns', 'Resources', {
    hint: `*: every resource of the type, or ${mostSelectedArns} ARNs at most`,
    initial: (context) => (before(context).ProtectedResourceArns ?? ['*']).join(' '),
    check: checkArns,
    preview: previewTested,
  }),
  textField('conditions', 'Tags', {
    optional: true,
    hint: 'env=prod, team!=test: all of them, of the newest recovery point',
    initial: conditionsBefore,
    check: checkConditions,
    preview: previewTested,
  }),
  roleField((context) => before(context).IamRoleArn),
  validationField,
  ...overrideFields(overridden),
];

// AWS: the pattern of the API reference forbids keys that begin with "aws:", but this form is the one that AWS takes in
// the acceptance tests of Terraform's provider.
function conditionsOf(context: AnyContext) {
  const { pairs } = readTests(textOf(context.values, 'conditions'));
  const of = (wanted: string) =>
    pairs
      .filter(({ operator }) => operator === wanted)
      .map(({ key, value }) => ({ Key: `${tagPrefix}${key}`, Value: value }));
  return { ...given('StringEquals', of('=')), ...given('StringNotEquals', of('!=')) };
}

/** AWS cannot be told to forget the window; 0 has the same effect. */
const validationWhenEmpty = (context: AnyContext): number | undefined =>
  before(context).ValidationWindowHours === undefined ? undefined : 0;

/** Without its name and type, which cannot be changed. Empty members take what there was before. */
export const testSelectionOf = (context: AnyContext) => ({
  IamRoleArn: textOf(context.values, 'role'),
  ProtectedResourceArns: words(textOf(context.values, 'arns')),
  ProtectedResourceConditions: conditionsOf(context),
  RestoreMetadataOverrides: overridesOf(context, overridden),
  ...given('ValidationWindowHours', numberOf(context.values, 'validation-hours') ?? validationWhenEmpty(context)),
});
