import { expect, test } from 'vitest';
import { filterResult } from '../../../src/domain/notifications/filter-policy.ts';

test.each([
  [undefined, 'passes'],
  ['{}', 'passes'],
  ['{"State":["FAILED","EXPIRED"]}', 'passes'],
  ['{"State":["COMPLETED"]}', 'stops'],
  ['{"State":[{"anything-but":["COMPLETED"]}]}', 'passes'],
  ['{"State":[{"anything-but":"FAILED"}]}', 'stops'],
  ['{"State":[{"anything-but":{"prefix":"FAIL"}}]}', 'stops'],
  ['{"State":[{"prefix":"FAIL"}]}', 'passes'],
  ['{"State":[{"suffix":"ED"}]}', 'passes'],
  ['{"State":[{"equals-ignore-case":"failed"}]}', 'passes'],
  ['{"State":["failed"]}', 'stops'],
  ['{"state":["FAILED"]}', 'stops'],
  ['{"EventType":["BACKUP_JOB"],"State":["FAILED"]}', 'passes'],
  ['{"EventType":["COPY_JOB"],"State":["FAILED"]}', 'stops'],
  ['{"EventType":[{"exists":false}]}', 'stops'],
  ['{"colour":[{"exists":false}]}', 'passes'],
  ['{"AccountId":["123456789012"]}', 'unknown'],
  ['{"AccountId":["123456789012"],"State":["COMPLETED"]}', 'stops'],
  ['{"State":[{"next-years-operator":1}]}', 'unknown'],
  ['{"$or":[{"State":["COMPLETED"]},{"EventType":["BACKUP_JOB"]}]}', 'passes'],
  ['{"$or":[{"State":["COMPLETED"]},{"EventType":["COPY_JOB"]}]}', 'stops'],
  ['{"State":{"nested":["FAILED"]}}', 'stops'],
  ['not JSON', 'unknown'],
] as const)('the filter %s: a failed backup %s', (policy, result) => {
  expect(filterResult('backup', policy)).toBe(result);
});

test('a filter of the body stops the sentences of AWS Backup', () => {
  expect(filterResult('backup', '{"State":["FAILED"]}', 'MessageBody')).toBe('stops');
});

test('of notifications without documented attributes a filter leaves unknown what passes', () => {
  expect(filterResult('object', '{"State":["FAILED"]}')).toBe('unknown');
  expect(filterResult('object', undefined)).toBe('passes');
});
