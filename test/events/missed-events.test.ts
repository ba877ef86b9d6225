import { expect, test } from 'vitest';
import type { BackupEvent } from '../../src/domain/jobs/backup-event.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import { createEventCheck, graceMs } from '../../src/events/missed-events.ts';

const scope = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const start = Date.UTC(2026, 0, 15, 12);
const now = start + 3_600_000;

const job = (id: string, more: Partial<Job> = {}): Job => ({
  kind: 'backup',
  id,
  scope,
  state: 'COMPLETED',
  completedAt: start + 60_000,
  createdAt: start,
  resourceArn: 'arn:r',
  resourceName: 'r',
  resourceType: 'EBS',
  vaultName: 'v',
  isParent: false,
  ...more,
});

const event = (id: string, more: Partial<BackupEvent> = {}): BackupEvent => ({
  id: `e-${id}`,
  via: 'eventbridge',
  kind: 'backup-job',
  at: start,
  type: '',
  subject: '',
  record: '{}',
  accountId: scope.accountId,
  region: scope.region,
  state: 'COMPLETED',
  job: { kind: 'backup', id, state: 'COMPLETED', at: start, members: {} },
  ...more,
});

/** A feed that covers the Region, and ten ends of which every so many had its event. */
function checkOf(isTold: (number: number) => boolean, of: Partial<Job> = {}, first: Partial<BackupEvent> = {}) {
  const check = createEventCheck();
  check.came([event('before', first)], start);
  for (let number = 0; number < 10; number += 1) {
    check.listed(job(`j${number}`, of), isTold(number) ? 'COMPLETED' : undefined, now);
  }
  return check;
}

test.each([
  ['each has its event', checkOf(() => true), undefined],
  ['one was lost', checkOf((number) => number !== 4), undefined],
  ['another reader takes half of them', checkOf((number) => number % 2 === 0), { missed: 5, of: 10 }],
  ['another reader takes all of them', checkOf(() => false), { missed: 10, of: 10 }],
  ['they ended a moment ago', checkOf(() => false, { completedAt: now - graceMs + 1 }), undefined],
  ['they ended before the feed was read', checkOf(() => false, { completedAt: start - 1 }), undefined],
  ['they run', checkOf(() => false, { state: 'RUNNING' }), undefined],
  ['they are parts of others', checkOf(() => false, { parentId: 'p' }), undefined],
  ['no event ever came from there', checkOf(() => false, { scope: { ...scope, region: 'us-east-1' } }), undefined],
  ['a topic sends what it was asked for', checkOf(() => false, {}, { via: 'sns' }), undefined],
])('%s', (_, check, missed) => {
  expect(check.missed()).toEqual(missed);
});

test('an event that comes late counts, its id in capitals too; that it began does not', () => {
  const check = checkOf(() => false);
  const began = { job: { kind: 'backup' as const, id: 'j9', state: 'RUNNING', at: start, members: {} } };
  check.came([...Array.from({ length: 7 }, (__, number) => event(`J${number}`)), event('j9', began)], now);
  expect(check.missed()).toEqual({ missed: 3, of: 10 });
  check.listed(job('j7'), 'COMPLETED', now);
  expect(check.missed()).toBeUndefined();
});

test('what was missed long ago is forgotten', () => {
  const check = checkOf(() => false);
  for (let number = 10; number < 110; number += 1) check.listed(job(`j${number}`), 'COMPLETED', now);
  expect(check.missed()).toBeUndefined();
});
