import { afterEach, expect, test } from 'vitest';
import { changeOf, type KmsKey } from '../../src/domain/vaults/kms-key.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { keys } from '../../src/resources/vaults/keys.ts';
import { noon, rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
afterEach(() => aws.setFaults([]));

const listed = (region: string): Promise<KmsKey[]> => rowsOf(keys, aws.ask(region));

test('each key of vaults and points stands once, with what it encrypts', async () => {
  const rows = await listed('us-east-1');
  expect(new Set(rows.map(({ arn }) => arn)).size).toBe(rows.length);
  const prod = rows.find(({ vaults }) => vaults.includes('prod'));
  expect(prod).toMatchObject({ state: 'Enabled', vaults: ['prod'] });
  expect(prod?.points).toBeGreaterThan(100);
  expect(aws.served().filter((operation) => operation === 'DescribeKey')).toHaveLength(rows.length);
});

test('a refused key is not known, and one that is not there is not found', async () => {
  aws.setFaults([parseFault('kms/DescribeKey=deny')]);
  const rows = await listed('eu-west-1');
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.every(({ state, refused }) => state === undefined && refused)).toBe(true);
  expect(rows[0]?.refused).toBe('kms:DescribeKey is denied in eu-west-1.');
});

test.each(['throttle', 'malformed', 'no-members'])('%s of KMS is no state of a key', async (kind) => {
  aws.setFaults([parseFault(`kms/DescribeKey=${kind}`)]);
  const rows = await listed('eu-west-1').catch(() => []);
  expect(rows.filter(({ state }) => state !== undefined)).toEqual([]);
});

test('points that may not be listed make the list incomplete, and the keys of the vaults are there', async () => {
  aws.setFaults([parseFault('backup/ListRecoveryPointsByBackupVault=deny')]);
  const rows: KmsKey[] = [];
  const list = async () => {
    for await (const page of keys.list(aws.ask('eu-west-1'))) rows.push(...page);
  };
  await expect(list()).rejects.toMatchObject({ problem: { kind: 'denied' } });
  expect(rows.map(({ points }) => points)).toEqual(rows.map(() => 0));
  expect(rows.length).toBeGreaterThan(1);
});

test('a key whose deletion is scheduled says when, and how many points it encrypts', async () => {
  const rows = await listed('eu-west-1');
  const key = rows.find(({ vaults }) => vaults.includes('eu-evidence'));
  expect(key).toMatchObject({ state: 'PendingDeletion' });
  expect((key?.deletionAt ?? 0) - noon).toBeGreaterThan(5 * 86_400_000);
  expect((key?.deletionAt ?? 0) - noon).toBeLessThan(7 * 86_400_000);
  expect(key?.points).toBeGreaterThan(10);
});

const lookUps = () => aws.served().filter((operation) => operation === 'LookupEvents').length;

test('a key that cannot decrypt says who scheduled its deletion, for two look-ups; where all can, none is made', async () => {
  aws.served();
  const key = (await listed('eu-west-1')).find(({ vaults }) => vaults.includes('eu-evidence'));
  expect(key?.change).toMatchObject({ event: 'ScheduleKeyDeletion', actor: expect.stringMatching(/carol$/) });
  expect(lookUps()).toBe(2);
  await listed('us-east-1');
  expect(lookUps()).toBe(0);
});

test('without the right to look events up the state of the key is known all the same', async () => {
  aws.setFaults([parseFault('cloudtrail/LookupEvents=deny')]);
  const key = (await listed('eu-west-1')).find(({ vaults }) => vaults.includes('eu-evidence'));
  expect(key).toMatchObject({ state: 'PendingDeletion' });
  expect(key).not.toHaveProperty('change');
});

const change = (event: string, at: number) => ({ event, at, actor: 'carol' });

test.each([
  ['Disabled', [change('DisableKey', 1)], 1],
  ['PendingDeletion', [change('DisableKey', 1), change('ScheduleKeyDeletion', 2)], 2],
  ['NotFound', [change('ScheduleKeyDeletion', 2)], 2],
  ['Disabled', [change('DisableKey', 1), change('ScheduleKeyDeletion', 2)], undefined],
  ['PendingImport', [change('DisableKey', 1)], undefined],
  ['Enabled', [change('DisableKey', 1)], undefined],
  ['Disabled', [], undefined],
])('%s after %j', (state, changes, at) => {
  expect(changeOf({ state }, changes)?.at).toBe(at);
});
