// What is counted for the panel of VAULTOP_DEBUG=1.
import { expect, onTestFinished, test } from 'vitest';
import type { AnySnapshot } from '../../src/app/state/data.ts';
import type { ReadableStore, StoreSight } from '../../src/engine/program-store.ts';
import type { Engine, EngineNote } from '../../src/engine/protocol.ts';
import { createDebugMeter } from '../../src/runtime/debug/debug-meter.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function opened() {
  const clock = createFakeClock();
  const memory = () => ({ residentBytes: 2, heapBytes: 1 });
  const meter = createDebugMeter({ clock, memory, sizeOf: (path) => path.length });
  onTestFinished(meter.stop);
  return { clock, meter };
}

const changed = (responses: Record<string, Partial<AnySnapshot> | undefined>, isRestart?: true): EngineNote => ({
  type: 'changed',
  state: {},
  responses: new Map(Object.entries(responses)) as never,
  isNews: true,
  ...(isRestart ? { isRestart } : {}),
});

/** Takes notes as the screen does. */
function engineOf(meter: ReturnType<typeof opened>['meter']) {
  const taken: EngineNote[] = [];
  let note = (_: EngineNote) => {};
  const engine = { subscribe: (listener: typeof note) => (note = listener) } as unknown as Engine;
  meter.engine(engine).subscribe((one) => taken.push(one));
  return { taken, note: (one: EngineNote) => note(one) };
}

test('polls by their newest answer, and notes of the last second', async () => {
  const { clock, meter } = opened();
  const { note, taken } = engineOf(meter);
  const failure = { problem: {} as never, since: 0, attempts: 1, retryAt: 9 };
  note(changed({ a: { askingSince: 1 }, b: { loadedAt: 1 }, c: { failure }, d: { failure, askingSince: 2 } }));
  note(changed({ a: { loadedAt: 2 }, b: undefined }));
  note({ type: 'placeLeft' });
  await clock.advance(1_000);
  expect(meter.figures()).toMatchObject({ polls: { running: 1, waiting: 1, failing: 1 }, notesPerSecond: 2 });
  expect(taken).toHaveLength(3);
  await clock.advance(1_000);
  expect(meter.figures().notesPerSecond).toBe(0);
  note(changed({ e: { loadedAt: 1 } }, true));
  await clock.advance(1_000);
  expect(meter.figures().polls).toEqual({ running: 0, waiting: 1, failing: 0 });
});

test('queries with their times, also one that fails', async () => {
  const { clock, meter } = opened();
  const responses: PromiseWithResolvers<undefined>[] = [];
  const queries = {
    ids() {
      const response = Promise.withResolvers<undefined>();
      responses.push(response);
      return response.promise;
    },
    close() {},
  };
  const sight = { path: 'four', queries, reader: { lastSeq: () => 7 } } as unknown as StoreSight;
  const store = { sight: () => sight, opened: async () => sight } as unknown as ReadableStore;
  const measured = meter.store(store);
  expect(measured.sight()).toBe(await measured.opened());
  const first = measured.sight()?.queries.ids({} as never);
  const second = measured.sight()?.queries.ids({} as never);
  await clock.advance(300);
  responses[0]?.resolve(undefined);
  await first;
  await clock.advance(700);
  expect(meter.figures()).toMatchObject({
    queries: { count: 1, running: 1, lastMs: 300, slowestMs: 300 },
    store: { sizeBytes: 4, sequence: 7 },
  });
  responses[1]?.reject(new Error('no'));
  await expect(second).rejects.toThrow('no');
  await clock.advance(1_000);
  expect(meter.figures().queries).toEqual({ count: 2, running: 0, lastMs: 1_000, slowestMs: 1_000 });
});

test('a store that is not open, or cannot be read, is unknown', async () => {
  const { clock, meter } = opened();
  let sight: StoreSight | undefined;
  meter.store({ sight: () => sight } as unknown as ReadableStore);
  await clock.advance(1_000);
  expect(meter.figures().store).toEqual({ sizeBytes: undefined, sequence: undefined });
  const lastSeq = () => {
    throw new Error('the database is closed');
  };
  sight = { reader: { lastSeq } } as unknown as StoreSight;
  await clock.advance(1_000);
  expect(meter.figures().store).toEqual({ sizeBytes: undefined, sequence: undefined });
});

test('frames with their bytes and times; subscribers are called once a second until it is stopped', async () => {
  const { clock, meter } = opened();
  let calls = 0;
  meter.subscribe(() => {
    calls += 1;
  });
  meter.written({ bytes: 900, dropped: 0 });
  meter.written({ bytes: 30, dropped: 2 });
  meter.rendered(12.5);
  meter.rendered(1.5);
  await clock.advance(3_000);
  expect(meter.figures().frames).toEqual({
    count: 2,
    dropped: 2,
    lastBytes: 30,
    largestBytes: 900,
    lastMs: 1.5,
    slowestMs: 12.5,
  });
  expect(calls).toBe(3);
  meter.stop();
  await clock.advance(3_000);
  expect(calls).toBe(3);
});
