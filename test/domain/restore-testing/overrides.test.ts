import { expect, test } from 'vitest';
import { canBeTested, testableTypes, toTestName } from '../../../src/domain/restore-testing/limits.ts';
import { kindsOfType, needsOverrides, overridableKeys } from '../../../src/domain/restore-testing/overridable-keys.ts';
import { kindOfOverrides, overrideValues, withOverrides } from '../../../src/domain/restore-testing/overrides.ts';

const kinds = Object.entries(overridableKeys);

test('each type that can be tested has keys, and no other', () => {
  expect(testableTypes.flatMap(kindsOfType).sort()).toEqual(kinds.map(([kind]) => kind).sort());
  expect(testableTypes.filter(needsOverrides)).toEqual(['FSx']);
  expect(canBeTested('Timestream')).toBe(false);
});

test.each(kinds)('%s: what is typed is what AWS gets, and is read back as typed', (kind, specs) => {
  const typed = Object.fromEntries(specs.map((spec) => [spec.key, sample[spec.kind](spec.key)]));
  const metadata = withOverrides(kind, typed);
  for (const value of Object.values(metadata)) expect(typeof value).toBe('string');
  expect(overrideValues(kind, metadata)).toEqual(typed);
  expect(withOverrides(kind, typed, metadata)).toEqual(metadata);
  expect(withOverrides(kind, {}, metadata)).toEqual({});
});

const sample = {
  text: (key: string) => `a-${key}`,
  number: () => '64',
  boolean: () => 'true',
  list: () => 'one-1 two-2',
  json: () => '{"Level":"DISABLED"}',
};

test('lists are JSON, and members of an object lie within it, as numbers and texts', () => {
  const windows = {
    subnetIds: 'subnet-1, subnet-2',
    activeDirectoryId: 'd-1',
    throughputCapacity: '8',
  };
  expect(withOverrides('FSx Windows', windows)).toEqual({
    subnetIds: '["subnet-1","subnet-2"]',
    windowsConfiguration: '{"activeDirectoryId":"d-1","throughputCapacity":8}',
  });
});

test('an edit keeps keys that the form does not know, and the case in which keys were written', () => {
  const before = { VolumeType: 'gp2', fromTheFuture: 'x', kmsKeyId: 'k' };
  const values = { ...overrideValues('EBS', before), volumeType: 'gp3', kmsKeyId: '' };
  expect(withOverrides('EBS', values, before)).toEqual({ VolumeType: 'gp3', fromTheFuture: 'x' });
  const nested = { windowsConfiguration: '{"activeDirectoryId":"d-1","selfManaged":true}' };
  const edited = { ...overrideValues('FSx Windows', nested), activeDirectoryId: 'd-2' };
  expect(withOverrides('FSx Windows', edited, nested)).toEqual({
    windowsConfiguration: '{"selfManaged":true,"activeDirectoryId":"d-2"}',
  });
});

test('the kind is the one whose keys are overridden', () => {
  expect(kindOfOverrides('FSx', {})).toBe('FSx Lustre');
  expect(kindOfOverrides('FSx', { subnetIds: '["a"]', windowsConfiguration: '{"activeDirectoryId":"d"}' })).toBe(
    'FSx Windows',
  );
  expect(kindOfOverrides('RDS', { dbClusterParameterGroupName: 'x' })).toBe('RDS Multi-AZ cluster');
  expect(kindOfOverrides('EBS', { anything: 'x' })).toBe('EBS');
});

test('a name for a test is made from any name', () => {
  expect(toTestName('orders-db.prod')).toBe('orders_db_prod');
  expect(toTestName('x'.repeat(80))).toHaveLength(50);
});
