import type { Scope } from '../../domain/scope.ts';
import { type Action, type ActionContext, textOf } from '../action.ts';
import { formatTags, parseTags } from './checks.ts';
import { tagsField } from './fields.ts';

/** The tags as they are, to be edited as a whole: what is new is set, what is missing is taken away. */
export function tagsAction<Row extends { readonly scope: Scope }>(
  arnOf: (row: Row) => string,
  disabled?: (row: Row) => string | undefined,
): Action<Row> {
  return {
    id: 'tags',
    title: 'change the tags',
    pending: 'tagging',
    key: 'T',
    danger: 'none',
    ...(disabled ? { disabled } : {}),
    async load(ask, row) {
      const tags: Record<string, string> = {};
      for await (const page of ask.pages('backup', 'ListTags', { ResourceArn: arnOf(row) }))
        Object.assign(tags, page.Tags);
      return tags;
    },
    fields: [tagsField('Tags', { initial: ({ facts }) => formatTags(facts ?? {}) })],
    change: (context) => ({
      before: lines(context.facts ?? {}),
      after: lines(parseTags(textOf(context.values, 'tags'))),
    }),
    requests: (context) => tagRequests(arnOf(context.row), context),
  };
}

const lines = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('\n');

function tagRequests(arn: string, { facts, values }: ActionContext<unknown>) {
  const before: Record<string, string> = facts ?? {};
  const after = parseTags(textOf(values, 'tags'));
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  const gone = Object.keys(before).filter((key) => !(key in after) && !key.startsWith('aws:'));
  const tag = { ResourceArn: arn, Tags: Object.fromEntries(set) };
  const untag = { ResourceArn: arn, TagKeyList: gone };
  return [
    ...(set.length > 0 ? [{ service: 'backup' as const, operation: 'TagResource', input: tag }] : []),
    ...(gone.length > 0 ? [{ service: 'backup' as const, operation: 'UntagResource', input: untag }] : []),
  ];
}
