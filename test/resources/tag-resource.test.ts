// The form of "tag for a plan": which tags it sets, what it says of them, and what it asks for.
import { expect, test } from 'vitest';
import type { ResourceCoverage } from '../../src/domain/coverage/coverage-row.ts';
import type { Selection } from '../../src/domain/plans/selection.ts';
import type { AnyContext, Danger } from '../../src/resources/action.ts';
import { tagResource } from '../../src/resources/actions/plans/tag-resource.ts';
import { arnOf, scope, selection } from '../domain/attention/facts-of.ts';

type Tags = Record<string, string>;

const byTag = (planName: string, tags: Tags, more: Partial<Selection> = {}): Selection =>
  selection({
    id: `id of ${planName}`,
    name: 'by-tag',
    planId: planName,
    planName,
    resources: [],
    tags: Object.entries(tags).map(([key, value]) => ({ type: 'STRINGEQUALS', key, value })),
    ...more,
  });

const selections = [
  byTag('daily', { backup: 'daily' }),
  byTag('lab', { backup: 'lab' }),
  byTag(
    'web',
    {},
    { resources: ['*'], conditions: [{ type: 'StringLike', key: 'aws:ResourceTag/name', value: 'web-*' }] },
  ),
  byTag(
    'dailies',
    {},
    {
      resources: ['arn:aws:rds:*:*:db:*'],
      conditions: [{ type: 'StringEquals', key: 'aws:ResourceTag/backup', value: 'daily' }],
    },
  ),
  byTag('efs', { 'aws:elasticfilesystem:default-backup': 'enabled' }),
];

const database = (name: string): ResourceCoverage => ({
  kind: 'resource',
  scope,
  state: 'in-no-plan',
  name,
  type: 'RDS',
  arn: arnOf(name),
  why: { kind: 'no-selection' },
  selections: [],
});

const known = (list: string) =>
  ({ selections, 'region-settings': [{ scope, type: 'RDS', optedIn: true }] })[list as 'selections'] ?? [];

interface Typed {
  readonly assignment: string;
  readonly tags?: string;
  /** By name; absent: not known. */
  readonly has?: Readonly<Record<string, Tags>>;
}

function contextOf({ assignment, tags = '', has = { shop: {} } }: Typed): AnyContext {
  const rows = Object.keys(has).map(database);
  const facts = { tags: Object.fromEntries(Object.entries(has).map(([name, own]) => [arnOf(name), own])) };
  return { row: rows[0], rows, scope, facts, values: { assignment, tags }, known } as unknown as AnyContext;
}

const unread = (typed: Typed): AnyContext => ({ ...contextOf(typed), facts: {} });

const requestsOf = (context: AnyContext) => tagResource.requests(context).map(({ input }) => input);
const dangerOf = (context: AnyContext): Danger => (tagResource.danger as (context: AnyContext) => Danger)(context);
const linesOf = (context: AnyContext): string => (tagResource.warnings?.(context) ?? []).join('\n');
const problemsOf = (context: AnyContext): (string | undefined)[] =>
  (tagResource.fields ?? []).map(({ id, check }) => check?.(String(context.values[id]), context));

test('a tag that is added wants y, and names the other plan that takes the resource by it', () => {
  const context = contextOf({ assignment: 'daily/by-tag', has: { shop: { team: 'db' } } });
  expect(problemsOf(context)).toEqual([undefined, undefined]);
  expect(requestsOf(context)).toEqual([{ ResourceARNList: [arnOf('shop')], Tags: { backup: 'daily' } }]);
  expect(dangerOf(context)).toBe('confirm');
  const said = linesOf(context);
  expect(said).toContain('Plan daily then selects shop (by-tag: tag backup=daily).');
  expect(said).toContain('As well: Plan dailies then selects shop');
  expect(said).toContain('cost allocation and schedulers may use these tags');
  expect(said).toContain('tag:TagResources and rds:AddTagsToResource');
});

test('a value that is replaced wants the name, and names the plan that loses the resource', () => {
  const context = contextOf({ assignment: 'daily/by-tag', has: { shop: { backup: 'lab' } } });
  expect(dangerOf(context)).toBe('type-name');
  expect(tagResource.confirmName?.(context)).toBe('shop');
  const said = linesOf(context);
  expect(said).toContain('shop: backup=lab → backup=daily');
  expect(said).toContain('As well: Plan lab no longer selects shop');
  expect(tagResource.change?.(context)).toEqual({ before: 'shop backup=lab', after: 'shop backup=daily' });
});

test('several resources get one call for the same tags, and are counted where values are lost', () => {
  const context = contextOf({
    assignment: 'daily/by-tag',
    has: { a: {}, b: { backup: 'daily' }, c: { backup: 'lab' }, d: {} },
  });
  expect(requestsOf(context)).toEqual([
    { ResourceARNList: [arnOf('a'), arnOf('c'), arnOf('d')], Tags: { backup: 'daily' } },
  ]);
  expect(tagResource.confirmName?.(context)).toBe('4');
  const many = Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`db-${index}`, {}]));
  const calls = requestsOf(contextOf({ assignment: 'daily/by-tag', has: many }));
  expect(calls.map(({ ResourceARNList }) => (ResourceARNList as string[]).length)).toEqual([20, 20, 5]);
});

test('of more than three resources the others are counted', () => {
  const has = { a: {}, b: {}, c: {}, d: {}, e: {} };
  expect(linesOf(contextOf({ assignment: 'daily/by-tag', has }))).toContain('then selects a, b, c and 2 more (by-tag');
  expect(linesOf(unread({ assignment: 'daily/by-tag', has }))).toContain('The present tags of a, b, c and 2 more are');
});

test('a resource that has the tags is not tagged', () => {
  expect(requestsOf(contextOf({ assignment: 'daily/by-tag', has: { shop: { backup: 'daily' } } }))).toEqual([]);
});

test('where several values will do, one is typed', () => {
  const open = contextOf({ assignment: 'web/by-tag' });
  expect(problemsOf(open)[1]).toMatch(/several values match name~web-\*/);
  const typed = contextOf({ assignment: 'web/by-tag', tags: 'name=web-1' });
  expect(problemsOf(typed)).toEqual([undefined, undefined]);
  expect(requestsOf(typed)).toEqual([{ ResourceARNList: [arnOf('shop')], Tags: { name: 'web-1' } }]);
  const wrong = contextOf({ assignment: 'daily/by-tag', tags: 'backup=weekly' });
  expect(problemsOf(wrong)[1]).toMatch(/would not select shop/);
});

test('keys of AWS are refused, and an assignment that selects by them is not offered', () => {
  expect(problemsOf(contextOf({ assignment: 'daily/by-tag', tags: 'aws:x=y' }))[1]).toMatch(/reserved for AWS/);
  const context = contextOf({ assignment: 'efs/by-tag' });
  expect(problemsOf(context)[0]).toBe('Name one of daily/by-tag, lab/by-tag, web/by-tag, dailies/by-tag.');
});

test('more than 50 tags are too many', () => {
  const shop = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, 'x']));
  expect(problemsOf(contextOf({ assignment: 'daily/by-tag', has: { shop } }))[1]).toMatch(/more than 50 tags/);
});

test('tags that are not known may be lost: the name is wanted', () => {
  const context = unread({ assignment: 'daily/by-tag' });
  expect(dangerOf(context)).toBe('type-name');
  expect(linesOf(context)).toContain('The present tags of shop are not known: values may be lost');
});

test('the present tags are asked for of all rows, and a refusal leaves them open', async () => {
  const asked: unknown[] = [];
  const request = {
    call: async (_service: string, _operation: string, input: object) => {
      asked.push(input);
      return { ResourceTagMappingList: [{ ResourceARN: arnOf('b'), Tags: [{ Key: 'env', Value: 'x\u001b' }] }] };
    },
  };
  const rows = [database('a'), database('b')];
  const [first = database('a')] = rows;
  const facts = (await tagResource.load?.(request as never, first, { rows })) as { tags: Record<string, Tags> };
  expect(asked).toEqual([{ ResourceARNList: [arnOf('a'), arnOf('b')] }]);
  expect(facts.tags[arnOf('a')]).toEqual({});
  expect(facts.tags[arnOf('b')]?.env).not.toContain('\u001b');
  const refusing = { call: () => Promise.reject(new Error('denied')) };
  expect(await tagResource.load?.(refusing as never, first, { rows })).toEqual({});
});
