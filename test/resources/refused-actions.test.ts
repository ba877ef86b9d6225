// The reasons with which an action is not offered, because AWS would refuse it.
import { expect, test } from 'vitest';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { noon } from '../domain/attention/facts-of.ts';

function reasonFor(list: ResourceId, action: string, row: object): string | undefined {
  const found = resources[list].actions?.find(({ id }) => id === action);
  if (!found) throw new Error(`${list} has no action ${action}.`);
  return found.disabled?.(row, { now: noon, known: () => [] });
}

test.each([
  ['orgs/o-1/policy/p-1', undefined, 'it comes from a policy of the organization: change it there'],
  ['aws/efs/automatic-backup', undefined, 'AWS manages it'],
  ['2f0a7e4c', noon, 'it is deleted'],
  ['2f0a7e4c', undefined, undefined],
])('a plan %s, deleted at %s, is not edited: %s', (id, deletedAt, reason) => {
  const plan = { id, name: 'nightly', ...(deletedAt === undefined ? {} : { deletedAt }) };
  expect(reasonFor('plans', 'edit', plan)).toBe(reason);
});

test.each([
  [{ status: 'DELETING' }, 'it is being deleted already'],
  [{ isParent: true }, 'it is a composite recovery point: delete its parts first'],
])('a recovery point with %j is not deleted: %s', (members, reason) => {
  const point = { status: 'COMPLETED', isParent: false, vaultName: 'prod', ...members };
  expect(reasonFor('recovery-points', 'delete', point)).toBe(reason);
});
