// After `stop` nothing starts: no call and no timer, whatever is dispatched, received or resolved afterwards. AWS is a
// stub.

import { expect, test } from 'vitest';
import { type CommandName, keymap } from '../../config/keys.ts';
import type { AppEvent } from '../../src/app/state/events.ts';
import type { WatchedPlace } from '../../src/engine/access/place.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { type Asked, stubAws } from '../support/stub-aws.ts';

const queues = ['https://sqs.eu-west-1.amazonaws.com/111122223333/vaultop-events'];
const keys = [...'jkrRpdgG/:?12345 ', 'return', 'escape', 'tab', 'ctrl+z', 'ctrl+l', 'space'];
const events: readonly AppEvent[] = [
  { type: 'listRequested', resource: 'plans' },
  { type: 'listRequested', resource: 'recovery-points', params: { vaultName: 'prod' } },
  { type: 'resized', columns: 132, rows: 50 },
  { type: 'pasted', text: ':jobs\n' },
  { type: 'clicked', column: 4, row: 6 },
  { type: 'wheeled', notches: 3, column: 4, row: 6 },
  { type: 'answered' },
  { type: 'notified', notice: { text: 'late', tone: 'warn', at: 0 } },
  { type: 'themeChosen', name: 'light' },
  ...keys.map((key): AppEvent => ({ type: 'key', key })),
  ...(Object.keys(keymap) as CommandName[]).map((command): AppEvent => ({ type: 'commanded', command })),
];

function open() {
  const requested: Asked[] = [];
  const clock = createFakeClock();
  const contextOpened = Promise.withResolvers<WatchedPlace>();
  const loaded = Promise.withResolvers<[]>();
  const quits: string[] = [];
  const runtime = createRuntime({
    aws: stubAws(requested),
    clock,
    connections: [{ id: 'prod' }],
    regions: ['us-east-1', 'eu-west-1'],
    cloudWatch: true,
    organization: true,
    size: { columns: 80, rows: 24 },
    feed: { queues, journal: { load: () => loaded.promise, append: async () => {} } },
    copy() {},
    repaint() {},
    suspend: () => void quits.push('suspend'),
    quit: () => void quits.push('quit'),
    nextTurn: async () => {},
    alert: async () => true,
    store: openMemoryStore(clock.now),
    contexts: { names: () => ['lab'], open: () => contextOpened.promise },
  });
  const type = (text: string) => {
    for (const key of [':', ...text, 'return']) {
      runtime.dispatch({ type: 'key', key: key === ' ' ? 'space' : key });
    }
  };
  return { requested, clock, runtime, contextOpened, loaded, quits, type };
}

test('the same events ask AWS while it runs', async () => {
  for (const event of events.slice(0, 2)) {
    const { requested, clock, runtime, loaded } = open();
    loaded.resolve([]);
    runtime.start();
    await clock.advance(60_000);
    requested.length = 0;
    runtime.dispatch(event);
    await clock.advance(1_000);
    expect(requested.length).toBeGreaterThan(0);
    runtime.stop();
  }
});

test.each([0, 1, 50, 60_000])('stopped %d ms after its start, it asks and plans nothing more', async (ms) => {
  const { requested, clock, runtime, contextOpened, loaded, quits, type } = open();
  runtime.start();
  await clock.advance(ms);
  type('context lab');
  runtime.stop();
  const before = requested.length;
  const { state } = runtime.view();
  for (const event of events) runtime.dispatch(event);
  contextOpened.resolve({
    place: { connections: [{ id: 'lab' }], regions: ['us-west-2'] },
    watch: { cloudWatch: true, feed: { queues, journal: { load: async () => [], append: async () => {} } } },
  });
  loaded.resolve([]);
  runtime.start();
  await clock.advance(30 * 60_000);
  expect(requested.slice(before)).toEqual([]);
  expect(clock.pending()).toBe(0);
  expect(runtime.view().state).toBe(state);
  expect(quits).toEqual([]);
});
