import { describe, expect, test } from 'vitest';
import { type SelectionVerdict, selectionVerdict } from '../../../src/domain/coverage/selection-verdict.ts';
import { anyOf } from '../../../src/domain/coverage/truth.ts';
import { optInsWith, type ScheduledResource, selectionOf, takenByRuns } from './scheduled-run.ts';
import { select, selectionCases } from './selection-cases.ts';

describe.each(selectionCases)('$name', ({ selections, resource, optIns = {}, taken, reason }) => {
  const settings = { optIn: optInsWith(optIns) };
  const verdicts = selections.map((selection) => selectionVerdict(selectionOf(selection), resource, settings));

  test(`${taken}, for ${reason}`, () => {
    expect(anyOf(verdicts.map((verdict) => verdict.taken))).toBe(taken);
    expect(verdicts.find((verdict) => verdict.taken === taken)?.reason.kind).toBe(reason);
  });

  test.runIf(taken !== 'unknown')('a scheduled run of the embedded AWS takes the same', () => {
    const [arns] = takenByRuns({ plans: [selections], resources: [resource], optIns });
    expect(arns?.has(resource.arn)).toBe(taken === 'yes');
  });
});

const arn = 'arn:aws:ec2:eu-west-1:123456789012:volume/vol-1';
const clusterArn = 'arn:aws:rds:eu-west-1:123456789012:cluster:shop';
const ofAll = { optIn: optInsWith() };
const verdict = (
  parts: Parameters<typeof select>[0],
  subject: Parameters<typeof selectionVerdict>[1],
  settings?: object,
) => selectionVerdict(selectionOf(select(parts)), subject, settings as never);
const unknown = (kind: string): Partial<SelectionVerdict> => ({
  taken: 'unknown',
  reason: expect.objectContaining({ kind }) as never,
});

test('tags that are not known leave open what they decide, and only that', () => {
  const subject = { arn, type: 'EBS' };
  expect(verdict({ l: [['a', 'b']] }, subject, ofAll)).toMatchObject(unknown('tags-unknown'));
  expect(verdict({ r: ['*'], eq: { a: 'b' } }, subject, ofAll)).toMatchObject(unknown('tags-unknown'));
  expect(verdict({ r: [arn], l: [['a', 'b']] }, subject, ofAll).taken).toBe('yes');
  expect(verdict({ r: ['arn:aws:s3:::*'], eq: { a: 'b' } }, subject, ofAll).taken).toBe('no');
  expect(verdict({ r: ['*'], n: [arn], l: [['a', 'b']] }, subject, ofAll).taken).toBe('no');
});

test('an opt-in that is not known leaves open what is not named', () => {
  const subject = { arn, type: 'EBS', tags: { a: 'b' } };
  expect(verdict({ l: [['a', 'b']] }, subject)).toMatchObject(unknown('opt-in-unknown'));
  expect(verdict({ r: ['*'] }, subject, { optIn: {} })).toMatchObject(unknown('opt-in-unknown'));
  expect(verdict({ r: ['arn:aws:ec2:*:*:volume/*'] }, subject).taken).toBe('yes');
  expect(verdict({ r: ['arn:aws:ec2:*:*:vol*'] }, subject, { optIn: { EBS: false } }).taken).toBe('unknown');
});

test('the engine of a cluster matters where the opt-ins differ', () => {
  const subject = { arn: clusterArn, tags: {} };
  const differing = { optIn: optInsWith({ Aurora: false }) };
  expect(verdict({ r: ['*'] }, subject, ofAll).taken).toBe('yes');
  expect(verdict({ r: [clusterArn] }, subject, differing)).toMatchObject(unknown('type-unknown'));
  expect(verdict({ r: [clusterArn] }, { ...subject, type: 'Neptune' }, differing).taken).toBe('yes');
  expect(verdict({ r: [clusterArn] }, { ...subject, type: 'Aurora' }, differing).taken).toBe('no');
});

test('a star stands for no white space, and keys that every object has are no tags', () => {
  const subject = (value: string) => ({ arn, type: 'EBS', tags: { note: value } });
  expect(verdict({ r: ['*'], like: { note: 'a*' } }, subject('a b'), ofAll).taken).toBe('no');
  expect(verdict({ r: ['*'], like: { note: 'a* b*' } }, subject('ax bx'), ofAll).taken).toBe('yes');
  expect(verdict({ r: ['*'], like: { constructor: '*' } }, subject('a'), ofAll).taken).toBe('no');
});

test('what a restore test made is taken by nothing', () => {
  const subject = { arn: 'arn:aws:rds:eu-west-1:123456789012:db:awsbackup-restore-test-1', type: 'RDS', tags: {} };
  expect(verdict({ r: ['*'] }, subject, ofAll)).toMatchObject({ taken: 'no', reason: { kind: 'restore-test' } });
});

test('a member of a stack that a selection names is taken by itself, beside its stack', () => {
  const table: ScheduledResource = {
    type: 'DynamoDB',
    arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/baskets',
    tags: {},
  };
  const stackArn = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/0a1b2c3d-0000-11ee-9c1f-0a1b2c3d4e5f';
  const stack: ScheduledResource = {
    type: 'CloudFormation',
    arn: stackArn,
    tags: { backup: 'daily' },
    members: [table],
  };
  const named = select({ r: [table.arn] });
  expect(selectionVerdict(selectionOf(named), table, ofAll).taken).toBe('yes');
  expect(takenByRuns({ plans: [[named], [select({ r: ['arn:aws:ec2:*:*:volume/*'] })]], resources: [stack] })).toEqual([
    new Set([table.arn]),
    new Set(),
  ]);
});
