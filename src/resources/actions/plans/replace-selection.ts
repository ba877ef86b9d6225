// Changes what a resource assignment selects. AWS can only create and delete one: the new one is created and read back,
// and only then the old one is deleted.
import type { BackupSelection } from '@aws-sdk/client-backup';
import type { Selection, SelectionTerms } from '../../../domain/plans/selection.ts';
import { defined } from '../../../lib/defined.ts';
import { isSame } from '../../../lib/same.ts';
import { type Action, type ActionContext, type AnyContext, textOf } from '../../action.ts';
import { changeLines } from '../../plans/taken-sections.ts';
import type { RequestContext } from '../../resource.ts';
import { type Retry, tokenIn } from '../../retry.ts';
import { words } from '../checks.ts';
import { selectionDeletion } from '../deletion.ts';
import { given, textField } from '../fields.ts';
import { selectionSubject } from '../subjects.ts';
import { irreversible } from '../undo.ts';
import { prettyJson } from '../vaults/vault-documents.ts';
import { checkPatterns, checkSelectionName, narrowing } from './selection-actions.ts';
import {
  checkEqual,
  checkTests,
  conditionsText,
  conditionTerms,
  listOfTagsText,
  tagTerms,
  toConditions,
  toListOfTags,
} from './tag-tests.ts';

async function readSelection(request: RequestContext, planId: string, id: string): Promise<BackupSelection> {
  const { BackupSelection } = await request.call('backup', 'GetBackupSelection', {
    BackupPlanId: planId,
    SelectionId: id,
  });
  return BackupSelection ?? { SelectionName: '', IamRoleArn: '' };
}

/** The order of ARNs, and empty lists beside absent ones, mean nothing. */
function termsIn({ IamRoleArn, Resources, NotResources, ListOfTags, Conditions }: BackupSelection): object {
  const sorted = (items: readonly unknown[] | undefined) =>
    (items ?? []).map((item) => JSON.stringify(item)).toSorted();
  const { StringEquals, StringNotEquals, StringLike, StringNotLike } = Conditions ?? {};
  const conditions = [StringEquals, StringNotEquals, StringLike, StringNotLike].map((items) =>
    (items ?? []).map(({ ConditionKey, ConditionValue }) => `${ConditionKey}=${ConditionValue}`).toSorted(),
  );
  const tags = (ListOfTags ?? []).map((tag) => [tag.ConditionType, tag.ConditionKey, tag.ConditionValue]);
  return {
    IamRoleArn,
    resources: sorted(Resources),
    out: sorted(NotResources),
    tags: sorted(tags),
    conditions,
  };
}

const creationReadBack: Retry<'CreateBackupSelection'> = {
  ...tokenIn('CreatorRequestId'),
  async readBack(request, { BackupPlanId = '', BackupSelection: wanted }, response) {
    const { SelectionId } = response as { readonly SelectionId?: string };
    if (SelectionId === undefined || !wanted) return 'AWS did not return the id of the new resource assignment.';
    const found = await readSelection(request, BackupPlanId, SelectionId);
    return isSame(termsIn(found), termsIn(wanted))
      ? undefined
      : `The new resource assignment ${wanted.SelectionName} differs from the one that was sent.`;
  },
};

/** Tags and conditions that nobody edited stay as AWS returned them. */
function replacementOf({ facts, values }: ActionContext<Selection>): BackupSelection {
  const { Resources: _, NotResources: __, ListOfTags, Conditions, ...others } = facts as BackupSelection;
  const tags = editedText('tags', facts, values);
  const conditions = editedText('conditions', facts, values);
  return {
    ...others,
    SelectionName: textOf(values, 'name'),
    ...given('Resources', words(textOf(values, 'resources'))),
    ...given('NotResources', words(textOf(values, 'exclude'))),
    ...defined({
      ListOfTags: tags === undefined ? ListOfTags : toListOfTags(tags),
      Conditions: conditions === undefined ? Conditions : toConditions(conditions),
    }),
  };
}

const initialText = {
  tags: (facts: unknown) => listOfTagsText(factsOf(facts).ListOfTags),
  conditions: (facts: unknown) => conditionsText(factsOf(facts).Conditions),
} as const;

/** undefined: the field is as it was when the form opened, or a command line does not name it. */
function editedText(field: keyof typeof initialText, facts: unknown, values: AnyContext['values']): string | undefined {
  const text = values[field];
  return typeof text !== 'string' || text === initialText[field](facts) ? undefined : text;
}

/** What the new one takes besides, or no longer takes; empty: the inventory has not been read. */
function changed(context: AnyContext): readonly string[] {
  const { row, facts, values } = context;
  const { Resources = [], NotResources = [] } = factsOf(facts);
  const before: SelectionTerms = { ...(row as Selection), resources: Resources, notResources: NotResources };
  const tags = editedText('tags', facts, values);
  const conditions = editedText('conditions', facts, values);
  const after: SelectionTerms = {
    resources: words(textOf(values, 'resources')),
    notResources: words(textOf(values, 'exclude')),
    tags: tags === undefined ? before.tags : tagTerms(tags),
    conditions: conditions === undefined ? before.conditions : conditionTerms(conditions),
  };
  return changeLines({ before, after }, context) ?? [];
}

/** AWS refuses an assignment by conditions alone: they only narrow what ARNs and tags select. */
const isEmpty = ({ facts, values }: AnyContext): boolean =>
  words(textOf(values, 'resources')).length === 0 &&
  (editedText('tags', facts, values) ?? initialText.tags(facts)) === '';

const longestName = 50;

/** A plan has no two assignments of the same name: 'nightly' becomes 'nightly-2', and that 'nightly-3'. */
function nextName(name: string): string {
  const [, base = name, number = '1'] = /^(.*)-(\d+)$/.exec(name) ?? [];
  const end = `-${Number(number) + 1}`;
  return `${base.slice(0, longestName - end.length)}${end}`;
}

const factsOf = (facts: unknown): Partial<BackupSelection> => (facts ?? {}) as Partial<BackupSelection>;

export const replaceSelection: Action<Selection, 'CreateBackupSelection' | 'DeleteBackupSelection'> = {
  id: 'replace',
  title: 'replace the resource assignment',
  pending: 'replacing',
  outcome: 'is replaced',
  key: 'e',
  undo: irreversible('the old resource assignment is deleted; replace the new one to select the same resources again'),
  subject: selectionSubject,
  disabled({ planId }) {
    if (planId.startsWith('orgs/')) return 'it comes from a policy of the organization: change it there';
    return planId.startsWith('aws/') ? 'AWS manages it' : undefined;
  },
  knows: ['region-settings'],
  load: (request, { planId, id }) => readSelection(request, planId, id),
  fields: [
    textField('name', 'New name', {
      initial: ({ row }) => nextName((row as Selection).name),
      check(text, { row }) {
        if (text === (row as Selection).name)
          return 'The old resource assignment has this name until it is deleted: enter another name.';
        return checkSelectionName(text);
      },
    }),
    textField('resources', 'ARNs', {
      optional: true,
      checksEmpty: true,
      hint: 'with wildcards; any of them',
      initial: ({ facts }) => (factsOf(facts).Resources ?? []).join(' '),
      check: (text, context) =>
        isEmpty(context)
          ? `Nothing is selected: name resources or tags, or delete the assignment. ${narrowing}`
          : checkPatterns(text, context),
      preview: (_, context) => changed(context),
    }),
    textField('tags', 'Tags', {
      optional: true,
      hint: 'env=prod, team=db: any of them',
      initial: ({ facts }) => initialText.tags(facts),
      check: checkEqual,
      preview: (_, context) => changed(context),
    }),
    textField('conditions', 'Conditions', {
      optional: true,
      hint: 'env=prod, name~web-*, tier!=test: all of them',
      initial: ({ facts }) => initialText.conditions(facts),
      check: checkTests,
      preview: (_, context) => changed(context),
    }),
    textField('exclude', 'Except', {
      optional: true,
      hint: 'ARNs with wildcards',
      initial: ({ facts }) => (factsOf(facts).NotResources ?? []).join(' '),
      check: checkPatterns,
      preview: (_, context) => changed(context),
    }),
  ],
  async verify(request, { row, facts }) {
    const now = await readSelection(request, row.planId, row.id);
    return isSame(termsIn(now), termsIn(facts))
      ? {}
      : { '': 'The resource assignment has changed since this form was opened: open the form again.' };
  },
  change: (context) => ({
    before: prettyJson(factsOf(context.facts)),
    after: prettyJson(replacementOf(context)),
  }),
  warnings: (context) => [
    ...changed(context).map((line) => `The plan's assignment ${line}.`),
    'The new assignment is created and read back before the old one is deleted. If either fails, the old one stays.',
    'If a scheduled run starts in between, both assignments back up the same resources.',
  ],
  retries: {
    CreateBackupSelection: creationReadBack,
    DeleteBackupSelection: selectionDeletion,
  },
  requests(context) {
    const { row, facts, token } = context;
    const replacement = replacementOf(context);
    if (isSame(termsIn(facts), termsIn(replacement))) return [];
    const BackupPlanId = row.planId;
    return [
      {
        service: 'backup',
        operation: 'CreateBackupSelection',
        input: {
          BackupPlanId,
          BackupSelection: replacement,
          CreatorRequestId: token,
        },
      },
      {
        service: 'backup',
        operation: 'DeleteBackupSelection',
        input: { BackupPlanId, SelectionId: row.id },
      },
    ];
  },
};
