// The disk fills while the screen is open: the store goes on in a temporary one, and all is requested again.
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRemoteStore } from '../../src/engine/remote-store.ts';
import { openThreadStore } from '../../src/engine/thread-store.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type Database, openForWriting } from '../../src/store/sqlite.ts';
import { rawCall } from '../emulator/raw-call.ts';
import { newFolder } from '../store/child.ts';
import { noon, openDashboard } from '../support/dashboard.tsx';

const worker = (name: string) => new URL(`../../src/${name}.ts`, import.meta.url);
const limits = { keepMs: 400 * 86_400_000, maxBytes: 2e9 };

/** As the program opens it, but both sides in one thread. */
function openStore() {
  const path = join(newFolder(), 'stores/aws.sqlite');
  const databases: Database[] = [];
  const said: string[] = [];
  const opened: string[] = [];
  let requests = 0;
  // The clock of the embedded AWS stands still: each request is sent a millisecond after the one before.
  const now = () => {
    requests += 1;
    return noon + requests;
  };
  const writing = openThreadStore({
    ...{ place: { path, isNamed: false, isShared: false, notices: [] }, limits, now, clock: systemClock },
    openDatabase(file) {
      const database = openForWriting(file);
      databases.push(database);
      return database;
    },
    post(message) {
      if (message.type !== 'store') return;
      const news = structuredClone(message.news);
      if (news.type === 'opened') opened.push(news.path);
      queueMicrotask(() => {
        remote.written(writing.position());
        remote.receive(news);
      });
    },
  });
  const remote = createRemoteStore({
    ...{
      queries: worker('store/query/query-worker'),
      checker: worker('store/file/check-worker'),
      clock: systemClock,
      now,
    },
    tell: (text) => said.push(text),
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
    ...{ path, said, opened, engineStore: writing.store },
    store: { ...remote.store, writer: writing.store.writer },
    /** From now on it has no room for another page. */
    fill() {
      const database = databases.at(-1) as Database;
      const { page_count: pages } = database.prepare('pragma page_count').get() as { page_count: number };
      database.exec(`pragma max_page_count=${pages}`);
    },
  };
}

test('a disk that fills is said, the rows are on screen again, and new responses show', async () => {
  const { path, said, opened, fill, ...stores } = openStore();
  const dashboard = await openDashboard({ ...stores, regions: ['eu-west-1'], unhurried: true, write: true });
  onTestFinished(() => dashboard.close());
  const isWhole = (screen: string) => /2 Vaults 3/.test(screen) && !/loading/.test(screen);
  await dashboard.see(isWhole);
  said.length = 0;
  fill();
  await dashboard.press('r');
  await dashboard.see(() => said.length > 0);
  expect(said).toEqual([
    expect.stringMatching(/^There is no room for the store .*aws\.sqlite .* until the next start a temporary one in /),
  ]);
  const [, temporary = ''] = opened;
  expect(dirname(temporary)).not.toBe(dirname(path));
  await dashboard.see(isWhole);
  // What comes later is shown as well.
  const create = { path: '/backup-vaults/made-later', method: 'PUT', region: 'eu-west-1', body: '{}' };
  expect(await rawCall(dashboard.emulator, create)).toMatchObject({ status: 200 });
  await dashboard.press('r');
  await dashboard.see(/2 Vaults 4/);
  expect(dashboard.screen()).toMatch(/made-later/);
});
