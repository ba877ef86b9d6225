// The figures of an account: counted where a list has them, unknown and never 0 where none does.
import { expect, test } from 'vitest';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import { type AccountPart, accountPart, accountSummary } from '../../../src/domain/attention/lists/account-summary.ts';
import { createScopeView } from '../../../src/domain/attention/scope-view.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import { withElsewhere } from '../../support/with-elsewhere.ts';
import {
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
    region: 'eu-west-1',
    unread: [],
    protected: 2,
    failing: 1,
    withoutBackup: 0,
    oldestAt: five - day,
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
    'copyJobs',
    'restoreJobs',
    'rules',
    'selections',
    'resources',
    'points',
    'vaults',
    'scanJobs',
    'audits',
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

test('a resource with copies elsewhere counts once, where it lives', () => {
  const virginia = { ...scope, region: 'us-east-1' };
  const partner = { ...scope, accountId: '444455556666' };
  const copies = (where: typeof scope) => ({
    ...factsOf({ points: [point('shop', five - 7 * day)], resources: [listed('shop')] }),
    scope: where,
  });
  const home = factsOf({ backups: nightly('shop'), points: [point('shop', five)], resources: [listed('shop')] });
  const partsOf = (all: readonly ScopeFacts[]) =>
    withElsewhere(all).map((facts) => accountPart(createScopeView(facts), noon));
  const counted = { protected: 1, withoutBackup: 0 };
  const [here, there, other] = partsOf([home, copies(virginia), copies(partner)]);
  expect(here).toMatchObject({ ...counted, oldestAt: five });
  for (const part of [there, other]) {
    expect(part).toMatchObject({ protected: 0, withoutBackup: 0 });
    expect(part?.oldestAt).toBeUndefined();
  }
  // Its own account-Region is not watched: its remains here are counted once too.
  expect(partsOf([copies(virginia), copies(partner)])).toMatchObject([
    { ...counted, oldestAt: five - 7 * day },
    { protected: 0, withoutBackup: 0 },
  ]);
});

test('a copy that is newer than what is left at home is the age of its resource', () => {
  const home = factsOf({ backups: [], points: [point('shop', five - 9 * day)], resources: [listed('shop')] });
  const virginia = { ...scope, region: 'us-east-1' };
  const there = { ...factsOf({ points: [point('shop', five - day)], resources: [] }), scope: virginia };
  const [part] = withElsewhere([home, there]).map((facts) => accountPart(createScopeView(facts), noon));
  expect(part?.oldestAt).toBe(five - day);
});

test('Regions add up; the oldest data and the oldest answer count; what one Region lacks is named with it', () => {
  const whole = partOf({ backups: nightly('shop'), points: [point('shop', five)], resources: [listed('shop')] });
  const other: AccountPart = {
    region: 'us-east-1',
    unread: ['resources'],
    failing: 2,
    oldestAt: five - day,
    readAt: noon - day,
    last24Hours: { completed: 3, withIssues: 1, failed: 2, expired: 1, aborted: 0, running: 0 },
  };
  expect(accountSummary(owner, [other, whole])).toMatchObject({
    regions: ['eu-west-1', 'us-east-1'],
    protected: 1,
    failing: 2,
    oldestAt: five - day,
    readAt: noon - day,
    last24Hours: { completed: 4, withIssues: 1, failed: 2, expired: 1, aborted: 0, running: 0 },
    unread: [{ list: 'resources', regions: ['us-east-1'] }],
  });
});
