// The disk fills while the screen is open: the program continues with a temporary store, and requests everything again.
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { initialEngineState } from '../../src/engine/initial-state.ts';
import type { Engine } from '../../src/engine/protocol.ts';
import { createRemoteStore } from '../../src/engine/store/remote-store.ts';
import { openThreadStore } from '../../src/engine/store/thread-store.ts';
import { hostEngine } from '../../src/engine/thread/engine-host.ts';
import { createRemoteEngine } from '../../src/engine/thread/remote-engine.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type Database, openForWriting } from '../../src/store/sqlite.ts';
import { rawCall } from '../emulator/raw-call.ts';
import { newFolder } from '../store/child.ts';
import { noon, openDashboard } from '../support/dashboard.tsx';

const worker = (name: string) => new URL(`../../src/${name}.ts`, import.meta.url);
const initial = initialEngineState({
  place: { connections: [{ id: '' }], regions: ['eu-west-1'] },
  cloudWatch: true,
  contexts: [],
  queues: [],
});
const limits = { keepMs: 400 * 86_400_000, maxBytes: 2e9 };

/** As the program opens it, but both sides in one thread. */
function openStore(send: Line) {
  const path = join(newFolder(), 'stores/aws.sqlite');
  const databases: Database[] = [];
  const said: string[] = [];
  const opened: string[] = [];
  let requests = 0;
  // The clock of the embedded AWS does not move: each request is sent a millisecond after the previous one.
  const now = () => {
    requests += 1;
    return noon + requests;
  };
  const writing = openThreadStore({
    place: { path, isNamed: false, isShared: false, notices: [] },
    limits,
    now,
    clock: systemClock,
    openDatabase(file) {
      const database = openForWriting(file);
      databases.push(database);
      return database;
    },
    post(message) {
      if (message.type !== 'store') return;
      const news = structuredClone(message.news);
      if (news.type === 'opened') opened.push(news.path);
      send(() => {
        remote.written(writing.position());
        remote.receive(news);
      });
    },
  });
  const remote = createRemoteStore({
    queries: worker('store/query/query-worker'),
    checker: worker('store/file/check-worker'),
    clock: systemClock,
    now,
    notify: (text) => said.push(text),
    failed(error) {
      throw error;
    },
    post: (command) => writing.command(structuredClone(command)),
  });
  onTestFinished(async () => {
    await remote.store.close();
    writing.close();
  });
  return {
    path,
    said,
    opened,
    engineStore: writing.store,
    store: { ...remote.store, writer: writing.store.writer },
    /** From now on it has no room for another page. */
    fill() {
      const database = databases.at(-1) as Database;
      const { page_count: pages } = database.prepare('pragma page_count').get() as { page_count: number };
      database.exec(`pragma max_page_count=${pages}`);
    },
  };
}

type Line = (deliver: () => void) => void;

/** Messages to the screen's side arrive later, in the order in which they were sent. */
function createLine(): Line {
  const late: (() => void)[] = [];
  return (deliver) => {
    late.push(deliver);
    setImmediate(() => late.shift()?.());
  };
}

/** The engine as the screen has it when it runs in a thread. */
function remoteEngine(engine: Engine, send: Line): Engine {
  const clock = systemClock;
  const obey = hostEngine({
    port: {
      post(message) {
        const cloned = structuredClone(message);
        if (cloned.type === 'notes') send(() => remote.receive(cloned));
      },
    },
    engine,
    clock,
    speed: () => 1,
    written: () => 0,
    storeCommand() {},
    mfaCode() {},
    close: async () => {},
  });
  const remote = createRemoteEngine({
    port: { post: (message) => obey(structuredClone(message)) },
    clock,
    initial,
  });
  return remote;
}

test('a disk that fills is said, the rows are on screen again, and new responses show', async () => {
  const send = createLine();
  const { path, said, opened, fill, ...stores } = openStore(send);
  const dashboard = await openDashboard({
    ...stores,
    regions: ['eu-west-1'],
    unhurried: true,
    write: true,
    line: (engine) => remoteEngine(engine, send),
  });
  onTestFinished(() => dashboard.close());
  const isWhole = (screen: string) => /2 Vaults 3/.test(screen) && !/loading/.test(screen);
  await dashboard.see(isWhole);
  said.length = 0;
  fill();
  const screens = new Set<string>();
  onTestFinished(dashboard.runtime.subscribe(() => setImmediate(() => screens.add(dashboard.screen()))));
  await dashboard.press('r');
  await dashboard.see(() => said.length > 0);
  expect(said).toEqual([
    expect.stringMatching(/^The disk or quota of the store .*aws\.sqlite is full .* a temporary store in /),
  ]);
  const [, temporary = ''] = opened;
  expect(dirname(temporary)).not.toBe(dirname(path));
  // Until they are known again no screen counts rows, and it says why they are requested again.
  const saysWhy = /─ 2 Vaults ─+.*\n {3}loading again: the rows are no longer in the store…/;
  await dashboard.see((screen) => isWhole(screen) && [...screens].some((one) => saysWhy.test(one)));
  const wrong =
    /(Vaults|Running jobs|Attention|Recent audits) 0|no vaults|nothing runs|nothing needs|no audits|[✔✖] 0 /;
  expect([...screens].filter((screen) => wrong.test(screen))).toEqual([]);
  // What comes later is shown as well.
  const create = { path: '/backup-vaults/made-later', method: 'PUT', region: 'eu-west-1', body: '{}' };
  expect(await rawCall(dashboard.emulator, create)).toMatchObject({ status: 200 });
  await dashboard.press('r');
  await dashboard.see(/2 Vaults 4/);
  expect(dashboard.screen()).toMatch(/made-later/);
});
