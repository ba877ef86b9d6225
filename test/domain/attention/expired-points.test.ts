// Points past retention, grouped by AWS's own reasons.
import { expect, test } from 'vitest';
import { attentionOf, day, nightly, noon, point } from './facts-of.ts';

const inUse = (snapshot: string, image: string) =>
  `The snapshot ${snapshot} is currently in use by ${image} (Service: AmazonEC2; Status Code: 400; Error Code: InvalidSnapshot.InUse; Request ID: 11111111-2222-3333-4444-555555555555; Proxy: null)`;
const notAssumed =
  'Insufficient permissions to delete recovery point: the IAM role it was created with cannot be assumed.';

const expired = (name: string, statusMessage?: string) =>
  point(name, noon - 60 * day, {
    status: 'EXPIRED',
    arn: `arn:aws:ec2:eu-west-1::snapshot/${name}`,
    ...(statusMessage === undefined ? {} : { statusMessage }),
  });

const itemsOf = (...points: ReturnType<typeof expired>[]) =>
  attentionOf({
    points: [...points, ...nightly('shop').map(({ createdAt }) => point('shop', createdAt))],
  }).items.filter(({ kind }) => kind === 'expired-points');

test.each([
  [
    'an image that holds one',
    inUse('snap-0a', 'ami-0b1c2d3e4f5061728'),
    'main: 1 recovery point past retention could not be deleted: "The snapshot snap-0a is currently in use by ami-0b1c2d3e4f5061728"',
    'deregister ami-0b1c2d3e4f5061728 if not needed; AWS keeps a snapshot for as long as an image uses it',
  ],
  [
    'a role that is gone',
    notAssumed,
    `main: 1 recovery point past retention could not be deleted: "${notAssumed.slice(0, -1)}"`,
    'allow the backup role to delete the recovery points, or delete them manually',
  ],
  [
    'a lock',
    'The snapshot is locked in compliance mode.',
    'main: 1 recovery point past retention could not be deleted: "The snapshot is locked in compliance mode"',
    'remove the snapshot lock, or wait until it ends',
  ],
  [
    'a name that holds a word',
    'Deletion refused for lock-table',
    'main: 1 recovery point past retention could not be deleted: "Deletion refused for lock-table"',
    'remove the cause that AWS names, or delete the recovery points manually',
  ],
  [
    'no reason',
    undefined,
    'main: 1 recovery point past retention could not be deleted: AWS gave no reason',
    'check that the backup role still exists and may delete recovery points; AWS gave no reason',
  ],
])('%s', (_, message, text, nextStep) => {
  expect(itemsOf(expired('a', message))).toEqual([expect.objectContaining({ text, nextStep, count: 1 })]);
});

test('points with the same reason are one line, whatever is named in it', () => {
  const items = itemsOf(
    expired('a', inUse('snap-0a', 'ami-01')),
    expired('b', inUse('snap-0b', 'ami-02')),
    expired('c', notAssumed),
  );
  expect(items.map(({ count }) => count).toSorted()).toEqual([1, 2]);
  expect(new Set(items.map(({ id }) => id)).size).toBe(2);
  expect(items.find(({ count }) => count === 2)?.nextStep).toContain('ami-01 and ami-02');
  expect(items.find(({ count }) => count === 2)?.text).toContain(
    '2 recovery points past retention could not be deleted: such as "',
  );
});
