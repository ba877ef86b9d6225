// From the tags of a resource to those that a resource assignment wants, and what else they change.
import { describe, expect, test } from 'vitest';
import type { SelectionSubject } from '../../../src/domain/coverage/selection-verdict.ts';
import {
  planChanges,
  replacedTags,
  type TagChange,
  verdictWith,
  wantedTags,
} from '../../../src/domain/coverage/tag-change.ts';
import type { Selection } from '../../../src/domain/plans/selection.ts';
import { optInsWith, selectionOf, takenByRuns } from './scheduled-run.ts';
import { select } from './selection-cases.ts';

const volumeArn = 'arn:aws:ec2:eu-west-1:123456789012:volume/vol-1';
const volumes = 'arn:aws:ec2:*:*:volume/*';
const tables = 'arn:aws:dynamodb:*:*:table/*';
const volume = (tags?: Record<string, string>): SelectionSubject => ({ arn: volumeArn, type: 'EBS', tags });
const settings = { optIn: optInsWith() };

type Parts = Parameters<typeof select>[0];
type Tags = Record<string, string>;

interface WantedCase {
  readonly name: string;
  readonly of: Parts;
  readonly has: Tags;
  /** undefined: no tag helps. */
  readonly wants: Tags | undefined;
  readonly replaces?: Tags;
  readonly open?: readonly string[];
}

const wanted: readonly WantedCase[] = [
  { name: 'a listed tag', of: { l: [['backup', 'daily']] }, has: {}, wants: { backup: 'daily' } },
  { name: 'a listed tag that it has', of: { l: [['backup', 'daily']] }, has: { backup: 'daily' }, wants: {} },
  {
    name: 'another value of a listed tag',
    of: { l: [['backup', 'daily']] },
    has: { backup: 'weekly', team: 'db' },
    wants: { backup: 'daily' },
    replaces: { backup: 'weekly' },
  },
  { name: 'case counts', of: { l: [['Backup', 'daily']] }, has: { backup: 'daily' }, wants: { Backup: 'daily' } },
  {
    name: 'of several listed tags one that replaces nothing',
    of: {
      l: [
        ['env', 'prod'],
        ['backup', 'daily'],
      ],
    },
    has: { env: 'test' },
    wants: { backup: 'daily' },
  },
  {
    name: 'conditions of what is named',
    of: { r: [volumes], eq: { a: '1', b: '2' } },
    has: { a: '1' },
    wants: { b: '2' },
  },
  { name: 'a pattern of another type', of: { r: [tables], eq: { a: '1' } }, has: {}, wants: undefined },
  { name: 'a listed tag beside a pattern', of: { r: [tables], l: [['a', '1']] }, has: {}, wants: { a: '1' } },
  {
    name: 'a listed tag and conditions',
    of: { l: [['a', '1']], eq: { b: '2' } },
    has: { b: '3' },
    wants: { a: '1', b: '2' },
    replaces: { b: '3' },
  },
  { name: 'a pattern without a wildcard', of: { r: ['*'], like: { a: 'x' } }, has: {}, wants: { a: 'x' } },
  { name: 'any value', of: { r: ['*'], like: { a: 'web-*' } }, has: {}, wants: {}, open: ['a'] },
  { name: 'any value, present', of: { r: ['*'], like: { a: 'web-*' } }, has: { a: 'web-1' }, wants: {} },
  {
    name: 'any other value',
    of: { r: ['*'], ne: { stage: 'test' } },
    has: { stage: 'test' },
    wants: {},
    open: ['stage'],
  },
  { name: 'no other value needed', of: { l: [['a', '1']], ne: { stage: 'test' } }, has: {}, wants: { a: '1' } },
  {
    name: 'two values of one key',
    of: { l: [['env', 'prod']], eq: { env: 'gamma' } },
    has: {},
    wants: undefined,
  },
  { name: 'what is excluded by ARN', of: { r: ['*'], n: [volumeArn], eq: { a: '1' } }, has: {}, wants: undefined },
  { name: 'a reserved key', of: { l: [['aws:ec2:default', 'on']] }, has: {}, wants: undefined },
  { name: 'a reserved key in a condition', of: { r: ['*'], eq: { 'aws:x': 'y' } }, has: {}, wants: undefined },
];

describe.each(wanted)('$name', ({ of, has, wants, replaces = {}, open = [] }) => {
  const selection = selectionOf(select(of));
  const found = wantedTags(selection, volume(has));

  test('the tags that are missing, and the values that they replace', () => {
    expect(found?.tags).toEqual(wants);
    expect(replacedTags(found?.tags ?? {}, has)).toEqual(replaces);
    expect((found?.open ?? []).map(({ key }) => key.replace('aws:ResourceTag/', ''))).toEqual(open);
  });

  test.runIf(wants !== undefined && open.length === 0)('with them the next run takes it', () => {
    const tags = { ...has, ...wants };
    expect(verdictWith(selection, volume(has), { tags: wants ?? {}, settings }).taken).toBe('yes');
    const [taken] = takenByRuns({ plans: [[select(of)]], resources: [{ arn: volumeArn, type: 'EBS', tags }] });
    expect(taken?.has(volumeArn)).toBe(true);
  });
});

test('tags that are not known: all of the listed and required ones are wanted', () => {
  const subject = volume(undefined);
  expect(wantedTags(selectionOf(select({ l: [['a', '1']] })), subject)?.tags).toEqual({ a: '1' });
  expect(wantedTags(selectionOf(select({ r: ['*'], eq: { a: '1' }, ne: { b: '2' } })), subject)?.tags).toEqual({
    a: '1',
  });
});

const inPlan = (planId: string, parts: Parts, name = 's'): Selection => ({
  ...selectionOf(select(parts)),
  planId,
  planName: `the ${planId}`,
  name,
});

const changes = (selections: readonly Selection[], has: Tags | undefined, change: TagChange) =>
  planChanges(selections, volume(has), change).map(({ planName, selectionName, before, after }) =>
    [planName, selectionName, before, after].join(' '),
  );

test('other plans take it or lose it by the same tags', () => {
  const plans = [
    inPlan('daily', { l: [['env', 'prod']] }),
    inPlan('weekly', { r: [volumes], eq: { env: 'prod' } }, 'volumes'),
    inPlan('lab', { l: [['env', 'test']] }),
    inPlan('all', { r: ['*'] }),
  ];
  expect(changes(plans, { env: 'test' }, { tags: { env: 'prod' }, settings })).toEqual([
    'the daily s no yes',
    'the weekly volumes no yes',
    'the lab s yes no',
  ]);
});

test('a plan that takes it by another assignment as well does not lose it', () => {
  const plans = [inPlan('lab', { l: [['env', 'test']] }), inPlan('lab', { r: [volumeArn] }, 'named')];
  expect(changes(plans, { env: 'test' }, { tags: { env: 'prod' }, settings })).toEqual([]);
});

test('what AWS leaves open is not known', () => {
  const prefixed = [inPlan('odd', { l: [['aws:ResourceTag/env', 'prod']] })];
  expect(changes(prefixed, {}, { tags: { env: 'prod' }, settings })).toEqual(['the odd s no unknown']);
  const optedOut = { optIn: optInsWith({ EBS: false }) };
  const listed = [inPlan('daily', { l: [['env', 'prod']] })];
  expect(changes(listed, {}, { tags: { env: 'prod' }, settings: optedOut })).toEqual([]);
  expect(changes(listed, {}, { tags: { env: 'prod' } })).toEqual(['the daily s no unknown']);
});
