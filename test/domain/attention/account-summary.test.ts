// The figures of an account: counted where something tells them, unknown and never 0 where nothing does.
import { expect, test } from 'vitest';
import { type AccountPart, accountPart, accountSummary } from '../../../src/domain/attention/account-summary.ts';
import { createScopeView } from '../../../src/domain/attention/scope-view.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import {
  arnOf,
  day,
  expired,
  factsOf,
  failed,
  five,
  hour,
  job,
  listed,
  nightly,
  noon,
  point,
  running,
  scope,
} from './facts-of.ts';

const partOf = (estate: Parameters<typeof factsOf>[0]): AccountPart =>
  accountPart(createScopeView(factsOf(estate)), noon);
const jobsOnly = (jobs: readonly Job[]): AccountPart =>
  accountPart(createScopeView({ scope, backupJobs: { rows: jobs, at: noon - hour } }), noon);

const owner = { scope, accountId: scope.accountId, name: 'shop', readBy: 'arn', throughOrganization: false };

test('an account-Region of which all is read', () => {
  const jobs = [...nightly('shop'), failed('cart', five), ...nightly('cart').slice(1), running('shop', noon - hour)];
  const points = [point('shop', five), point('cart', five - day)];
  expect(partOf({ backups: jobs, points, resources: [listed('shop'), listed('cart')] })).toMatchObject({
    ...{ region: 'eu-west-1', unread: [], protected: 2, failing: 1, withoutBackup: 0, oldestAt: five - day },
    last24Hours: { completed: 1, withIssues: 0, failed: 1, expired: 0, aborted: 0, running: 1 },
  });
});

test.each<[string, readonly Job[], number]>([
  ['a failure that a later job made good', [job('shop', noon - hour), failed('shop', five)], 0],
  ['a failure before a job that runs', [running('shop', noon - hour), failed('shop', five)], 1],
  ['a job that never started', [expired('shop', five), ...nightly('shop').slice(1)], 1],
  ['half of a composite', [job('shop', five, { state: 'PARTIAL' })], 1],
  ['nothing but one that runs', [running('shop', noon - hour)], 0],
])('failing: %s', (_, jobs, count) => {
  expect(jobsOnly(jobs).failing).toBe(count);
});

test('jobs alone tell failures and ages of late, and neither what is protected nor what has no backup', () => {
  const part = jobsOnly([failed('cart', five), ...nightly('shop')]);
  expect(part).toMatchObject({ failing: 1, oldestAt: five, readAt: noon - hour });
  for (const figure of ['protected', 'withoutBackup'] as const) expect(part[figure]).toBeUndefined();
  expect(part.unread).toEqual([
    ...['copyJobs', 'restoreJobs', 'rules', 'selections', 'resources', 'points', 'vaults', 'scanJobs', 'audits'],
    'testingPlans',
  ]);
});

test('nothing read: nothing is 0', () => {
  const part = accountPart(createScopeView({ scope }), noon);
  const { region, unread, ...figures } = accountSummary(owner, [part]) as unknown as Record<string, unknown>;
  expect(unread).toHaveLength(11);
  for (const name of ['protected', 'failing', 'oldestAt', 'withoutBackup', 'last24Hours', 'readAt'])
    expect(figures[name], name).toBeUndefined();
});

test('a copy in another Region is as old as it is, and its resource is not', () => {
  const there = { ...scope, region: 'us-east-1' };
  const copies = [point('shop', five - 7 * day)];
  const facts = { ...factsOf({ backups: [], points: copies, resources: [listed('shop')] }), scope: there };
  expect(accountPart(createScopeView(facts), noon).oldestAt).toBeUndefined();
  expect(arnOf('shop')).toContain('eu-west-1');
});

test('Regions add up; the oldest data and the oldest answer count; what one Region lacks is named with it', () => {
  const whole = partOf({ backups: nightly('shop'), points: [point('shop', five)], resources: [listed('shop')] });
  const other: AccountPart = {
    ...{ region: 'us-east-1', unread: ['resources'], failing: 2, oldestAt: five - day, readAt: noon - day },
    last24Hours: { completed: 3, withIssues: 1, failed: 2, expired: 1, aborted: 0, running: 0 },
  };
  expect(accountSummary(owner, [other, whole])).toMatchObject({
    ...{ regions: ['eu-west-1', 'us-east-1'], protected: 1, failing: 2, oldestAt: five - day, readAt: noon - day },
    last24Hours: { completed: 4, withIssues: 1, failed: 2, expired: 1, aborted: 0, running: 0 },
    unread: [{ list: 'resources', regions: ['us-east-1'] }],
  });
});
