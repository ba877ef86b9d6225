// What the real screen costs on the link: bytes are the same on every machine, so they are held to figures here.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppOnTerminal, appOnTerminal } from '../support/app-on-terminal.tsx';
import { manyJobs } from '../support/many-jobs.ts';
import { dataOf, now, regions, scope, type World } from './fixtures.ts';

const second = 1_000;
const hour = 3_600_000;
const jobs = manyJobs(
  20_000,
  regions.map((region) => scope(region)),
  now,
);
const listRows = 45;

/** Responses of two hours ago: only running jobs have ages in seconds. */
function settledWorld(rows: World['rows']): World {
  const world = { rows };
  const { snapshot } = dataOf(world);
  return {
    ...world,
    data: {
      snapshot: (request) => {
        const known = snapshot(request);
        return known && { ...known, loadedAt: now - 2 * hour };
      },
    },
  };
}

const presses = async (app: AppOnTerminal, key: string, times: number): Promise<number[]> => {
  const bytes: number[] = [];
  for (let time = 0; time < times; time++) bytes.push(await app.press(key));
  return bytes;
};

async function openJobs(rows: World['rows']): Promise<AppOnTerminal> {
  const app = await appOnTerminal(settledWorld(rows));
  await app.bytesOf(() => app.runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs', params: {} }));
  return app;
}

describe('the list of backup jobs at 200×50', () => {
  let app: AppOnTerminal;

  beforeAll(async () => {
    app = await openJobs({ 'backup-jobs': jobs });
  });
  afterAll(() => app.close());

  test('the first frame takes at most 7,900 bytes', async () => {
    expect(await app.bytesOf(() => app.runtime.dispatch({ type: 'key', key: 'ctrl+l' }))).toBe(0);
    const fresh = await appOnTerminal({ rows: { 'backup-jobs': jobs.slice(0, 500) } });
    const overview = fresh.firstFrameBytes;
    const list = await fresh.bytesOf(() =>
      fresh.runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs', params: {} }),
    );
    fresh.close();
    expect(Math.max(overview, list)).toBeLessThanOrEqual(7_900);
    expect(Math.min(overview, list)).toBeGreaterThan(1_000);
  });

  test('the cursor moves by one in at most 10 bytes', async () => {
    const bytes = await presses(app, 'j', 6);
    expect(Math.max(...bytes, ...(await presses(app, 'k', 6)))).toBeLessThanOrEqual(10);
    expect(Math.min(...bytes)).toBeGreaterThan(0);
  });

  test('each page takes at most 4,400 bytes, and 4,500 where plan, vault and Region change in all its rows', async () => {
    const bytes = await presses(app, 'pagedown', 20);
    expect(Math.max(...bytes.slice(0, 12))).toBeLessThanOrEqual(4_400);
    expect(Math.max(...bytes)).toBeLessThanOrEqual(4_500);
    expect(bytes.toSorted((one, other) => one - other)[10]).toBeLessThanOrEqual(3_450);
    await app.press('g');
  });

  test('scrolling by one takes at most 200 bytes, and a key held at 30 a second 4,800 bytes a second', async () => {
    await app.press('pagedown');
    const down = await presses(app, 'j', 30);
    expect(app.shown.lines()[4 + listRows - 1]).toMatch(/^›/);
    expect(Math.max(...down)).toBeLessThanOrEqual(200);
    expect(down.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(4_800);
    await app.press('pageup');
    expect(Math.max(...(await presses(app, 'k', 10)))).toBeLessThanOrEqual(200);
    await app.press('g');
  });
});

describe('time passes', () => {
  const done = jobs.filter(({ state, createdAt }) => state === 'COMPLETED' && createdAt < now - hour);

  test('and shows nowhere: no frame is drawn and no byte written', async () => {
    const app = await openJobs({ 'backup-jobs': done });
    const frames = app.frames();
    let bytes = 0;
    for (let tick = 1; tick <= 5; tick++)
      bytes += await app.bytesOf(() => app.runtime.learn({ now: now + tick * second }));
    expect({ bytes, frames: app.frames() - frames }).toEqual({ bytes: 0, frames: 0 });
    expect(await app.bytesOf(() => app.runtime.learn({ now: now + hour }))).toBeGreaterThan(0);
    app.close();
  });

  test('and one cell changes: at most 10 bytes, in one frame', async () => {
    const running = jobs.find(({ state }) => state === 'RUNNING');
    const { transferredBytes: _, percent: __, ...other } = running ?? {};
    const waiting = { ...other, createdAt: now - 20 * 60_000, startedAt: now - 3 * 60_000 };
    const app = await openJobs({ 'backup-jobs': [waiting, ...done] });
    const frames = app.frames();
    for (let tick = 1; tick <= 3; tick++)
      expect(await app.bytesOf(() => app.runtime.learn({ now: now + tick * second }))).toBeLessThanOrEqual(10);
    expect(app.frames() - frames).toBe(3);
    app.close();
  });
});

test('a frame for each key that changes something, and none for one that does not', async () => {
  const app = await openJobs({ 'backup-jobs': jobs.slice(0, 500) });
  const frames = app.frames();
  await presses(app, 'j', 3);
  expect(app.frames() - frames).toBe(3);
  await presses(app, 'f12', 3);
  await presses(app, 'k', 3);
  await presses(app, 'k', 3);
  expect(app.frames() - frames).toBe(6);
  app.close();
});

test('a bunch of answers is one frame, and a key among them does not wait for the rest', async () => {
  const app = await openJobs({ 'backup-jobs': jobs.slice(0, 500) });
  const responses = async () => {
    for (let count = 1; count <= 5; count++) {
      app.runtime.learn({ callsPerMinute: app.runtime.view().data.callsPerMinute + 1 });
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    }
  };
  const frames = app.frames();
  await responses();
  expect(app.frames()).toBe(frames);
  await app.bytesOf(() => {});
  expect(app.frames()).toBe(frames + 1);
  await responses();
  app.runtime.dispatch({ type: 'key', key: 'j' });
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  await app.bytesOf(() => {});
  expect(app.frames()).toBe(frames + 2);
  app.close();
});
