// A program of the same user collects as one identity, a dashboard signs in as another: it shows those rows only where
// the config file names that identity, marked, and as old as they are.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { detailView } from '../../src/app/detail/detail-view.ts';
import { collectorLines } from '../../src/app/forms/subject-lines.ts';
import { machineRow } from '../../src/app/list/machine-row.ts';
import { everyRow, everywhere } from '../../src/app/state/lists/list-requests.ts';
import { collectedText } from '../../src/app/state/places.ts';
import { createAws } from '../../src/aws/aws.ts';
import { judge } from '../../src/cli/check/judge.ts';
import { collectedPlaces } from '../../src/cli/collected-places.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { writeChanges } from '../../src/cli/get/derived/listed-changes.ts';
import { collectedRows } from '../../src/cli/get/stored/collected-rows.ts';
import { earlierRows } from '../../src/cli/get/stored/earlier-rows.ts';
import { watchList } from '../../src/cli/get/watch/watch.ts';
import { isCollectedScope, type Scope } from '../../src/domain/scope.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { hourMs, minuteMs } from '../../src/lib/duration.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { createScreen } from '../../src/runtime/create-screen.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { readConfig } from '../../src/settings/read-config.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { newFolder } from '../store/child.ts';
import { type Simulation, startSimulation } from '../support/simulation.ts';

const region = 'eu-west-1';
const lists = ['vaults', 'backup-jobs', 'copy-jobs', 'findings'] as const satisfies ResourceId[];

let world: Simulation;
let path: string;
/** Of the collecting program: the rows of each list, and when they were asked for. */
let collected: Record<string, Listed>;
let collectedAt: number;
let collector: string;
/** Another role in the same account. */
let neighbor: ReturnType<typeof connectionOf>;

beforeAll(async () => {
  world = await startSimulation({ regions: [region], estate: 'medium', accounts: [0, 1] });
  path = join(newFolder(), 'store.sqlite');
  const [first] = world.connections;
  collector = `arn:aws:iam::${first?.id}:role/BackupOperator`;
  neighbor = await neighborIn(first?.id ?? '');
  const screen = open(first ? [first] : []);
  screen.start();
  await world.clock.advance(2 * minuteMs);
  collected = await listsOn(screen);
  collectedAt = Math.floor(world.clock.now() / 1_000) * 1_000;
  screen.stop();
  await world.clock.advance(minuteMs);
});
afterAll(() => world.close());

const connectionOf = (id: string, credentials: object) => ({ ...world.connections[0], id, credentials });

/** The session of another role, as STS gives it. */
async function neighborIn(account: string) {
  const { Credentials } = await world.aws.call(
    { accountId: account, region, connection: account },
    {
      service: 'sts',
      operation: 'AssumeRole',
      input: { RoleArn: `arn:aws:iam::${account}:role/Auditor`, RoleSessionName: 'me' },
    },
    { signal: new AbortController().signal },
  );
  return connectionOf('neighbor', {
    accessKeyId: Credentials?.AccessKeyId,
    secretAccessKey: Credentials?.SecretAccessKey,
    sessionToken: Credentials?.SessionToken,
  });
}

function open(connections: readonly object[], otherIdentities: readonly string[] = []): Runtime {
  const { clock } = world;
  const database = openForWriting(path);
  migrate(database);
  const options = { connections: connections as never, clock, env: {} };
  const aws = createAws({ ...options, timeouts: { connectMs: 60_000, requestMs: 60_000, callMs: 30_000 } });
  const store = createStoreInProcess({ database, now: aws.now, clock });
  const place = { connections: connections as never, regions: [region], allRegions: false, organization: false };
  return createScreen(createEngine({ ...place, aws, clock, store, cloudWatch: false }), {
    clock,
    store,
    otherIdentities,
    size: { columns: 120, rows: 40 },
    copy() {},
    repaint() {},
    quit() {},
  });
}

interface Listed {
  readonly keys: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources
  readonly rows: readonly any[];
  readonly notes: readonly string[];
  readonly loadedAt: number | undefined;
}

/** Every row of each list, as the screen shows it. */
async function listsOn(screen: Runtime): Promise<Record<string, Listed>> {
  const found: Record<string, Listed> = {};
  for (const id of lists) {
    for (let round = 0; round < 20; round += 1) {
      const { data, rowsOf } = screen.view();
      const rows = rowsOf(everyRow(id, data), data);
      const times = everywhere(id, data).flatMap((one) => data.snapshot(one)?.loadedAt ?? []);
      const loadedAt = times.length === 0 ? undefined : Math.min(...times);
      const keyed = [...rows.keys].map(keyWithoutConnection).toSorted();
      found[id] = { keys: keyed, rows: [...rows.rows], notes: rows.notes ?? [], loadedAt };
      if (!rows.isBehind && round > 2) break;
      await world.clock.advance(250);
    }
  }
  return found;
}

const arnInStore = () => collector.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
const keyWithoutConnection = (key: string): string => key.replace(/^.*?(?=\d{12}\/[a-z]{2}-)/, '');
const rowsOf = (found: Record<string, Listed>) => Object.values(found).flatMap(({ rows }) => rows);
const isOf = (account: string | undefined) => (row: { scope: { accountId: string } }) =>
  row.scope.accountId === account;

describe('an account that only the other identity reaches', () => {
  async function shownBy(identities: readonly string[]) {
    const [, own] = world.connections;
    const screen = open(own ? [own] : [], identities);
    const asked = world.emulator.calls.length;
    screen.start();
    await world.clock.advance(minuteMs);
    const found = await listsOn(screen);
    const calls = world.emulator.calls.slice(asked);
    screen.stop();
    return { found, screen, calls };
  }

  test('without the setting not a row of it is shown', async () => {
    const { found } = await shownBy([]);
    expect(rowsOf(found).length).toBeGreaterThan(0);
    expect(rowsOf(found).filter(isOf(world.connections[0]?.id))).toEqual([]);
  });

  test('with it all rows are, marked, as old as they are, and nothing is asked for them', async () => {
    const { found, screen, calls } = await shownBy([collector]);
    const account = world.connections[0]?.id ?? '';
    for (const id of lists) {
      const theirs = (found[id]?.rows ?? []).filter(isOf(account));
      const keys = (found[id]?.keys ?? []).filter((key) => key.startsWith(account));
      expect([id, keys]).toEqual([id, collected[id]?.keys]);
      expect([id, theirs.filter(({ scope }) => scope.collectedAs === undefined)]).toEqual([id, []]);
      expect([id, found[id]?.loadedAt]).toEqual([id, collected[id]?.loadedAt]);
    }
    expect(collected.vaults?.rows.length).toBeGreaterThan(0);
    expect(found.vaults?.notes).toEqual(['also collected as BackupOperator']);
    expect(calls.filter((call) => JSON.stringify(call).includes(account))).toEqual([]);
    const { data } = screen.view();
    expect(data.scopes.filter(isCollectedScope)).toMatchObject([{ accountId: account, region }]);
    expect(collectedText(data)).toBe('1 account collected as BackupOperator');
    expect(collectedText({ scopes: world.scopes })).toBeUndefined();
    // No action can be sent there.
    expect(data.reaches(data.scopes.find(isCollectedScope) ?? { accountId: '', region, connection: '' })).toBe(false);
  });
});

describe('an account that both reach', () => {
  async function shownBy(identities: readonly string[], faults: readonly string[]) {
    world.emulator.setFaults(faults.map(parseFault));
    const screen = open([neighbor], identities);
    screen.start();
    await world.clock.advance(minuteMs);
    const found = await listsOn(screen);
    screen.stop();
    world.emulator.setFaults([]);
    return { found, data: screen.view().data };
  }

  test('lists that the own identity may not read are shown as the other one collected them, marked', async () => {
    const refused = ['*/backup/ListBackupVaults=deny', '*/backup/ListBackupJobs=deny'];
    const without = await shownBy([], refused);
    for (const id of ['vaults', 'backup-jobs']) expect([id, without.found[id]?.rows]).toEqual([id, []]);
    const { found, data } = await shownBy([collector], refused);
    for (const id of ['vaults', 'backup-jobs'] as const) {
      expect([id, found[id]?.keys]).toEqual([id, collected[id]?.keys]);
      expect([id, found[id]?.loadedAt]).toEqual([id, collected[id]?.loadedAt]);
      expect(found[id]?.notes).toEqual(['also collected as BackupOperator']);
      // The refusal stays on screen.
      expect(everywhere(id, data).map((one) => data.snapshot(one)?.failure?.problem.kind)).toEqual(['denied']);
      expect(new Set(found[id]?.rows.map(({ scope }) => [scope.connection, scope.collectedAs].join()))).toEqual(
        new Set([`neighbor,${arnInStore()}`]),
      );
    }
  });

  test('the detail of a row, its review and its record for programs name who collected it, and who acts', async () => {
    const { found, data } = await shownBy([collector], ['*/backup/ListBackupVaults=deny']);
    const [row] = found.vaults?.rows ?? [];
    const key = resources.vaults.key(row);
    const detail = detailView({ kind: 'detail', resource: 'vaults', key, row, params: {} } as never, data);
    expect(detail.sections.flatMap((one) => (one.kind === 'fields' ? one.fields : []))).toContainEqual(
      expect.objectContaining({ label: 'Collected as', text: arnInStore() }),
    );
    expect(machineRow(resources.vaults, row, data.now)).toMatchObject({ collectedAs: arnInStore() });
    expect(machineRow(resources.vaults, { ...row, scope: world.scopes[0] }, data.now)).not.toHaveProperty(
      'collectedAs',
    );
    const overlay = {
      kind: 'act',
      resource: 'vaults',
      action: 'delete-vault',
      targets: [{ key, row, scope: row.scope, number: 0 }],
      leftOut: [],
      forms: [{ values: {} }],
      token: '',
      revision: 0,
    };
    const texts = collectorLines(overlay as never, data);
    expect(texts).toEqual([
      `Collected as ${arnInStore()}: what it shows may be older. The action is sent as ${data.identity?.arn}`,
    ]);
    expect(data.identity?.arn).toContain('/Auditor/');
  });

  test('of a past time it has what the other one saw then', async () => {
    const screen = open([neighbor], [collector]);
    screen.start();
    await world.clock.advance(minuteMs);
    screen.dispatch({ type: 'timeRequested', text: new Date(collectedAt).toISOString() });
    const found = await listsOn(screen);
    screen.stop();
    expect(screen.view().data.past?.asOf).toBe(collectedAt);
    expect(found.vaults?.keys).toEqual(collected.vaults?.keys);
    expect(found.vaults?.rows.map(({ scope }) => scope.collectedAs)).toEqual(found.vaults?.rows.map(arnInStore));
    expect(found.vaults?.loadedAt).toBeLessThanOrEqual(collectedAt);
  });

  test('a row that both saw is shown once, as the own one', async () => {
    const { found } = await shownBy([collector], []);
    for (const id of lists) {
      expect([id, new Set(found[id]?.keys).size]).toEqual([id, found[id]?.keys.length]);
      if (id.endsWith('-jobs')) continue;
      expect([id, found[id]?.rows.filter(({ scope }) => scope.collectedAs !== undefined)]).toEqual([id, []]);
      expect(found[id]?.notes).toEqual([]);
    }
    const jobs = found['backup-jobs']?.rows ?? [];
    expect(jobs.filter(({ scope }) => scope.collectedAs === undefined).length).toBeGreaterThan(jobs.length / 2);
  });
});

test.each([
  ['arn:aws:iam::111122223333:role/path/BackupMonitor', []],
  ['arn:aws-us-gov:sts::111122223333:assumed-role/BackupMonitor/session', []],
  ['arn:aws:iam::111122223333:user/carol', []],
  ['BackupMonitor', [/expected the ARN of a role or a user, such as arn:aws:iam::111122223333:role\/BackupMonitor/]],
  ['arn:aws:s3:::bucket', [/expected the ARN of a role or a user/]],
])('%s in the config file', (arn, messages) => {
  const { issues } = readConfig(`store:\n  identities: ['${arn}']\n`);
  expect(issues.map(({ message }) => message)).toEqual(messages.map((one) => expect.stringMatching(one)));
});

test('check takes the findings of an account that only others reach, says so, and when they are old', async () => {
  const database = openForWriting(path);
  const store = createStoreInProcess({ database, now: world.clock.now, clock: world.clock });
  const { reader } = await store.opened();
  const state = { scopes: [], regions: [region], accounts: new Map() };
  const options = { reader, arns: [collector], state, identities: new Map(), now: world.clock.now() };
  const { places, problems } = collectedPlaces(options);
  expect(places.flatMap((one) => one.rows('findings').rows)).toHaveLength(collected.findings?.rows.length ?? 0);
  expect(problems).toEqual([]);
  expect(collectedPlaces({ ...options, arns: [] }).places).toEqual([]);
  expect(collectedPlaces({ ...options, now: options.now + 2 * hourMs }).problems).toEqual([
    expect.stringMatching(
      /^eu-west-1 in \d{12}: BackupOperator collected there last 2h.* ago; what happened since is not known$/,
    ),
  ]);
  const evaluated = { places: [], collected: places, problems: [], accounts: () => [] };
  const data = { now: options.now, accounts: new Map(), scopes: [], connections: [], snapshot: () => undefined };
  const requested = { data, requests: [], place: { allRegions: false } };
  const report = judge(requested as never, { from: 'notice', without: [], evaluated: evaluated as never });
  expect(report.items.length).toBeGreaterThan(0);
  expect(report.items.filter(({ text }) => !text.endsWith(' (collected as BackupOperator)'))).toEqual([]);
  await store.close();
});

describe('get', () => {
  async function got(id: ResourceId, unanswered: readonly Scope[], asOf?: number) {
    const database = openForWriting(path);
    const store = createStoreInProcess({ database, now: world.clock.now, clock: world.clock });
    const found = await collectedRows({
      store,
      arns: [collector],
      state: { scopes: unanswered, regions: [region] } as never,
      identityOf: () => 'another',
      resource: resources[id],
      params: {},
      unanswered,
      asOf,
      now: world.clock.now(),
    });
    await store.close();
    return found;
  }

  test.each(['vaults', 'backup-jobs'] as const)('prints %s of an account that only others reach', async (id) => {
    const found = await got(id, []);
    expect(found.rows.map(([key]) => keyWithoutConnection(key)).toSorted()).toEqual(collected[id]?.keys);
    expect(found.notes).toEqual([
      expect.stringMatching(/^eu-west-1 in \d{12}: collected as arn:.*BackupOperator \d+ ?m.* ago, from the store\.$/),
    ]);
    expect(found.unknown).toEqual([]);
  });

  test('what they have not collected is not known', async () => {
    const found = await got('legal-holds', []);
    expect([found.rows, found.notes]).toEqual([[], []]);
    expect(found.unknown).toMatchObject([{ region, collectedAs: arnInStore() }]);
    const before = await got('vaults', [], Date.UTC(2026, 0, 1));
    expect([before.rows.length, before.unknown.length]).toEqual([0, 1]);
  });
});

describe('get of more than AWS lists', () => {
  const account = () => world.connections[0]?.id ?? '';
  const openStore = () =>
    createStoreInProcess({ database: openForWriting(path), now: world.clock.now, clock: world.clock });
  const theirKeys = (keys: readonly string[]) =>
    keys
      .map(keyWithoutConnection)
      .filter((key) => key.startsWith(account()))
      .toSorted();

  /** The rows on screen, with the other account's, of a list with this filter. */
  async function onScreen(id: ResourceId, filter: string, identities: readonly string[]) {
    const [, own] = world.connections;
    const screen = open(own ? [own] : [], identities);
    screen.start();
    await world.clock.advance(minuteMs);
    let keys: readonly string[] = [];
    for (let round = 0; round < 300; round += 1) {
      const { data, rowsOf } = screen.view();
      const rows = rowsOf({ ...everyRow(id, data), filter }, data);
      keys = [...rows.keys];
      if (!rows.isBehind && round > 2) break;
      await world.clock.advance(250);
    }
    screen.stop();
    return theirKeys(keys);
  }

  /** Until it ends, as time passes. */
  async function inTime<Result>(running: Promise<Result>): Promise<Result> {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    running.then(end, end);
    for (let step = 0; step < 600 && !isOver; step += 1) await world.clock.advance(1_000);
    return running;
  }

  const own = () => {
    const [, connection] = world.connections;
    const place = { connections: [connection], regions: [region], allRegions: false, organization: false };
    return { aws: world.aws, place } as never;
  };

  async function changesOfGet(identities: readonly string[]) {
    const store = openStore();
    const printed: string[] = [];
    const asked = world.emulator.calls.length;
    await inTime(
      writeChanges({
        args: readGetArguments(['changes', '-o', 'json', '--since', '2d']),
        world: own(),
        pipe: { write: async (text: string) => void printed.push(text) },
        clock: world.clock,
        store,
        otherIdentities: identities,
        width: undefined,
      }),
    );
    await store.close();
    const calls = world.emulator.calls.slice(asked);
    expect(calls.filter((call) => JSON.stringify(call).includes(account()))).toEqual([]);
    const { rows } = JSON.parse(printed.join(''));
    return rows as readonly { account: string; collectedAs?: string; id: string }[];
  }

  test('changes that they saw are those on screen, marked; without the setting there is none', async () => {
    const isTheirs = (row: { readonly account: string }) => row.account === account();
    expect((await changesOfGet([])).filter(isTheirs)).toEqual([]);
    const theirs = (await changesOfGet([collector])).filter(isTheirs);
    expect(theirs.length).toBeGreaterThan(0);
    expect(theirs.filter(({ collectedAs }) => collectedAs !== arnInStore())).toEqual([]);
    const keys = await onScreen('changes', 'since:2d', [collector]);
    expect(theirs.map(({ id }) => id).toSorted()).toEqual(
      keys.map((key) => key.split('/').slice(2).join('/')).toSorted(),
    );
    expect(await onScreen('changes', 'since:2d', [])).toEqual([]);
  });

  async function earlierOfGet(identities: readonly string[]) {
    const [, connection] = world.connections;
    const store = openStore();
    const scope = { accountId: connection?.id ?? '', region, connection: connection?.id ?? '' };
    const keys: string[] = [];
    const marks = new Set<unknown>();
    const found = await earlierRows({
      ...readGetArguments(['backup-jobs', '--since', '60d']),
      store,
      state: { scopes: [scope], regions: [region], accounts: new Map() } as never,
      arns: identities,
      identityOf: () => 'own identity',
      now: world.clock.now(),
      async row(key, row) {
        keys.push(key);
        marks.add(row.scope.collectedAs);
      },
    });
    await store.close();
    return { keys: theirKeys(keys), marks, gaps: found?.gaps ?? [] };
  }

  test('jobs that AWS no longer lists are those on screen, marked, and a time that they watched is no gap', async () => {
    const without = await earlierOfGet([]);
    expect(without.keys).toEqual([]);
    const found = await earlierOfGet([collector]);
    expect(found.keys.length).toBeGreaterThan(0);
    expect(found.keys).toEqual(await onScreen('backup-jobs', 'since:60d', [collector]));
    expect([...found.marks]).toEqual([arnInStore()]);
    const isTheirs = ({ scope }: { readonly scope: Scope }) => scope.accountId === account();
    expect(without.gaps.filter(isTheirs)).toEqual([]);
    expect(found.gaps.filter(isTheirs)).toMatchObject([{ scope: { collectedAs: arnInStore() } }]);
  });

  test('--watch prints their rows at the start, and what changes of them in the store', async () => {
    const store = openStore();
    const printed: string[] = [];
    const complaints: string[] = [];
    const ending = new AbortController();
    const asked = world.emulator.calls.length;
    const running = watchList({
      args: readGetArguments(['vaults', '--watch', '-o', 'jsonl']),
      world: own(),
      pipe: { write: async (text: string) => void printed.push(text), closed: ending.signal } as never,
      clock: world.clock,
      store,
      otherIdentities: [collector],
      complain: (line) => complaints.push(line),
      ended: ending.signal,
      width: () => undefined,
    });
    const lines = () =>
      printed
        .splice(0)
        .map((text) => JSON.parse(text))
        .filter(({ row }) => row.account === account());
    await world.clock.advance(minuteMs);
    const first = lines();
    expect(first.map(({ change, row }) => [change, row.collectedAs].join())).toEqual(
      (collected.vaults?.rows ?? []).map(() => `added,${arnInStore()}`),
    );
    expect(complaints).toEqual([expect.stringMatching(/: collected as .*BackupOperator .* ago, from the store\.$/)]);
    await world.clock.advance(5 * minuteMs);
    expect(lines()).toEqual([]);
    const [vault] = collected.vaults?.rows ?? [];
    const other = openStore();
    other.writer.upsert('vaults', [{ ...vault, pointCount: 4_711 }], {
      requestedAt: world.clock.now(),
      identity: (await store.opened()).reader.scopes().find(({ accountId }) => accountId === account())?.identity ?? '',
    });
    await world.clock.advance(2 * minuteMs);
    expect(lines()).toMatchObject([{ change: 'changed', row: { name: vault.name, pointCount: 4_711 } }]);
    const calls = world.emulator.calls.slice(asked);
    expect(calls.filter((call) => JSON.stringify(call).includes(account()))).toEqual([]);
    ending.abort();
    await running;
    await other.close();
    await store.close();
  });
});
