import { accountOf, regionOf } from '../../../domain/arn.ts';
import { matchesPattern } from '../../../domain/pattern.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import type { SelectionTerms } from '../../../domain/plans/selection.ts';
import { patternProblem, patternTypes, typePatterns } from '../../../domain/plans/type-patterns.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { ProtectedResource } from '../../../domain/vaults/protected-resource.ts';
import { defined } from '../../../lib/defined.ts';
import { type Action, type AnyContext, textOf } from '../../action.ts';
import { takenLines } from '../../plans/taken-sections.ts';
import { tokenIn } from '../../retry.ts';
import { words } from '../checks.ts';
import { given, roleField, textField } from '../fields.ts';
import { undoable } from '../undo.ts';
import { checkEqual, checkTests, conditionTerms, tagTerms, toConditions, toListOfTags } from './tag-tests.ts';

export const checkSelectionName = (text: string): string | undefined =>
  /^[a-zA-Z0-9._-]{1,50}$/.test(text)
    ? undefined
    : 'A name has up to 50 letters, digits, dots, hyphens or underscores.';

export const checkPatterns = (text: string, { scope }: Pick<AnyContext, 'scope'>): string | undefined =>
  words(text)
    .map((word) => patternProblem(word, scope.region))
    .find((problem) => problem !== undefined);

const checkTypes = (text: string): string | undefined => {
  const wrong = words(text).find((word) => !patternTypes.includes(word));
  return wrong === undefined ? undefined : `There is no type ${wrong}; there are ${patternTypes.join(', ')}.`;
};

/** Types that share a pattern give it once. */
const resourcesOf = ({ values, scope }: AnyContext): string[] => [
  ...new Set([
    ...words(textOf(values, 'resources')),
    ...words(textOf(values, 'types')).flatMap((type) => typePatterns(type, scope.region)),
  ]),
];

const previewed = 4;

/** By the inventory, which has tags; while it has not been read, by the ARNs that AWS Backup knows. */
const previewTaken = (text: string, context: AnyContext): readonly string[] =>
  takenLines(termsOf(context), context, previewed) ?? [
    ...previewMatches(text, context),
    'the inventory has not been read: :coverage reads it',
  ];

/** The selection of the form, as its row would show it. */
function termsOf(context: AnyContext): SelectionTerms {
  return {
    resources: resourcesOf(context),
    notResources: words(textOf(context.values, 'exclude')),
    tags: tagTerms(textOf(context.values, 'tags')),
    conditions: conditionTerms(textOf(context.values, 'conditions')),
  };
}

/** Matches ARNs only: AWS Backup does not return the tags of resources. */
function previewMatches(_: string, context: AnyContext): readonly string[] {
  const { scope, known, values } = context;
  const here = (known('protected-resources', scope) as readonly ProtectedResource[]).filter(
    (resource) =>
      resource.scope.region === scope.region &&
      resource.scope.accountId === scope.accountId &&
      livesIn(resource, scope),
  );
  const wanted = resourcesOf(context);
  const excluded = words(textOf(values, 'exclude'));
  const isIn = (patterns: readonly string[], arn: string) => patterns.some((pattern) => matchesPattern(pattern, arn));
  const matched = here.filter(({ arn }) => isIn(wanted, arn) && !isIn(excluded, arn));
  const byTag = textOf(values, 'tags') !== '' || textOf(values, 'conditions') !== '';
  return [
    `by ARN: ${matched.length} of ${here.length} resources that were ever backed up here${byTag ? '; which ones the tags select, only AWS knows' : ''}`,
    ...matched.slice(0, previewed).map(({ name, type }) => `  ${type} ${name}`),
    ...(matched.length > previewed ? [`  and ${matched.length - previewed} more`] : []),
  ];
}

/** A Region and an account also list resources that were only copied into them; the plan cannot back those up. */
const livesIn = ({ arn }: ProtectedResource, { region, accountId }: Scope): boolean =>
  [region, ''].includes(regionOf(arn)) && [accountId, ''].includes(accountOf(arn));

/** AWS refuses an assignment by conditions alone. */
export const narrowing = 'Conditions only narrow the resources that these select.';

function checkSomething(text: string, context: AnyContext): string | undefined {
  const { values } = context;
  const isEmpty = ['resources', 'types', 'tags'].every((field) => textOf(values, field) === '');
  return isEmpty ? `Nothing is selected: name resources, types or tags. ${narrowing}` : checkPatterns(text, context);
}

export const assignResources: Action<Plan, 'CreateBackupSelection'> = {
  id: 'assign',
  title: 'assign resources',
  pending: 'assigning',
  outcome: 'has a new resource assignment',
  route: ({ values }) => [`resource assignment ${textOf(values, 'name')}`],
  key: 'b',
  undo: undoable('delete the resource assignment'),
  knows: ['protected-resources', 'backup-jobs'],
  disabled: ({ deletedAt, id }) => {
    if (id.startsWith('orgs/')) return 'it comes from a policy of the organization: change it there';
    return deletedAt === undefined ? undefined : 'it is deleted';
  },
  fields: [
    textField('name', 'Name', { check: checkSelectionName }),
    roleField(),
    textField('resources', 'ARNs', {
      optional: true,
      checksEmpty: true,
      hint: 'with wildcards; any of them',
      check: checkSomething,
      preview: previewTaken,
    }),
    textField('types', 'Types', {
      optional: true,
      hint: 'EBS RDS S3 …: every resource of the type',
      check: checkTypes,
      preview: previewTaken,
    }),
    textField('tags', 'Tags', {
      optional: true,
      hint: 'env=prod, team=db: any of them',
      check: checkEqual,
      preview: previewTaken,
    }),
    textField('conditions', 'Conditions', {
      optional: true,
      hint: 'env=prod, name~web-*, tier!=test: all of them',
      check: checkTests,
      preview: previewTaken,
    }),
    textField('exclude', 'Except', {
      optional: true,
      hint: 'ARNs with wildcards',
      check: checkPatterns,
      preview: previewTaken,
    }),
  ],
  warnings: ({ values }) =>
    textOf(values, 'tags') + textOf(values, 'conditions') === ''
      ? []
      : ['Tags select only resource types that the account has opted in to.'],
  retries: { CreateBackupSelection: tokenIn('CreatorRequestId') },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'CreateBackupSelection',
      input: { BackupPlanId: context.row.id, BackupSelection: selectionOf(context), CreatorRequestId: context.token },
    },
  ],
};

function selectionOf(context: AnyContext): Record<string, unknown> {
  const { values } = context;
  return {
    SelectionName: textOf(values, 'name'),
    IamRoleArn: textOf(values, 'role'),
    ...given('Resources', resourcesOf(context)),
    ...defined({
      ListOfTags: toListOfTags(textOf(values, 'tags')),
      Conditions: toConditions(textOf(values, 'conditions')),
    }),
    ...given('NotResources', words(textOf(values, 'exclude'))),
  };
}
