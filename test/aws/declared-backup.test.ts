import * as client from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import * as declared from '../../src/aws/declared/backup.ts';
import { type Operation, readOperations } from '../../src/emulator/wire/operations.ts';

const byName = (exported: object) => new Map(readOperations(exported).map((one) => [one.name, one]));
const ofClient = byName(client);
const ofBoth = byName(declared);

test.each([
  'CreateBackupAccessPoint',
  'DeleteBackupAccessPoint',
  'DescribeBackupAccessPoint',
  'ListBackupAccessPoints',
  'ListBackupAccessPointsByRecoveryPoint',
  'ListBackupAccessPointsByResource',
])('%s is declared only as long as the client does not have it', (operation) => {
  expect(ofBoth.has(operation)).toBe(true);
  expect(declared).toHaveProperty(`${operation}Command`);
  expect(ofClient.has(operation), `${operation} is in the client: remove its declaration`).toBe(false);
});

const members = (schema: Operation['input'] | undefined) =>
  schema?.isStructSchema() ? [...schema.structIterator()].map(([name]) => name) : [];

test.each([
  ['DescribeRegionSettings', 'output'],
  ['UpdateRegionSettings', 'input'],
] as const)('%s: the opt-in to incremental backups is declared only as long as the client drops it', (name, side) => {
  const known = members(ofClient.get(name)?.[side]);
  expect(members(ofBoth.get(name)?.[side])).toEqual([...known, 'ResourceTypeOptInIncremental']);
  expect(known, `${name} of the client has it: remove its declaration`).not.toContain('ResourceTypeOptInIncremental');
  expect(ofBoth.get(name)).toMatchObject({
    method: ofClient.get(name)?.method,
    segments: ofClient.get(name)?.segments,
  });
});

test('all else is the client, as it is', () => {
  const own = [...ofBoth.keys()].filter((name) => !/AccessPoint|RegionSettings/.test(name));
  expect(own).toEqual([...ofClient.keys()].filter((name) => !/RegionSettings/.test(name)));
  expect(declared.BackupClient).toBe(client.BackupClient);
  expect(declared.ListBackupJobsCommand).toBe(client.ListBackupJobsCommand);
});
