// A message of an unknown type: one clear error, and nothing is ignored.
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../src/engine/create-engine.ts';
import { initialEngineState } from '../../src/engine/initial-state.ts';
import type { Engine, EngineNote } from '../../src/engine/protocol.ts';
import { createRemoteStore } from '../../src/engine/store/remote-store.ts';
import { openThreadStore } from '../../src/engine/store/thread-store.ts';
import { hostEngine } from '../../src/engine/thread/engine-host.ts';
import { createScreen } from '../../src/runtime/create-screen.ts';
import { newFolder } from '../store/child.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { stubAws } from '../support/stub-aws.ts';

const place = { connections: [{ id: 'prod' }], regions: ['eu-west-1'] };
const initial = initialEngineState({ place, cloudWatch: true, contexts: [], queues: [] });
const unknown = { type: 'later' } as never;
const nothing = () => {};

function engineOf(): Engine {
  const clock = createFakeClock();
  return createEngine({ ...place, clock, aws: stubAws([]), store: openMemoryStore(clock.now), cloudWatch: false });
}

function toHost(): void {
  const host = hostEngine({
    engine: engineOf(),
    clock: createFakeClock(),
    port: { post: nothing },
    speed: () => 1,
    written: () => 0,
    storeCommand: nothing,
    mfaCode: nothing,
    close: async () => {},
  });
  host(unknown);
}

function toStore(command: never): void {
  const { now, ...clock } = createFakeClock();
  const path = join(newFolder(), 'stores/aws.sqlite');
  const store = openThreadStore({
    place: { path, isNamed: false, isShared: false, notices: [] },
    limits: { keepMs: 1e12, maxBytes: 2e9 },
    now,
    clock: { now, ...clock },
    post: nothing,
  });
  onTestFinished(store.close);
  store.command(command);
}

function toReaders(): void {
  const clock = createFakeClock();
  const worker = new URL('../../src/store/file/check-worker.ts', import.meta.url);
  const remote = createRemoteStore({
    queries: worker,
    checker: worker,
    clock,
    now: clock.now,
    post: nothing,
    notify: nothing,
    failed: nothing,
  });
  remote.receive(unknown);
}

function toScreen(): void {
  let listener: (note: EngineNote) => void = nothing;
  const engine: Engine = {
    ...engineOf(),
    subscribe(call) {
      listener = call;
      listener({ type: 'changed', state: initial, responses: new Map(), isNews: false });
      return nothing;
    },
  };
  const clock = createFakeClock();
  const size = { columns: 80, rows: 24 };
  createScreen(engine, {
    clock,
    store: openMemoryStore(clock.now),
    size,
    copy: nothing,
    repaint: nothing,
    quit: nothing,
  });
  listener(unknown);
}

test.each([
  ['A message to the engine', toHost],
  ['A command to the engine', () => engineOf().send(unknown)],
  ['A command to the store', () => toStore(unknown)],
  ['News of the store', toReaders],
  ['A note of the engine', toScreen],
])('%s of an unknown type is an error that names it', (what, send) => {
  expect(send).toThrow(`${what} of an unknown type: "later"`);
});

test('a query of an unknown kind is refused, with its number', async () => {
  const clock = createFakeClock();
  const refused = Promise.withResolvers<unknown>();
  const path = join(newFolder(), 'stores/aws.sqlite');
  const store = openThreadStore({
    place: { path, isNamed: false, isShared: false, notices: [] },
    limits: { keepMs: 1e12, maxBytes: 2e9 },
    now: clock.now,
    clock,
    post: (message) => message.type === 'store' && message.news.type === 'refused' && refused.resolve(message.news),
  });
  onTestFinished(store.close);
  store.command({ type: 'query', number: 7, query: { kind: 'later' } as never });
  expect(await refused.promise).toMatchObject({ number: 7, message: expect.stringContaining('unknown type: "later"') });
});
