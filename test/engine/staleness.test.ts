import { afterAll, beforeAll, expect, test } from 'vitest';
import { cadences } from '../../config/polling.ts';
import { regionState } from '../../src/app/state/region-state.ts';
import { overviewResources, type Simulation, startSimulation } from '../support/simulation.ts';

const second = 1_000;
const minute = 60 * second;
let world: Simulation;

beforeAll(async () => {
  world = await startSimulation();
  world.polls.watchExactly(world.requests(overviewResources));
  await world.clock.advance(3 * minute);
});
afterAll(() => world.close());

const stateOf = (region: string) => regionState(region, world.requests(overviewResources), world.data());
const ageOf = (region: string) => world.clock.now() - (stateOf(region).loadedAt ?? 0);

test('a Region that hangs grows old and says so; the others stay under their cadence; it comes back by itself', async () => {
  const { clock, emulator } = world;
  emulator.setFaults([{ kind: 'hang', region: 'eu-west-1' }]);
  const ages: number[] = [];
  const said = new Set<string>();
  for (let turn = 0; turn < 10; turn += 1) {
    await clock.advance(30 * second);
    ages.push(ageOf('eu-west-1'));
    said.add(stateOf('eu-west-1').text);
    for (const region of ['us-east-1', 'ap-southeast-2']) {
      expect(ageOf(region)).toBeLessThanOrEqual(1.5 * cadences.jobs.refreshMs + 2 * second);
      expect(stateOf(region).condition).toBe('fresh');
    }
  }
  expect(ages).toEqual(ages.toSorted((a, b) => a - b));
  expect(ages.at(-1)).toBeGreaterThan(4 * minute);
  expect([...said].join('; ')).toMatch(/(jobs|lists): no answer/);
  const known = world.rows(world.requests(['vaults'])[1]!).size;
  expect(known).toBeGreaterThan(0);
  emulator.setFaults([]);
  await clock.advance(cadences.jobs.slowestMs + minute);
  expect(ageOf('eu-west-1')).toBeLessThanOrEqual(1.5 * cadences.jobs.refreshMs + 2 * second);
});
