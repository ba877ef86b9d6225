// On a first start the vaults are on the screen before anything else is requested or evaluated.
import { afterEach, expect, test } from 'vitest';
import { firstRowsWaits } from '../../config/polling.ts';
import { requestFor } from '../../src/app/state/lists/list-requests.ts';
import { createFirstRows } from '../../src/engine/polls/first-rows.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { openSlowSignIn, signInMs, slowRegions } from '../support/slow-sign-in.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const written = { connection: '', region: '', operation: 'written' };

function open(options: Parameters<typeof openSlowSignIn>[0] = {}) {
  const clock = createFakeClock();
  const firstRows = createFirstRows({ clock, list: 'vaults', written: () => void opened.requested.push(written) });
  const opened = openSlowSignIn({ early: [{ resource: 'vaults' }], ...options, clock, firstRows });
  stops.push(opened.runtime.stop);
  opened.runtime.start();
  const operations = () => opened.requested.map(({ operation }) => operation);
  const others = () =>
    operations().filter((one) => !/^(ListBackupVaults|DescribeBackupVault|GetCaller|written)/.test(one));
  const vaults = () => {
    const { data } = opened.runtime.view();
    return data.listed(data.scopes.map((scope) => requestFor('vaults', scope)));
  };
  return { ...opened, clock, firstRows, operations, others, vaults };
}

test('nothing else is requested before the vaults are written and the readers notified', async () => {
  const { clock, firstRows, operations, others } = open();
  await clock.advance(signInMs + 90);
  expect(operations().slice(0, 5)).toEqual([
    'GetCallerIdentity',
    'ListBackupVaults',
    'ListBackupVaults',
    'written',
    'written',
  ]);
  expect(others()).toEqual([]);
  firstRows.read('vaults');
  await clock.advance(0);
  expect(others()).toContain('ListBackupJobs');
});

test('where the rows are not read, the others come a moment later', async () => {
  const { clock, others } = open();
  await clock.advance(signInMs + 50 + firstRowsWaits.readMs);
  expect(others()).toContain('ListBackupJobs');
});

test('a Region that does not answer keeps the others waiting for a moment', async () => {
  const { clock, others, vaults } = open({ slow: slowRegions.slice(1) });
  await clock.advance(signInMs + 90);
  expect(vaults()).toHaveLength(1);
  expect(others()).toEqual([]);
  await clock.advance(firstRowsWaits.othersMs);
  expect(others()).toContain('ListBackupJobs');
});

test('where no Region answers, nobody waits for long', async () => {
  const { clock, others } = open({ slow: slowRegions });
  await clock.advance(signInMs + firstRowsWaits.longestMs - 1);
  expect(others()).toEqual([]);
  await clock.advance(100);
  expect(others()).toContain('ListBackupJobs');
});

test('where another list is on screen, it does not wait', async () => {
  const { clock, firstRows } = open();
  const jobs = requestFor('backup-jobs', { accountId: '1', region: 'us-east-1', connection: 'prod' });
  firstRows.watch([jobs]);
  await firstRows.over;
  expect(firstRows.turn(jobs)).toBeUndefined();
  await clock.advance(0);
});

test('a locked vault is shown as listed until it is described, and that it was described is no change of it', async () => {
  const described = Promise.withResolvers<object>();
  const now = createFakeClock().now;
  const store = openMemoryStore(now);
  const { clock, vaults } = open({ describe: () => described.promise, store });
  await clock.advance(signInMs + 100);
  expect(vaults().map(({ locked, isLockDateUnknown }) => ({ locked, isLockDateUnknown }))).toEqual(
    slowRegions.map(() => ({ locked: true, isLockDateUnknown: true })),
  );
  described.resolve({ LockDate: new Date(5_000) });
  await clock.advance(100);
  expect(vaults().map(({ lockDate, isLockDateUnknown }) => ({ lockDate, isLockDateUnknown }))).toEqual(
    slowRegions.map(() => ({ lockDate: 5_000 })),
  );
  const { reader } = await store.opened();
  const versions = reader
    .scopes()
    .flatMap((scope) =>
      reader
        .rows(reader.openIds({ resource: 'vaults', scopes: [scope] }))
        .map((row) => reader.history({ resource: 'vaults', scope, key: row?.key ?? '', at: 0 }).length),
    );
  expect(versions).toEqual(slowRegions.map(() => 1));
});

test('the wait for slow Regions ends with the last of them, and nothing waits after the end', async () => {
  const clock = createFakeClock();
  const firstRows = createFirstRows({ clock, list: 'vaults', written() {} });
  const requests = slowRegions
    .slice(0, 2)
    .map((region) => requestFor('vaults', { accountId: '1', region, connection: 'prod' }));
  firstRows.watch(requests);
  let isOver = false;
  void firstRows.over.then(() => {
    isOver = true;
  });
  const sink = { page() {}, whole() {}, changes() {}, failed() {}, abandon() {} };
  const writer = firstRows.observe({ begin: () => sink } as never);
  const arrive = (request: (typeof requests)[number] | undefined) =>
    writer.begin({ resource: 'vaults', scope: request?.scope } as never).abandon();
  arrive(requests[0]);
  await clock.advance(firstRowsWaits.othersMs - 1);
  arrive(requests[1]);
  await clock.advance(firstRowsWaits.readMs - 1);
  expect(isOver).toBe(false);
  await clock.advance(1);
  expect([isOver, clock.pending()]).toEqual([true, 0]);
  const stopped = createFirstRows({ clock, list: 'vaults', written() {} });
  stopped.watch(requests);
  void stopped.turn(requestFor('backup-jobs', { accountId: '1', region: 'eu-west-1', connection: 'prod' }));
  stopped.stop();
  expect(clock.pending()).toBe(0);
});
