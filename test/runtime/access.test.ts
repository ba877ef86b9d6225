// Ways into the accounts of an organization, through real clients against the embedded AWS.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ListRow } from '../../src/app/list/rows.ts';
import { scopesFor } from '../../src/app/state/lists/list-requests.ts';
import { organizationText } from '../../src/app/state/places.ts';
import { type Connection, createAws } from '../../src/aws/aws.ts';
import { createRoleSessions } from '../../src/aws/sign-in/role-sessions.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { type Access, type AccessState, createAccess } from '../../src/engine/access/access.ts';
import type { StartingPlace } from '../../src/engine/access/place.ts';
import { connectionFor } from '../../src/engine/access/scopes.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { resources } from '../../src/resources/index.ts';

const management = '123456789012';
const regions = ['us-east-1', 'eu-west-1'];
const noon = Date.UTC(2026, 0, 15, 12);
const never = new AbortController().signal;

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ estate: 'medium', now: noon });
});
afterAll(() => emulator.close());

const closing: (() => unknown)[] = [];
beforeEach(() => emulator.setFaults([]));
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const base = (): Connection => ({
  id: 'base',
  endpointUrl: emulator.url,
  credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'none' },
});

const role = (account: string): Connection & { readonly roleArn: string } => ({
  id: account,
  roleArn: `arn:aws:iam::${account}:role/BackupReader`,
  source: 'base',
  endpointUrl: emulator.url,
});

interface Opened {
  readonly access: Access;
  until(fits: (state: AccessState) => boolean): Promise<AccessState>;
}

function open(place: Partial<StartingPlace> = {}): Opened {
  const aws = createAws({ connections: [base()], clock: systemClock, env: {} });
  const listeners = new Set<() => void>();
  const access = createAccess({
    aws,
    clock: systemClock,
    connections: [base()],
    regions,
    ...place,
    changed: () => listeners.forEach((look) => void look()),
    recovered() {},
  });
  access.start();
  closing.push(access.stop, aws.close);
  return {
    access,
    until: (fits) =>
      new Promise((found) => {
        const look = () => {
          if (!fits(access.state())) return;
          listeners.delete(look);
          found(access.state());
        };
        listeners.add(look);
        look();
      }),
  };
}

const told = (state: AccessState) => organizationText(state as never);
const namesTold = ({ accounts }: AccessState) => accounts.size > 0;

async function accountsWithJobs(access: Access, scope: Scope): Promise<Set<string>> {
  const found = new Set<string>();
  const input = { ByCreatedAfter: new Date(noon - 86_400_000) };
  for await (const page of access.aws.pages(
    scope,
    { service: 'backup', operation: 'ListBackupJobs', input },
    { signal: never },
  )) {
    for (const { AccountId = '' } of page.BackupJobs ?? []) found.add(AccountId);
  }
  return found;
}

test('the management account hears of all accounts by one call in each Region', async () => {
  const { access, until } = open({ organization: true });
  const state = await until(namesTold);
  expect(told(state)).toBe('organization: 5 accounts');
  expect(state.scopes.map(({ accountId }) => accountId)).toEqual([management, management]);
  expect(state.organizationScopes).toHaveLength(2);
  const [everybody] = state.organizationScopes ?? [];
  expect(await accountsWithJobs(access, everybody!)).toEqual(new Set(state.accounts.keys()));
});

test('scans of all accounts come in one list for each Region, and a row knows whose it is', async () => {
  const { access, until } = open({
    organization: true,
    roles: { role: { ...role('*'), write: true }, include: [], exclude: [] },
  });
  const state = await until(({ connections }) => connections.length === 5);
  const members = state.scopes.filter(({ region, accountId }) => region === 'us-east-1' && accountId !== management);
  for (const scope of members.slice(0, 2)) await startScan(access, scope);
  const scanned = new Map<string, ListRow>();
  const before = emulator.calls.length;
  for (const scope of scopesFor('scan-jobs', state)) {
    const ask = createRequestContext({ aws: access.aws, scope, params: {}, signal: never, priority: 0, now: noon });
    for await (const page of resources['scan-jobs'].list(ask)) for (const row of page) scanned.set(row.id, row);
  }
  const lists = emulator.calls.slice(before).filter(({ operation }) => operation === 'ListScanJobs');
  expect(lists.every(({ account }) => account === management)).toBe(true);
  expect(new Set(lists.map(({ region }) => region))).toEqual(new Set(regions));
  const accounts = new Set([...scanned.values()].map(({ scope }) => scope.accountId));
  expect(accounts).toEqual(new Set(members.slice(0, 2).map(({ accountId }) => accountId)));

  // Its detail is requested in its own account, with the role there.
  const far = [...scanned.values()].find(({ scope }) => scope.accountId !== management)!;
  const ask = createRequestContext({
    aws: access.aws,
    scope: far.scope,
    params: {},
    signal: never,
    priority: 0,
    now: noon,
  });
  expect(await resources['scan-jobs'].describe(ask, far)).toMatchObject({ ScanJobId: far.id });
  expect(emulator.calls.at(-1)).toMatchObject({ operation: 'DescribeScanJob', account: far.scope.accountId });
});

/** Of the newest point of a disk there. */
async function startScan({ aws }: Access, scope: Scope): Promise<void> {
  const input = { ByResourceType: 'EBS', ByCreatedAfter: new Date(noon - 9 * 86_400_000) };
  for await (const vaults of aws.pages(
    scope,
    { service: 'backup', operation: 'ListBackupVaults', input: {} },
    { signal: never },
  )) {
    for (const { BackupVaultName } of vaults.BackupVaultList ?? []) {
      const requested = { ...input, BackupVaultName };
      const { RecoveryPoints } = await aws.call(
        scope,
        { service: 'backup', operation: 'ListRecoveryPointsByBackupVault', input: requested },
        { signal: never },
      );
      const point = RecoveryPoints?.find(({ Status }) => Status === 'COMPLETED' || Status === 'AVAILABLE');
      if (!point) continue;
      const { RecoveryPointArn } = point;
      const roles = { IamRoleArn: role(scope.accountId).roleArn, ScannerRoleArn: role(scope.accountId).roleArn };
      const how = { MalwareScanner: 'GUARDDUTY', ScanMode: 'FULL_SCAN' } as const;
      await aws.call(
        scope,
        {
          service: 'backup',
          operation: 'StartScanJob',
          input: { BackupVaultName, RecoveryPointArn, ...roles, ...how },
        },
        { signal: never },
      );
      return;
    }
  }
  throw new Error(`There is no disk with a point in ${scope.accountId}.`);
}

test('where scans of all accounts are refused, each account is asked for its own', async () => {
  const { access, until } = open({ organization: true, regions: ['us-east-1'] });
  const [everybody] = scopesFor('scan-jobs', await until(namesTold));
  emulator.setFaults([{ operation: 'ListScanJobs', kind: 'deny', times: 1 }]);
  const ask = (scope: Scope) =>
    createRequestContext({ aws: access.aws, scope, params: {}, signal: never, priority: 0, now: noon });
  const read = async (scope: Scope) => {
    const found = new Set<string>();
    for await (const page of resources['scan-jobs'].list(ask(scope)))
      for (const row of page) found.add(row.scope.accountId);
    return [...found];
  };
  await expect(read(everybody!)).rejects.toThrow('denied');
  const state = await until(({ organizationScopes = [] }) => organizationScopes.length === 5);
  for (const scope of scopesFor('scan-jobs', state)) {
    for (const account of await read(scope)) expect(account).toBe(scope.accountId);
  }
});

test('where all at once is refused, each account is asked for, and told so', async () => {
  const { access, until } = open({ organization: true });
  const [everybody] = (await until(namesTold)).organizationScopes ?? [];
  emulator.setFaults([{ region: 'us-east-1', operation: 'ListBackupJobs', kind: 'deny', times: 1 }]);
  await expect(accountsWithJobs(access, everybody!)).rejects.toThrow('denied');
  const state = await until(({ organizationScopes = [] }) => organizationScopes.length > 2);
  expect(told(state)).toBe('organization: 5 accounts, one request each');
  const here = state.organizationScopes?.filter(({ region }) => region === 'us-east-1') ?? [];
  expect(here).toHaveLength(5);
  expect(state.organizationScopes?.filter(({ region }) => region === 'eu-west-1')).toHaveLength(1);
  const member = here.find(({ accountId }) => accountId !== management)!;
  expect(await accountsWithJobs(access, member)).toEqual(new Set([member.accountId]));
});

test('where each is refused too, the own account is left, and told so', async () => {
  const { access, until } = open({ organization: true, regions: ['us-east-1'] });
  const [everybody] = (await until(namesTold)).organizationScopes ?? [];
  emulator.setFaults([{ operation: 'ListBackupJobs', kind: 'deny', times: 2 }]);
  await expect(accountsWithJobs(access, everybody!)).rejects.toThrow('denied');
  const each = await until(({ organizationScopes = [] }) => organizationScopes.length > 1);
  const member = each.organizationScopes?.find(({ accountId }) => accountId !== management);
  await expect(accountsWithJobs(access, member!)).rejects.toThrow('denied');
  const state = await until(({ organizationScopes = [] }) => organizationScopes.length === 1);
  expect(told(state)).toBe('organization: only accounts with credentials');
  expect(state.organization?.problem?.kind).toBe('denied');
  expect(await accountsWithJobs(access, state.organizationScopes![0]!)).toEqual(new Set([management]));
});

test('a member account is told that it is none to ask', async () => {
  const { until } = open();
  const [, member = ''] = [...(await openNames(until))];
  const second = open({ organization: true, connections: [role(member)] });
  const state = await second.until(({ organization }) => organization?.problem !== undefined);
  expect(state.organization?.problem?.message).toContain(`${member} is neither the management account`);
  expect(told(state)).toBe('organization: only accounts with credentials');
});

async function openNames(until: Opened['until']): Promise<string[]> {
  await until(({ identity }) => identity !== undefined);
  const { until: untilNamed } = open({ organization: true });
  return [...(await untilNamed(namesTold)).accounts.keys()].sort((a) => (a === management ? -1 : 1));
}

test('a role in every account, but for those left out by name', async () => {
  const { access, until } = open({ roles: { role: role('*'), include: [], exclude: ['acme-search-*'] } });
  const state = await until(({ connections }) => connections.length > 1);
  const left = [...state.accounts].find(([, name]) => name.startsWith('acme-search-'))?.[0];
  const reached = new Set(state.scopes.map(({ accountId }) => accountId));
  expect(reached.size).toBe(4);
  expect(reached.has(left ?? '')).toBe(false);
  expect(connectionFor({ accountId: left ?? '', region: 'us-east-1', connection: 'base' }, state)).toBeUndefined();
  const far = state.scopes.find(({ accountId }) => accountId !== management)!;
  const identity = await access.aws.call(
    far,
    { service: 'sts', operation: 'GetCallerIdentity', input: {} },
    { signal: never },
  );
  expect(identity.Account).toBe(far.accountId);
  const unreached = access.aws.call(
    { ...far, accountId: left ?? '' },
    { service: 'backup', operation: 'ListBackupVaults', input: {} },
    { signal: never },
  );
  await expect(unreached).rejects.toMatchObject({ problem: { kind: 'out-of-reach' } });
});

test('an MFA code is asked for once, and the session kept for the next start', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vaultop-cli-cache-'));
  closing.push(() => rm(directory, { recursive: true }));
  const serial = 'arn:aws:iam::123456789012:mfa/alice';
  const connection = { ...role(management), roleArn: `arn:aws:iam::${management}:role/OperatorMFA`, mfaSerial: serial };
  const requested: string[] = [];
  const start = async () => {
    const aws = createAws({
      connections: [base(), connection],
      clock: { ...systemClock, now: () => noon },
      env: {},
      sessions: createRoleSessions(directory),
      mfaCode: async (of) => `${requested.push(of) + 100_000}`,
    });
    closing.push(aws.close);
    await aws.signIn(connection.id, 'us-east-1');
    const scope = { accountId: management, region: 'us-east-1', connection: connection.id };
    const calls = [1, 2].map(() =>
      aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, { signal: never }),
    );
    return Promise.all(calls);
  };
  await start();
  await start();
  expect(requested).toEqual([serial]);
  expect(await readdir(directory)).toEqual([expect.stringMatching(/^[0-9a-f]{40}\.json$/)]);
});
