import { expect, test } from 'vitest';
import { formatSize, knownSize, sizeNote } from '../../src/domain/vaults/size.ts';

const gib = 1_024 ** 3;

test.each([
  ['EBS', 8 * gib, '8.0 GiB'],
  ['EC2', 8 * gib, '8.0 GiB'],
  ['DynamoDB', gib, '1.0 GiB'],
  ['S3', gib, '1.0 GiB'],
  ['S3', 0, 'n/a'],
  ['EBS', undefined, 'n/a'],
  ['RDS', 0, 'n/a'],
  ['RDS', gib, 'n/a'],
  ['Aurora', gib, 'n/a'],
  ['DocumentDB', gib, 'n/a'],
  ['Neptune', gib, 'n/a'],
  ['FSx', gib, 'n/a'],
  ['SomethingNew', gib, '1.0 GiB'],
])('%s of %s bytes', (type, bytes, text) => {
  expect(formatSize(type, bytes)).toBe(text);
  expect(knownSize(type, bytes)).toBe(text === 'n/a' ? undefined : bytes);
});

test('says what a number means where it is not the size of the data', () => {
  expect(sizeNote('EBS')).toMatch(/volume/);
  expect(sizeNote('EFS')).toMatch(/transferred/);
  expect(sizeNote('S3')).toBeUndefined();
});
