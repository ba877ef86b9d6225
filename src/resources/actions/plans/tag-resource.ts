// Tags resources as a resource assignment selects them. A tag also decides about access, cost and other plans, so the form
// names what else it changes.
import type { AwsTag } from '../../../aws/declared/tagging.ts';
import type { CoverageRow } from '../../../domain/coverage/coverage-row.ts';
import { selectionReasonWords } from '../../../domain/coverage/coverage-sentence.ts';
import { verdictWith } from '../../../domain/coverage/tag-change.ts';
import type { TagMap } from '../../../domain/coverage/tag-match.ts';
import { tagWords } from '../../../domain/plans/selection.ts';
import { taggingRights } from '../../../domain/tagging-rights.ts';
import { sanitize } from '../../../lib/text/text.ts';
import {
  type Action,
  type ActionContext,
  type ActionRequest,
  type AnyContext,
  type LoadOptions,
  textOf,
} from '../../action.ts';
import { knownSettings } from '../../plans/taken-sections.ts';
import type { RequestContext } from '../../resource.ts';
import { textField } from '../fields.ts';
import { checkTags, formatTags } from '../tag-text.ts';
import { undoable } from '../undo.ts';
import { tagFailureIn } from './tag-failures.ts';
import {
  assignmentName,
  changesOf,
  type NamedEffect,
  resourcesIn,
  selectionsByTag,
  type TagFacts,
  type TaggedResource,
  type TagPlan,
  tagPlanOf,
  tagProblem,
} from './tag-plan.ts';

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
const arnsPerRead = 100;
/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html */
const arnsPerCall = 20;
const mostTags = 50;

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** An inventory may be half an hour old. Without the right to read tags, those of the inventory count. */
async function loadTags(
  request: RequestContext,
  row: CoverageRow,
  { rows = [row] }: LoadOptions<CoverageRow> = {},
): Promise<TagFacts> {
  const arns = resourcesIn({ row, rows }).map(({ arn }) => arn);
  const tags: Record<string, TagMap> = Object.fromEntries(arns.map((arn) => [arn, {}]));
  try {
    for (const ResourceARNList of chunks(arns, arnsPerRead)) {
      const { ResourceTagMappingList = [] } = await request.call('tagging', 'GetResources', { ResourceARNList });
      for (const { ResourceARN = '', Tags = [] } of ResourceTagMappingList) tags[ResourceARN] = toTagMap(Tags);
    }
    return { tags };
  } catch {
    return {};
  }
}

const toTagMap = (tags: readonly AwsTag[]): TagMap =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [sanitize(Key), sanitize(Value)]));

function checkAssignment(_: string, context: AnyContext): string | undefined {
  const plan = tagPlanOf(context);
  if (plan) return textOf(context.values, 'tags') === '' ? tagProblem(plan, knownSettings(context)) : undefined;
  const all = selectionsByTag(context);
  if (all.length === 0) return `No resource assignment that selects by tags is known in ${context.scope.region}.`;
  return `Name one of ${all.map((one) => assignmentName(one, all)).join(', ')}.`;
}

function checkTyped(text: string, context: AnyContext): string | undefined {
  const wrong = checkTags(text);
  const plan = tagPlanOf(context);
  if (wrong || !plan) return wrong;
  const full = plan.resources.find(({ subject, tags }) => tagCount({ ...subject.tags, ...tags }) > mostTags);
  if (full) return `${full.name} would have more than ${mostTags} tags.`;
  return tagProblem(plan, knownSettings(context));
}

/** AWS's own tags do not count. */
const tagCount = (tags: TagMap): number => Object.keys(tags).filter((key) => !/^aws:/i.test(key)).length;

const one = (key: string, value: string): string => formatTags({ [key]: value });

function changeLines({ name, subject, tags, replaced }: TaggedResource): string[] {
  return Object.entries(tags).map(([key, value]) => {
    if (!subject.tags) return `${name}: ${one(key, value)}, its present tags are not known`;
    const old = replaced[key];
    return `${name}: ${old === undefined ? `${one(key, value)} is added` : `${one(key, old)} → ${one(key, value)}`}`;
  });
}

const listOf = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;

function changeWords({ planName, selectionName, after, reason, names }: NamedEffect): string {
  const by = `(${selectionName}: ${selectionReasonWords(reason)})`;
  if (after === 'unknown') return `Whether plan ${planName} then selects ${listOf(names)} is not known ${by}.`;
  return after === 'yes'
    ? `Plan ${planName} then selects ${listOf(names)} ${by}.`
    : `Plan ${planName} no longer selects ${listOf(names)} ${by}.`;
}

function effectLines(plan: TagPlan, context: AnyContext): string[] {
  const changes = changesOf(plan, context).map((change) => ({
    change,
    isOther: change.planId !== plan.selection.planId,
  }));
  const others = changes.filter(({ isOther }) => isOther);
  const unknown = plan.resources.filter(({ subject }) => !subject.tags).map(({ name }) => name);
  return [
    ...changes.filter(({ isOther }) => !isOther).map(({ change }) => changeWords(change)),
    ...others.map(({ change }) => `As well: ${changeWords(change)}`),
    ...(others.length === 0 && unknown.length === 0 ? ['These tags change nothing for other plans.'] : []),
    ...(unknown.length > 0
      ? [`The present tags of ${listOf(unknown)} are not known: values may be lost, and other plans may change.`]
      : []),
  ];
}

const previewed = 5;

function preview(_: string, context: AnyContext): readonly string[] {
  const plan = tagPlanOf(context);
  if (!plan) return [];
  const lines = plan.resources.flatMap(changeLines);
  const more = lines.length > previewed ? [`and ${lines.length - previewed} more`] : [];
  return [...lines.slice(0, previewed), ...more, ...effectLines(plan, context)];
}

const replacesAny = ({ resources }: TagPlan): boolean =>
  resources.some(({ subject, replaced, tags }) =>
    subject.tags ? Object.keys(replaced).length > 0 : Object.keys(tags).length > 0,
  );

function warningsOf(context: ActionContext<CoverageRow>): string[] {
  const plan = tagPlanOf(context);
  if (!plan) return [];
  const { selection, resources } = plan;
  const settings = knownSettings(context);
  const open = resources.flatMap(({ name, subject, tags }) => {
    const { taken, reason } = verdictWith(selection, subject, { tags, settings });
    return taken === 'unknown' && subject.tags ? [`${name}: ${selectionReasonWords(reason)}`] : [];
  });
  const arns = resources.map(({ subject }) => subject.arn);
  return [
    ...resources.filter((resource) => replacesAny({ selection, resources: [resource] })).flatMap(changeLines),
    ...effectLines(plan, context),
    ...open.map((text) => `Whether ${selection.name} then selects the resource is not known: ${text}.`),
    'Access policies, cost allocation and schedulers may use these tags: check before you change them.',
    `Tagging needs ${taggingRights(arns).join(' and ')}. Inventories may show new tags some minutes later.`,
  ];
}

/** The ARNs of one call get the same tags. */
function tagRequests(context: ActionContext<CoverageRow>): ActionRequest<'TagResources'>[] {
  const resources = (tagPlanOf(context)?.resources ?? []).filter(({ tags }) => Object.keys(tags).length > 0);
  const sorted = (tags: TagMap) => JSON.stringify(Object.entries(tags).toSorted());
  return [...Map.groupBy(resources, ({ tags }) => sorted(tags)).values()].flatMap((all) =>
    chunks(all, arnsPerCall).map((some) => ({
      service: 'tagging',
      operation: 'TagResources',
      input: { ResourceARNList: some.map(({ subject }) => subject.arn), Tags: { ...some[0]?.tags } },
    })),
  );
}

function diffOf(context: ActionContext<CoverageRow>): { readonly before: string; readonly after: string } {
  const resources = tagPlanOf(context)?.resources ?? [];
  const lines = (of: (resource: TaggedResource) => TagMap) =>
    resources
      .flatMap((resource) => Object.entries(of(resource)).map(([key, value]) => `${resource.name} ${one(key, value)}`))
      .join('\n');
  return { before: lines(({ replaced }) => replaced), after: lines(({ tags }) => tags) };
}

const title = 'tag for a plan';

export const tagResource: Action<CoverageRow, 'TagResources'> = {
  id: 'tag',
  title,
  pending: 'tagging',
  outcome: 'has the tags that were sent',
  subject: ({ type, name }) => `${type} ${name}`.trim(),
  many: true,
  together: true,
  // A replaced value may decide about plans and access: its name is typed, though it can be undone.
  danger(context) {
    const plan = tagPlanOf(context);
    return plan && !replacesAny(plan) ? 'confirm' : 'type-name';
  },
  undo(context) {
    const plan = tagPlanOf(context);
    return undoable(plan && !replacesAny(plan) ? 'remove the tags' : 'set the old values again, shown below');
  },
  confirmName(context) {
    const names = resourcesIn(context).map(({ name }) => name);
    return names.length === 1 ? names[0] : String(names.length);
  },
  disabled(row) {
    if (row.kind !== 'resource') return 'this row is not a resource';
    return row.state === 'member-of-cluster' ? 'AWS Backup backs up its cluster: tag the cluster' : undefined;
  },
  load: loadTags,
  knows: ['plans', 'selections', 'region-settings'],
  needs: ['selections'],
  fields: [
    {
      id: 'assignment',
      label: 'Assignment',
      kind: 'pick',
      hint: 'plan/assignment that selects by tags',
      options(context) {
        const all = selectionsByTag(context);
        return all.map((selection) => ({
          value: assignmentName(selection, all),
          label: [...selection.tags, ...selection.conditions].map(tagWords).join(', '),
        }));
      },
      check: checkAssignment,
      preview,
    },
    textField('tags', 'Tags', {
      optional: true,
      checksEmpty: true,
      hint: 'empty: the tags of the assignment; env=prod sets another value that it selects',
      check: checkTyped,
      preview,
    }),
  ],
  warnings: warningsOf,
  change: diffOf,
  touches: ['inventory'],
  retries: { TagResources: { kind: 'repeatable', failureIn: tagFailureIn } },
  requests: tagRequests,
};
