// The tree of what belongs together: bounded in depth and width, without circles.
import { expect, test } from 'vitest';
import { type Relation, relationLines } from '../../src/app/relations/relation.ts';
import { storedRelations } from '../../src/app/relations/stored-relations.ts';
import type { Data } from '../../src/app/state/data.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import {
  arnOf,
  createdBy,
  day,
  five,
  job,
  listed,
  nightly,
  noon,
  point,
  rule,
  scope,
  selection,
  vault,
  vaultArn,
} from '../domain/attention/facts-of.ts';

const text = (root: Relation) => relationLines(root).map((line) => `${'  '.repeat(line.depth)}${line.text}`);

test('more children than fit are counted', () => {
  const children = Array.from({ length: 18 }, (_, index): Relation => ({ id: `${index}`, text: `child ${index}` }));
  const lines = text({ id: 'root', text: 'root', children: () => children });
  expect(lines).toHaveLength(8);
  expect(lines.at(-1)).toBe('  12 more');
});

test('a circle ends, and so does a tree that never does', () => {
  const circle: Relation = { id: 'a', text: 'a', children: () => [{ id: 'b', text: 'b', children: () => [circle] }] };
  expect(text(circle)).toEqual(['a', '  b']);
  const endless = (depth: number): Relation => ({
    id: `${depth}-${Math.random()}`,
    text: `${depth}`,
    children: () => [1, 2, 3, 4].map(() => endless(depth + 1)),
  });
  const lines = relationLines(endless(0));
  expect(Math.max(...lines.map(({ depth }) => depth))).toBe(6);
  expect(lines.length).toBeLessThanOrEqual(200);
});

const dr = vaultArn('dr', 'eu-central-1');
const copying = rule({ copies: [{ vaultArn: dr }] });
const jobs = nightly('shop', 2);
const newest = point('shop', five, {
  keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k-1',
  createdBy: createdBy(copying),
});
const copy = job('shop', five, { kind: 'copy', id: 'copy-1', vaultName: 'dr', recoveryPointArn: newest.arn });
const rows: Readonly<Record<string, readonly object[]>> = {
  'plan-rules': [copying],
  selections: [selection({ roleArn: 'arn:aws:iam::111122223333:role/backup', resources: [arnOf('shop')], tags: [] })],
  'protected-resources': [listed('shop')],
  vaults: [vault('main', { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k-2' })],
  'recovery-points': [newest, point('shop', five - day)],
  'backup-jobs': jobs,
  'copy-jobs': [copy],
};
const data = {
  scopes: [scope],
  now: noon,
  listed: ([request]: readonly ListRequest[]) => rows[request?.resource ?? ''] ?? [],
} as unknown as Data;

test('from a plan to its rules, resources, points, their jobs and copies, with keys and roles beside', () => {
  const lines = text(storedRelations(data).plan('plan', scope));
  expect(lines).toEqual(
    expect.arrayContaining([
      'plan prod',
      '  rule Daily: cron(0 5 ? * * *)',
      '    vault main',
      '      key k-2',
      '    copies to vault dr',
      '  resource assignment tagged: shop',
      '    role backup',
      '  RDS shop',
      expect.stringMatching(/^ {4}point awsbackup:shop-\d+ in main, COMPLETED, 7h00m ago$/),
      expect.stringMatching(/^ {6}backup job shop-202: COMPLETED/),
      expect.stringMatching(/^ {6}copy job copy-1: COMPLETED, 7h00m ago to dr$/),
      '      key k-1',
    ]),
  );
});

test('each line leads to what it names, a key and a role to their pages in the console', () => {
  const lines = relationLines(storedRelations(data).resource(arnOf('shop'), scope));
  const targetOf = (start: string) => lines.find((line) => line.text.startsWith(start))?.target;
  expect(targetOf('RDS shop')).toEqual({ to: 'protected-resources', params: { arn: arnOf('shop') }, scope });
  expect(targetOf('point')).toEqual({ to: 'recovery-points', params: { vaultName: 'main', arn: newest.arn }, scope });
  expect(targetOf('copy job')).toEqual({ to: 'copy-jobs', params: { id: 'copy-1' }, scope });
  expect(targetOf('key k-1')).toMatchObject({ link: { url: expect.stringContaining('/kms/keys/k-1') } });
});
