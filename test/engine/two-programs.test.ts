// Two programs with one store: one of them requests a list from AWS, and the other uses its response.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { cadences } from '../../config/polling.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import type { Aws } from '../../src/aws/aws.ts';
import { type AwsProblem, AwsProblemError } from '../../src/aws/errors/errors.ts';
import { requestAll } from '../../src/cli/get/request-all.ts';
import { keepResponses } from '../../src/cli/get/stored/keep-responses.ts';
import { claimResponse } from '../../src/engine/polls/claims.ts';
import { createResourcePolls } from '../../src/engine/polls/polls-of-resources.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { dayMs } from '../../src/lib/duration.ts';
import { resources } from '../../src/resources/index.ts';
import { processSpace } from '../../src/store/file/processes.ts';
import { requestLeaseMs } from '../../src/store/request-leases.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { newFolder } from '../store/child.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { storedRowsOf } from '../support/stored-rows.ts';
import { type Asked, stubAws } from '../support/stub-aws.ts';

const scope = {
  accountId: '111122223333',
  region: 'eu-west-1',
  connection: '',
};
const identity = 'AWS arn:aws:sts::111122223333:assumed-role/Reader';
const vaults: ListRequest = {
  kind: 'list',
  resource: 'vaults',
  scope,
  params: {},
  priority: 1,
};
const { refreshMs } = cadences.vaults;
/** How long AWS takes to respond. */
const answerMs = 2_000;

let clock: FakeClock;
let path: string;

beforeEach(() => {
  clock = createFakeClock();
  path = join(newFolder(), 'store.sqlite');
  const database = openForWriting(path);
  migrate(database);
  database.close();
});

const denied = {
  kind: 'denied',
  message: 'denied',
  retryable: false,
} as AwsProblem;

interface ProgramOptions {
  /** It never gets a response, like a killed program. */
  readonly isDying?: boolean;
  /** Its vaults are locked, and AWS refuses to describe the lock. */
  readonly isThin?: boolean;
  /** It shows nothing that was requested before it began. */
  readonly notBefore?: number;
  /** Of its process. */
  readonly pid?: number;
}

/** A process that is running, and one that has ended. */
const runningPid = process.ppid;
const endedPid = spawnSync(process.execPath, ['--version']).pid;

function program(name: string, { isDying = false, isThin = false, notBefore, pid = process.pid }: ProgramOptions = {}) {
  const requested: Asked[] = [];
  const database = openForWriting(path);
  const store = createStoreInProcess({
    database,
    now: clock.now,
    holder: `${processSpace()}-${pid}`,
  });
  const stub = stubAws(requested, () => ({
    BackupVaultList: [{ BackupVaultName: name, BackupVaultArn: arnOf(name), Locked: isThin }],
    RecoveryPoints: [
      { RecoveryPointArn: arnOf(`point-of-${name}`), BackupVaultName: 'prod', CreationDate: new Date(clock.now()) },
    ],
  }));
  const pages = async function* (...listRequest: Parameters<Aws['pages']>) {
    const response = stub.pages(...listRequest);
    const first = await response[Symbol.asyncIterator]().next();
    await clock.sleep(isDying ? dayMs : answerMs);
    yield first.value;
  } as Aws['pages'];
  const call = () => Promise.reject(new AwsProblemError(denied));
  const aws = {
    ...stub,
    now: clock.now,
    pages,
    call: isThin ? call : stub.call,
  } as Aws;
  const polls = createResourcePolls({
    aws,
    clock,
    nextTurn: async () => {},
    archive: {
      store,
      identityOf: async () => identity,
      ...(notBefore === undefined ? {} : { notBefore: () => notBefore }),
    },
  });
  /** Like `vaultop get vaults`: it always sends its request. */
  const get = async () => {
    const found: string[] = [];
    const { signal } = new AbortController();
    const [resource, params, scopes] = [resources.vaults, {}, [scope]];
    const keep = keepResponses({
      store,
      resource,
      params,
      identityOf: () => identity,
    });
    await requestAll({
      aws,
      clock,
      resource,
      params,
      scopes,
      signal,
      keep,
      row: async (_, row) => void found.push(row.name),
    });
    return found;
  };
  const end = () => {
    polls.stop();
    database.close();
  };
  return {
    polls,
    get,
    watch: (listRequest = vaults) => polls.watchExactly([listRequest]),
    calls: (wanted = 'ListBackupVaults') => requested.filter(({ operation }) => operation === wanted).length,
    shown(listRequest = vaults) {
      const { loadedAt, restored } = polls.snapshot(listRequest) ?? {};
      const isShown = loadedAt !== undefined && !restored;
      return isShown ? [...storedRowsOf(store, listRequest, identity).values()].map((row) => row.name ?? row.arn) : [];
    },
    lacks: () => polls.snapshot(vaults)?.lacks,
    ageMs: () => clock.now() - (polls.snapshot(vaults)?.loadedAt ?? 0),
    end,
  };
}

const arnOf = (name: string) => `arn:aws:backup:eu-west-1:111122223333:backup-vault:${name}`;

test('both begin at the same moment: one asks, and both show its answer', async () => {
  const [one, other] = [program('one'), program('other', { pid: runningPid })];
  one.watch();
  other.watch();
  await clock.advance(answerMs + 1_500);
  expect([one.calls() + other.calls(), one.shown(), other.shown()]).toEqual([1, ['one'], ['one']]);
  expect(one.ageMs()).toBe(other.ageMs());
  one.end();
  other.end();
});

const pointsOf = (params: ListRequest['params']): ListRequest => ({ ...vaults, resource: 'recovery-points', params });

test.each([
  ['whose rows say that they belong to it', { vaultName: 'prod' }, 'ListRecoveryPointsByBackupVault'],
  ['of which the store keeps the rows apart', { resourceArn: 'arn:db' }, 'ListRecoveryPointsByResource'],
])('of a narrowed list %s one asks, and both show its answer', async (_, params, operation) => {
  const points = pointsOf(params);
  const [one, other] = [program('one'), program('other', { pid: runningPid })];
  one.watch(points);
  await clock.advance(500);
  other.watch(points);
  await clock.advance(answerMs + 1_500);
  expect([one.calls(operation), other.calls(operation)]).toEqual([1, 0]);
  expect([one.shown(points), other.shown(points)]).toEqual([[arnOf('point-of-one')], [arnOf('point-of-one')]]);
  // The same list of something else is another one.
  const elsewhere = pointsOf(Object.fromEntries(Object.keys(params).map((name) => [name, 'other'])));
  other.watch(elsewhere);
  await clock.advance(answerMs + 1_500);
  expect([other.calls(operation), one.calls(operation)]).toEqual([1, 1]);
  one.end();
  other.end();
});

test('side by side for ten turns they ask as often as one alone, and neither falls behind', async () => {
  const alone = program('alone');
  alone.watch();
  for (let part = 0; part < 100; part += 1) await clock.advance(refreshMs / 10);
  const wanted = alone.calls();
  alone.end();
  const [one, other] = [program('one'), program('other', { pid: runningPid })];
  one.watch();
  await clock.advance(refreshMs / 3);
  other.watch();
  let oldestMs = 0;
  for (let part = 0; part < 100; part += 1) {
    await clock.advance(refreshMs / 10);
    if (part > 10) oldestMs = Math.max(oldestMs, one.ageMs(), other.ageMs());
  }
  expect(wanted).toBeGreaterThan(5);
  expect(one.calls() + other.calls()).toBeLessThanOrEqual(wanted + 1);
  expect(oldestMs).toBeLessThan(2 * refreshMs);
  one.end();
  other.end();
});

test('what a person asks for anew is asked of AWS, however new the answer of the other program is', async () => {
  const [one, other] = [program('one'), program('other', { pid: runningPid })];
  one.watch();
  other.watch();
  await clock.advance(answerMs + 1_500);
  one.polls.refresh(vaults);
  await clock.advance(answerMs);
  await clock.advance(1_500);
  other.polls.refresh(vaults);
  await clock.advance(answerMs + 1_500);
  expect([one.calls(), other.calls()]).toEqual([2, 1]);
  one.end();
  other.end();
});

test('a program that hangs while it asks keeps the other one from asking until its lease has ended', async () => {
  const [dying, other] = [program('dying', { isDying: true }), program('other', { pid: runningPid })];
  dying.watch();
  await clock.advance(10);
  other.watch();
  await clock.advance(requestLeaseMs - 1_000);
  expect(other.calls()).toBe(0);
  await clock.advance(2_000 + answerMs);
  expect([other.calls(), other.shown()]).toEqual([1, ['other']]);
  dying.end();
  other.end();
});

test('a command that begins while the other program asks takes nothing that was asked for before it began', async () => {
  const one = program('one');
  one.watch();
  await clock.advance(answerMs / 2);
  const command = program('command', {
    notBefore: clock.now(),
    pid: runningPid,
  });
  command.watch();
  await clock.advance(answerMs + 1_000);
  expect([command.calls(), command.shown()]).toEqual([1, ['command']]);
  one.end();
  command.end();
});

test('a command waits for what the other program asked after it began', async () => {
  const command = program('command', {
    notBefore: clock.now(),
    pid: runningPid,
  });
  const one = program('one');
  await clock.advance(10);
  one.watch();
  await clock.advance(10);
  command.watch();
  await clock.advance(answerMs + 1_500);
  expect([command.calls(), command.shown()]).toEqual([0, ['one']]);
  one.end();
  command.end();
});

test('while get asks, a dashboard waits for its answer; get itself waits for nobody', async () => {
  const [one, command] = [program('one'), program('command', { pid: runningPid })];
  const first = command.get();
  one.watch();
  await clock.advance(answerMs + 1_500);
  expect([await first, one.shown(), one.calls()]).toEqual([['command'], ['command'], 0]);
  one.polls.refresh(vaults);
  await clock.advance(10);
  const second = command.get();
  await clock.advance(answerMs + 1_500);
  expect([await second, one.calls(), command.calls()]).toEqual([['command'], 1, 2]);
  one.end();
  command.end();
});

test('a program that was killed while it asked keeps no other one from asking', async () => {
  const killed = program('killed', { isDying: true, pid: endedPid });
  killed.watch();
  await clock.advance(10);
  const other = program('other');
  other.watch();
  await clock.advance(answerMs);
  await clock.advance(500);
  expect([other.calls(), other.shown()]).toEqual([1, ['other']]);
  killed.end();
  other.end();
});

test('who begins a moment after another program was answered takes its answer; after an earlier run of itself it asks', async () => {
  const [running, ended] = [program('running', { pid: runningPid }), program('ended', { pid: endedPid })];
  running.watch();
  await clock.advance(answerMs + 10_000);
  const second = program('second');
  second.watch();
  await clock.advance(answerMs);
  await clock.advance(500);
  expect([second.calls(), second.shown(), second.ageMs()]).toEqual([0, ['running'], 2 * answerMs + 10_500]);
  running.end();
  second.end();
  await clock.advance(2 * refreshMs);
  ended.watch();
  await clock.advance(answerMs);
  await clock.advance(10_000);
  expect(ended.shown()).toEqual(['ended']);
  ended.end();
  const restarted = program('restarted');
  restarted.watch();
  await clock.advance(answerMs);
  await clock.advance(500);
  expect([restarted.calls(), restarted.shown()]).toEqual([1, ['restarted']]);
  restarted.end();
  const again = program('again');
  again.watch();
  await clock.advance(answerMs);
  await clock.advance(500);
  expect([again.calls(), again.shown()]).toEqual([1, ['again']]);
  again.end();
});

test('a program that is left while it asks lets the other one ask at once', async () => {
  const [left, other] = [program('left', { isDying: true }), program('other', { pid: runningPid })];
  left.watch();
  await clock.advance(10);
  other.watch();
  await clock.advance(10);
  left.polls.stop();
  await clock.advance(answerMs + 1_500);
  expect([other.calls(), other.shown()]).toEqual([1, ['other']]);
  left.end();
  other.end();
});

test('rows that have to pass by are asked of AWS, and the other program waits for them', async () => {
  const [watching, other] = [
    program('watching', { notBefore: Number.POSITIVE_INFINITY }),
    program('other', { pid: runningPid }),
  ];
  watching.watch();
  await clock.advance(10);
  other.watch();
  await clock.advance(answerMs + 1_500);
  expect([watching.calls(), other.calls(), other.shown()]).toEqual([1, 0, ['watching']]);
  await clock.advance(3 * refreshMs);
  expect(watching.calls()).toBeGreaterThan(2);
  watching.end();
  other.end();
});

test('of a list that is taken it is said what its rows do not tell', async () => {
  const [one, other] = [program('one', { isThin: true }), program('other', { pid: runningPid })];
  one.watch();
  other.watch();
  await clock.advance(answerMs + 1_500);
  expect([one.lacks(), other.calls(), other.lacks()]).toEqual(['mode of a lock', 0, 'mode of a lock']);
  one.end();
  other.end();
});

test('what another program was answered while it was waited for is taken, although it ended at once', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)']);
  const [command, dashboard] = [program('command', { pid: child.pid ?? 0 }), program('dashboard')];
  const requested = command.get();
  await clock.advance(500);
  dashboard.watch();
  await clock.advance(answerMs - 500);
  await clock.advance(100);
  await requested;
  child.kill('SIGKILL');
  await once(child, 'exit');
  await clock.advance(1_000);
  expect([dashboard.calls(), dashboard.shown()]).toEqual([0, ['command']]);
  command.end();
  dashboard.end();
});

test('who leaves before anything was sent gives the lease back', async () => {
  const control = new AbortController();
  const released: string[] = [];
  const request = {
    resource: 'vaults',
    scope: { ...scope, identity },
    params: '[]',
  } as const;
  await claimResponse(request, {
    clock,
    now: clock.now,
    newEnough: () => 0,
    signal: control.signal,
    reader: { requestState: () => undefined },
    leases: {
      holder: 'one',
      take: () => true,
      release: ({ params }) => released.push(params),
    },
  });
  expect(released).toEqual([]);
  control.abort();
  expect(released).toEqual(['[]']);
});
