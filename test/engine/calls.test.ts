import { afterAll, beforeAll, expect, test } from 'vitest';
import { cadences } from '../../config/polling.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { resources } from '../../src/resources/index.ts';
import { overviewResources, type Simulation, startSimulation } from '../support/simulation.ts';

const minute = 60_000;
let world: Simulation;

beforeAll(async () => {
  world = await startSimulation({ throttle: true });
});
afterAll(() => world.close());

/** The calls for one complete reading of everything. */
async function callsToListEverything(): Promise<number> {
  const { aws, clock, emulator, scopes } = world;
  const before = emulator.calls.length;
  const { signal } = new AbortController();
  const lists = scopes.flatMap((scope) =>
    overviewResources.map(async (id) => {
      const ask = createRequestContext({ aws, scope, params: {}, signal, priority: 1, now: clock.now() });
      for await (const _ of resources[id].list(ask));
    }),
  );
  await clock.advance(10 * minute);
  await Promise.all(lists);
  return emulator.calls.length - before;
}

test('at the steady state it calls at most a fifth as often as who lists everything again on the same tick', async () => {
  const { clock, emulator, polls } = world;
  polls.watchExactly(world.requests(overviewResources));
  await clock.advance(3 * minute);
  const before = emulator.calls.length;
  await clock.advance(6 * minute);
  const calls = emulator.calls.slice(before);
  polls.watchExactly([]);
  const ticks = (6 * minute) / cadences.jobs.refreshMs;
  const listing = (await callsToListEverything()) * ticks;
  expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.length).toBeLessThanOrEqual(listing / 5);
});

test('what nobody looks at any more is left on the wire, and asks nothing again', async () => {
  const { clock, emulator, polls, requested } = world;
  emulator.setFaults([{ kind: 'hang' }]);
  polls.watchExactly(world.requests(['backup-jobs']));
  await clock.advance(1_000);
  const before = emulator.calls.length;
  polls.watchExactly([]);
  await clock.advance(0);
  expect(requested.slice(-3).map(({ outcome }) => outcome)).toEqual(['aborted', 'aborted', 'aborted']);
  await clock.advance(10 * minute);
  expect(emulator.calls.length).toBe(before);
  emulator.setFaults([]);
});
