// A view that is left open: the machine sleeps, the network goes, and the ages stay true.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cadences } from '../../config/polling.ts';
import { regionState } from '../../src/app/state/region-state.ts';
import { overviewResources, type Simulation, startSimulation } from '../support/simulation.ts';

const minute = 60_000;
const hour = 60 * minute;
let world: Simulation;

beforeAll(async () => {
  world = await startSimulation({ regions: ['eu-west-1'] });
  world.polls.watchExactly(world.requests(overviewResources));
  await world.clock.advance(3 * minute);
});
afterAll(() => world.close());

const requests = () => world.requests(overviewResources);
const stateNow = () => regionState('eu-west-1', requests(), world.data());
const ageNow = () => world.aws.now() - (stateNow().loadedAt ?? 0);
/** A list that is not asked for more often than jobs is no older than this. */
const usualMs = 1.5 * cadences.jobs.refreshMs + 2_000;

test('a night asleep is shown as the age of what is on screen, until AWS has answered again', async () => {
  const { clock } = world;
  const timers = clock.pending();
  expect(ageNow()).toBeLessThan(usualMs);
  clock.suspend(8 * hour);
  expect(ageNow()).toBeGreaterThanOrEqual(8 * hour);
  expect(stateNow().condition).not.toBe('fresh');
  await clock.advance(2 * cadences.jobs.slowestMs);
  expect(ageNow()).toBeLessThan(usualMs);
  expect(stateNow().condition).toBe('fresh');
  // Nothing of the time before is left waiting.
  expect(clock.pending()).toBeLessThanOrEqual(timers + 2);
});

test('without a network the age grows with the time, and the rows stay; with another one all goes on', async () => {
  const { clock, emulator } = world;
  const rows = () => requests().map((request) => world.rows(request).size);
  const before = rows();
  emulator.setFaults([{ kind: 'reset' }]);
  const from = clock.now();
  const ages: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    await clock.advance(15 * minute);
    ages.push(ageNow());
  }
  for (const [index, age] of ages.entries()) expect(age).toBeGreaterThan((index + 1) * 15 * minute - 1);
  expect(clock.now() - from).toBe(hour);
  expect(rows().map((count) => count > 0)).toEqual(before.map((count) => count > 0));
  emulator.setFaults([]);
  await clock.advance(2 * cadences.jobs.slowestMs);
  expect(ageNow()).toBeLessThan(usualMs);
});
