import type { Scope } from '../../domain/scope.ts';
import { type Action, type ActionContext, textOf } from '../action.ts';
import { repeatable } from '../retry.ts';
import { tagsField } from './fields.ts';
import { formatTags, parseTags, type Tags } from './tag-text.ts';
import { undoable } from './undo.ts';

/** The tags as a whole: new or changed ones are set, missing ones are removed. */
export function tagsAction<Row extends { readonly scope: Scope }>(
  arnOf: (row: Row) => string,
  disabled?: (row: Row) => string | undefined,
  more: Pick<Action<Row>, 'subject' | 'confirmName'> = {},
): Action<Row, 'TagResource' | 'UntagResource'> {
  return {
    id: 'tags',
    title: 'change the tags',
    pending: 'tagging',
    outcome: 'has the tags that were sent',
    key: 'T',
    // A replaced value may decide about plans and access: its name is typed, though it can be undone.
    danger: (context) => (takesTags(context) ? 'type-name' : 'confirm'),
    undo: (context) => undoable(takesTags(context) ? 'set the old values again, shown below' : 'remove the tags'),
    ...(disabled ? { disabled } : {}),
    ...more,
    async load(request, row) {
      const tags: [string, string][] = [];
      for await (const page of request.pages('backup', 'ListTags', { ResourceArn: arnOf(row) }))
        tags.push(...Object.entries(page.Tags ?? {}));
      return Object.fromEntries(tags);
    },
    fields: [tagsField('Tags', { initial: (context) => formatTags(tagsBefore(context)) })],
    change: (context) => ({ before: lines(tagsBefore(context)), after: lines(tagsAfter(context)) }),
    retries: { TagResource: repeatable, UntagResource: repeatable },
    requests: (context) => tagRequests(arnOf(context.row), context),
  };
}

/** Tags that a person may change. AWS's own tags stay. */
const tagsBefore = ({ facts }: ActionContext<unknown>): Tags =>
  Object.fromEntries(Object.entries((facts ?? {}) as Tags).filter(([key]) => !/^aws:/i.test(key)));

const tagsAfter = ({ values }: ActionContext<unknown>): Tags => parseTags(textOf(values, 'tags'));

const lines = (tags: Tags): string =>
  Object.entries(tags)
    .map((tag) => formatTags(Object.fromEntries([tag])))
    .sort()
    .join('\n');

/** A value is replaced or removed. */
const takesTags = (context: ActionContext<unknown>): boolean => {
  const after = tagsAfter(context);
  return Object.entries(tagsBefore(context)).some(([key, value]) => after[key] !== value);
};

function tagRequests(arn: string, context: ActionContext<unknown>) {
  const [before, after] = [tagsBefore(context), tagsAfter(context)];
  const set = Object.entries(after).filter(([key, value]) => !Object.hasOwn(before, key) || before[key] !== value);
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const tag = { ResourceArn: arn, Tags: Object.fromEntries(set) };
  const untag = { ResourceArn: arn, TagKeyList: gone };
  return [
    ...(set.length > 0 ? [{ service: 'backup' as const, operation: 'TagResource' as const, input: tag }] : []),
    ...(gone.length > 0 ? [{ service: 'backup' as const, operation: 'UntagResource' as const, input: untag }] : []),
  ];
}
