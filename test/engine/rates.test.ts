// A short run of what `npm run soak` does for a day in all Regions: the medium estate, with the rates that AWS publishes
// for each account-Region.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsPerHour } from '../support/calls-per-hour.ts';
import { overviewResources, type Simulation, startSimulation } from '../support/simulation.ts';

const minute = 60_000;
let world: Simulation;

beforeAll(async () => {
  world = await startSimulation({
    estate: 'medium',
    accounts: [0, 1],
    regions: ['us-east-1', 'eu-west-1'],
    throttle: true,
  });
});
afterAll(() => world.close());

test('within the rates that AWS publishes, not one call is throttled', async () => {
  const { clock, emulator, polls, scopes } = world;
  const before = emulator.calls.length;
  polls.watchExactly(world.requests(overviewResources));
  await clock.advance(3 * minute);
  const steady = emulator.calls.length;
  await clock.advance(5 * minute);
  const calls = emulator.calls.slice(before);
  expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
  const perHour = callsPerHour(emulator.calls.slice(steady), 5 * minute, scopes.length);
  expect(Object.keys(perHour)).toEqual(expect.arrayContaining(['ListBackupJobs', 'LookupEvents', 'GetMetricData']));
  // A quarter of the two calls a second that are ours.
  expect(Object.values(perHour).reduce((sum, count) => sum + count, 0)).toBeLessThan(0.5 * 3_600);
});
