// A role in each of 150 accounts, and a management account that sees them all as well: one store, and each row once.
import { expect, test } from 'vitest';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { resources } from '../../src/resources/index.ts';
import type { Stored } from '../../src/resources/stored.ts';
import { listPlaces } from '../../src/runtime/lists/list-places.ts';
import { listQueryOf } from '../../src/runtime/lists/list-query-of.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const now = Date.UTC(2026, 0, 15, 12);
const region = 'eu-west-1';
const accounts = Array.from({ length: 150 }, (_, index) => String(100_000_000_000 + index));
const management = 'management';
const resource = resources.audits;

const scopeIn = (accountId: string, connection: string): Scope => ({ accountId, region, connection });
const audit = (accountId: string, actor: string) => ({
  scope: scopeIn(accountId, ''),
  id: `event in ${accountId}`,
  name: 'DeleteBackupVault',
  at: now - 1_000,
  actor,
  risk: 'none',
  target: '',
  sourceIp: '',
  byService: false,
});

test('of 150 identities each row is listed once, as its own account sees it', async () => {
  const store = openMemoryStore(() => now);
  const write = (accountId: string, identity: string, actor: string) =>
    store.writer.upsert(resource.id, [audit(accountId, actor)], { requestedAt: now, identity });
  for (const account of accounts) write(account, management, 'seen from outside');
  for (const account of accounts.slice(1)) write(account, `role in ${account}`, 'seen from inside');
  const requested = accounts.map((account) => scopeIn(account, account));
  const organization: Scope = { ...scopeIn(accounts[0] ?? '', management), organization: true };
  const requests = [...requested, organization].map(
    (scope): ListRequest => ({ kind: 'list', resource: resource.id, scope, params: {}, priority: 0 }),
  );
  const identityOf = (connection: string) => (connection === management ? management : `role in ${connection}`);
  const places = listPlaces(requests, identityOf);
  const sight = store.sight();
  if (!places || !sight) throw new Error('The store is not open.');
  const groups = places.groups(sight.reader.scopeIds());
  const wanted = {
    resource,
    stored: resource.stored as Stored,
    params: {},
    accounts: new Map(),
    isSettled: () => true,
    now,
  };
  const found = await sight.queries.ids(
    listQueryOf({ ...wanted, filter: '', sort: resource.sort }, { scopes: groups }),
  );
  const rows = sight.reader.rows([...(found?.ids ?? [])]).map((stored) => stored?.row);
  expect(rows).toHaveLength(150);
  expect(new Set(rows.map((row) => row.scope.accountId))).toEqual(new Set(accounts));
  expect(rows.filter((row) => row.actor === 'seen from inside')).toHaveLength(149);
  expect(new Set(rows.map(({ scope }) => scope.region))).toEqual(new Set([region]));
  const strangers = listPlaces(requests, () => 'another identity')?.groups(sight.reader.scopeIds());
  expect(strangers).toEqual([]);
});
