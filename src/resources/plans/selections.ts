import type { BackupSelectionsListMember, ConditionParameter, GetBackupSelectionOutput } from '@aws-sdk/client-backup';
import { resourceWords } from '../../domain/plans/resource-pattern.ts';
import type { Selection, TagCondition } from '../../domain/plans/selection.ts';
import { scopeKey } from '../../domain/scope.ts';
import { tableOf } from '../../lib/text/table.ts';
import { selectionActions } from '../actions/settings-actions.ts';
import { ageColumn, roleColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { eachPart } from '../parts.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';
import { listPlans } from './plans.ts';
import { swingSection, takenSection } from './taken-sections.ts';

/** AWS's list of selections has no resources: one further call for each selection. */
export const selections: Resource<Selection> = {
  id: 'selections',
  title: 'selection',
  plural: 'selections',
  aliases: ['sel', 'backup-selections'],
  cadence: 'settings',
  params: { planId: "one plan's" },
  fields: [
    'id',
    'name',
    'planId',
    'planName',
    'roleArn',
    'createdAt',
    'resources',
    'notResources',
    'tags',
    'conditions',
  ],
  async *list(request) {
    const { planId } = request.params;
    if (planId !== undefined) return yield* listOfPlan(request, planId, await planNameOf(request, planId));
    yield* eachPart({
      list: () => listPlans(request),
      key: ({ id }) => id,
      rows: ({ id, name }) => listOfPlan(request, id, name),
    });
  },
  key: ({ scope, planId, id }) => `${scopeKey(scope)}/${planId}/${id}`,
  stored: { memberOfParam: { planId: 'planId' } },
  columns: [
    {
      id: 'name',
      title: 'SELECTION',
      member: 'name',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ id }) => id,
    },
    {
      id: 'plan',
      title: 'PLAN',
      width: 'grow',
      keep: 95,
      text: ({ planName, planId }) => planName ?? planId,
      identity: ({ planId }) => planId,
    },
    {
      id: 'takes',
      title: 'SELECTS',
      width: 'grow',
      keep: 92,
      text: takesText,
      tone: (row) => (takesText(row) === 'nothing' ? 'warn' : 'plain'),
    },
    {
      id: 'conditions',
      title: 'IF ALL',
      width: 'grow',
      keep: 70,
      text: ({ conditions }) => conditions.map(conditionText).join(', '),
    },
    {
      id: 'but-not',
      title: 'BUT NOT',
      width: 'grow',
      keep: 60,
      text: ({ notResources }) => resourceWords(notResources).join(', '),
    },
    ageColumn(({ createdAt }) => createdAt, { keep: 80 }),
    roleColumn(50),
  ],
  sort: { column: 'plan', descending: false },
  label: ({ name }) => name,
  copyText: ({ id }) => id,
  describe: async (request, { planId, id }) =>
    toDocument(await request.call('backup', 'GetBackupSelection', { BackupPlanId: planId, SelectionId: id })),
  detail: (row, _document, now) => [
    fieldsSection('Selection', [
      ['Name', row.name],
      ['Plan', row.planName ? `${row.planName} (${row.planId})` : row.planId],
      ['Role', row.roleArn],
      ['Created', timeText(row.createdAt, now)],
      ['Id', row.id],
      ...scopeEntries(row.scope),
    ]),
    fieldsSection('Selects', [
      ...row.resources.map((arn): [string, string] => ['Resource', wordsAndPattern(arn)]),
      ...row.tags.map((tag): [string, string] => ['Tag, any of', conditionText(tag)]),
      ...row.conditions.map((condition): [string, string] => ['And all of', conditionText(condition)]),
      ...row.notResources.map((arn): [string, string] => ['Exclude vaults', wordsAndPattern(arn)]),
      ...(takesText(row) === 'nothing' ? ([['', 'nothing', 'warn']] as const) : []),
    ]),
  ],
  knownSections: (row, known) => [
    takenSection([row], { scope: row.scope, known }),
    ...swingSection(row, { scope: row.scope, known }),
  ],
  drillDowns: [
    { to: 'coverage', title: 'resources that it selects', params: ({ id }) => ({ selectionId: id }) },
    { to: 'plans', title: 'plan', single: true, params: ({ planId }) => ({ id: planId }) },
    { to: 'backup-jobs', title: "its plan's backup jobs", params: ({ planId }) => ({ planId }) },
  ],
  actions: selectionActions,
};

/** 'all EBS volumes: arn:aws:ec2:*:*:volume/*'; a whole ARN has no words. */
function wordsAndPattern(arn: string): string {
  const [words = arn] = arn.includes('*') ? resourceWords([arn]) : [arn];
  return words === arn ? arn : `${words}: ${arn}`;
}

function takesText({ resources, tags, conditions }: Selection): string {
  const named = [...resourceWords(resources), ...tags.map(conditionText)];
  if (named.length === 0) return conditions.length > 0 ? 'resources that match its conditions' : 'nothing';
  return named.join(', ');
}

const listOfPlan = (request: RequestContext, planId: string, planName: string): AsyncGenerator<Selection[]> =>
  eachPart({
    list: () => membersOf(request, planId),
    key: ({ SelectionId = '' }) => SelectionId,
    async *rows(member) {
      const SelectionId = wordsOf(member.SelectionId);
      const whole = await request.call('backup', 'GetBackupSelection', { BackupPlanId: planId, SelectionId });
      yield [toRow(member, whole, { scope: request.scope, planId, planName })];
    },
  });

async function* membersOf(request: RequestContext, planId: string): AsyncGenerator<BackupSelectionsListMember[]> {
  const input = { BackupPlanId: planId, MaxResults: pageSize };
  for await (const page of request.pages('backup', 'ListBackupSelections', input))
    yield page.BackupSelectionsList ?? [];
}

async function planNameOf(request: RequestContext, id: string): Promise<string> {
  const { BackupPlan } = await request.call('backup', 'GetBackupPlan', { BackupPlanId: id });
  return wordsOf(BackupPlan?.BackupPlanName) ?? id;
}

const comparisons = tableOf<string>({
  StringNotEquals: '!=',
  StringLike: '~',
  StringNotLike: '!~',
});

/** 'env!=test'. */
const conditionText = ({ type, key, value }: TagCondition): string =>
  `${key.replace('aws:ResourceTag/', '')}${comparisons[type] ?? '='}${value}`;

const toCondition = (type: string, key: string | undefined, value: string | undefined): TagCondition => ({
  type,
  key: wordsOf(key) ?? '',
  value: wordsOf(value) ?? '',
});

const wordList = (texts: readonly string[] | undefined): string[] =>
  (texts ?? []).flatMap((text) => wordsOf(text) ?? []);

function toRow(
  member: BackupSelectionsListMember,
  { BackupSelection: raw }: GetBackupSelectionOutput,
  { scope, planId, planName }: Pick<Selection, 'scope' | 'planId' | 'planName'>,
): Selection {
  const id = wordsOf(member.SelectionId) ?? '';
  return defined({
    scope,
    id,
    name: wordsOf(raw?.SelectionName) ?? wordsOf(member.SelectionName) ?? id,
    planId,
    planName,
    roleArn: wordsOf(raw?.IamRoleArn ?? member.IamRoleArn),
    createdAt: epochOf(member.CreationDate),
    resources: wordList(raw?.Resources),
    notResources: wordList(raw?.NotResources),
    tags: (raw?.ListOfTags ?? []).map(({ ConditionType = '', ConditionKey, ConditionValue }) =>
      toCondition(ConditionType, ConditionKey, ConditionValue),
    ),
    conditions: Object.entries<ConditionParameter[] | undefined>({ ...raw?.Conditions }).flatMap(([type, all]) =>
      (all ?? []).map(({ ConditionKey, ConditionValue }) => toCondition(type, ConditionKey, ConditionValue)),
    ),
  });
}
