import { expect, test } from 'vitest';
import { mostSweptPoints, sweptPointsMs } from '../../config/polling.ts';
import { createFactsReader } from '../../src/app/attention/read-facts.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { finish } from '../../src/lib/steps.ts';
import { dataOf, now, vault } from '../components/fixtures.ts';
import { organizationOf } from './organization.ts';

const factsWith = (pointCount: number) =>
  finish(
    createFactsReader()(
      dataOf({
        rows: { vaults: [vault('main', 'us-east-1', { pointCount })] },
      }),
    ),
  );

test('of a crowded vault it is known from when on its points were asked for', () => {
  const [crowded, elsewhere] = factsWith(mostSweptPoints + 1);
  expect(crowded?.pointsSince).toBe(now - 2_000 - sweptPointsMs);
  expect(elsewhere?.pointsSince).toBeUndefined();
  expect(factsWith(mostSweptPoints)[0]?.pointsSince).toBeUndefined();
});

test('of an answer of an organization each account-Region has its part, which stays the same while its rows do', () => {
  const organization = organizationOf({
    accounts: 3,
    regions: 1,
    resources: 2,
    jobs: 2,
  });
  const read = createFactsReader();
  const factsOf = (data = organization.data()) =>
    new Map(finish(read(data)).map((facts) => [facts.scope.accountId, facts]));
  const [first, second] = [organization.scope(1, 0).accountId, organization.scope(2, 0).accountId];
  const before = factsOf();
  expect(before.get(first)?.backupJobs?.rows).toHaveLength(4);
  organization.remove((before.get(first)?.backupJobs?.rows ?? []).slice(0, 1));
  const after = factsOf();
  expect(after.get(first)?.backupJobs?.rows).toEqual(before.get(first)?.backupJobs?.rows.slice(1));
  expect(after.get(second)).toBe(before.get(second));
  organization.askAgain(now + 60_000);
  const later = factsOf();
  expect(later.get(second)?.backupJobs?.at).toBe(now + 60_000);
  expect(later.get(second)?.backupJobs?.rows).toBe(before.get(second)?.backupJobs?.rows);
});

test('who asks for an organization knows of itself, even that it has not one job', () => {
  const organization = organizationOf({
    accounts: 2,
    regions: 1,
    resources: 1,
    jobs: 1,
  });
  const { accountId } = organization.scope(0, 0);
  organization.remove(organization.jobs().filter(({ scope }) => scope.accountId === accountId));
  const [own] = finish(createFactsReader()(organization.data()));
  expect(own?.scope.accountId).toBe(accountId);
  expect(own?.backupJobs?.rows).toEqual([]);
});

test('an account that its own role reaches too has one set of facts, of whatever connection they come', () => {
  const organization = organizationOf({ accounts: 3, regions: 1, resources: 2, jobs: 2 });
  const [own, member, silent] = [0, 1, 2].map((account) => organization.scope(account, 0));
  const roles = [member, silent].map((scope) => ({ ...(scope as Scope), connection: 'role' }));
  organization.remove(organization.jobs().filter(({ scope }) => scope.accountId === silent?.accountId));
  const names = new Map([own, member, silent].map((scope) => [scope?.accountId ?? '', 'name']));
  const data = organization.data({ scopes: [own as Scope, ...roles], accounts: names });
  const facts = finish(createFactsReader()(data));
  expect(facts.map(({ scope }) => [scope.connection, scope.accountId])).toEqual(
    [own as Scope, ...roles].map(({ connection, accountId }) => [connection, accountId]),
  );
  expect(facts[1]?.backupJobs?.rows).toHaveLength(4);
  // An organization answers for every account of its own: this one has no jobs.
  expect(facts[2]?.backupJobs).toEqual({ rows: [], at: facts[1]?.backupJobs?.at });
  const strangers = { ...data, accounts: new Map([[member?.accountId ?? '', 'name']]) };
  expect(finish(createFactsReader()(strangers))[2]?.backupJobs).toBeUndefined();
});
