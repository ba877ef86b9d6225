// Requests that are sent before the identity is known, and the use of their responses.
import { afterEach, expect, test } from 'vitest';
import { mostEarlyRequests } from '../../config/limits.ts';
import { requestFor } from '../../src/app/state/lists/list-requests.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import type { EarlyList } from '../../src/engine/access/early-requests.ts';
import { denied } from '../components/fixtures.ts';
import { openSlowSignIn, signInMs, slowRegions } from '../support/slow-sign-in.ts';

const vaultsAndJobs: readonly EarlyList[] = [{ resource: 'vaults' }, { resource: 'backup-jobs' }];
const expired = new AwsProblemError({ ...denied, kind: 'expired-credentials', code: 'ExpiredToken' });

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function open(options: Parameters<typeof openSlowSignIn>[0]) {
  const opened = openSlowSignIn(options);
  stops.push(opened.runtime.stop);
  opened.runtime.start();
  const count = (operation: string) => opened.requested.filter((one) => one.operation === operation).length;
  const vaults = () => {
    const { data } = opened.runtime.view();
    return data.listed(data.scopes.map((scope) => requestFor('vaults', scope)));
  };
  return { ...opened, count, vaults };
}

test('vaults come first, in all Regions, while AWS is asked who we are', async () => {
  const { requested, clock } = open({ early: vaultsAndJobs });
  await clock.advance(0);
  const lists = requested.filter(({ operation }) => operation.startsWith('List'));
  expect(lists.map(({ operation, region }) => `${operation} ${region}`)).toEqual([
    ...slowRegions.map((region) => `ListBackupVaults ${region}`),
    ...slowRegions.map((region) => `ListBackupJobs ${region}`),
  ]);
});

test('no row is shown before it is known whose it is, and then the early response is it: nothing is requested twice', async () => {
  const { clock, count, vaults } = open({ early: vaultsAndJobs });
  await clock.advance(signInMs - 1);
  expect(vaults()).toEqual([]);
  await clock.advance(100);
  expect(vaults().map(({ name, scope }) => `${name} ${scope.accountId}`)).toEqual(
    slowRegions.map((region) => `vault-of-${region} 111122223333`),
  );
  expect(count('ListBackupVaults')).toBe(slowRegions.length);
});

test('without a first list nothing is requested early', async () => {
  const { requested, clock } = open({});
  await clock.advance(signInMs - 1);
  expect(requested.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
});

test('a response that waited too long is requested anew', async () => {
  const { clock, count, vaults } = open({ early: vaultsAndJobs, ms: 120_000 });
  await clock.advance(120_070);
  expect(vaults()).toHaveLength(slowRegions.length);
  expect(count('ListBackupVaults')).toBe(2 * slowRegions.length);
});

test('a refused sign-in refuses few requests, and is said in one sentence', async () => {
  const { requested, clock, count, runtime } = open({ early: vaultsAndJobs, refused: expired, ms: 100 });
  await clock.advance(60_000);
  const others = requested.length - count('GetCallerIdentity');
  expect(others).toBeGreaterThan(0);
  expect(others).toBeLessThanOrEqual(mostEarlyRequests);
  expect(runtime.view().data.identityProblem?.kind).toBe('expired-credentials');
});

test('without credentials nothing but the identity is requested', async () => {
  const { requested, clock } = open({ early: vaultsAndJobs, unsigned: expired });
  await clock.advance(60_000);
  expect(new Set(requested.map(({ operation }) => operation))).toEqual(new Set(['GetCallerIdentity']));
});

test('where the Regions are named, their list is requested after the rows', async () => {
  const { requested, clock } = open({ early: vaultsAndJobs, ms: 100 });
  await clock.advance(30_000);
  const order = requested.map(({ operation }) => operation);
  for (const first of ['ListBackupVaults', 'ListBackupJobs', 'ListCopyJobs', 'ListRestoreJobs']) {
    expect(order.indexOf(first)).toBeGreaterThanOrEqual(0);
    expect(order.indexOf(first)).toBeLessThan(order.indexOf('ListRegions'));
  }
});
