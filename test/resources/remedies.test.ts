// Each remedy is an action that exists, and takes the row that it gets.
import { expect, test } from 'vitest';
import { findingKinds } from '../../src/domain/attention/findings/finding-kind.ts';
import type { LineRow } from '../../src/domain/attention/findings/line-row.ts';
import { remediesOf, resourceRowOf } from '../../src/resources/actions/findings/remedies.ts';
import { resources } from '../../src/resources/index.ts';

const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'dev' };
const lists = ['backup-jobs', 'copy-jobs', 'plans', 'vaults'] as const;
const rowOf = (kind: string, list: string, more: object = {}) =>
  ({
    kind,
    scope,
    subject: 'shop',
    resourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:shop',
    resourceType: 'RDS',
    evidence: { list, params: {} },
    ...more,
  }) as unknown as LineRow;

const all = findingKinds.flatMap((kind) =>
  lists.flatMap((list) => remediesOf(rowOf(kind, list)).map((remedy) => [kind, list, remedy] as const)),
);

test.each(all)('%s with %s', (kind, list, { resource, action, on }) => {
  const found = resources[resource].actions?.find(({ id }) => id === action);
  expect(found, `${resource} ${action}`).toBeDefined();
  if (on === 'evidence') return expect(resource).toBe(list);
  const row = resourceRowOf(rowOf(kind, list));
  expect(resources[resource].label(row)).toMatch(/^shop/);
  return expect(found?.disabled?.(row, { now: 0, known: () => [] })).toBeUndefined();
});

test('a group has none, nor has a finding without a resource', () => {
  const ofBackup = remediesOf(rowOf('failed-run', 'backup-jobs'));
  expect(ofBackup.map(({ action }) => action)).toEqual(['start']);
  expect(remediesOf(rowOf('failed-run', 'backup-jobs', { group: {} }))).toEqual([]);
  expect(remediesOf(rowOf('failed-run', 'backup-jobs', { resourceArn: undefined }))).toEqual([]);
});
