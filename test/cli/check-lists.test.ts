// The requests of `check`, and what it reuses of the previous run.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ratesOnce } from '../../config/budgets.ts';
import { fourAttempts } from '../../src/aws/errors/retry.ts';
import { readCheckArguments } from '../../src/cli/check/arguments.ts';
import type { Report } from '../../src/cli/check/report.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { runCheck } from '../support/run-check.ts';
import { type Simulation, startSimulation } from '../support/simulation.ts';

let world: Simulation;
beforeAll(async () => {
  world = await startSimulation({ regions: ['us-east-1'], reads: fourAttempts, rates: ratesOnce });
});
afterAll(() => world.close());

const auditsOf = ({ items }: Report) => items.filter(({ kind }) => kind === 'audit').map(({ id }) => id);
const isLookUp = (operation: string) => operation === 'LookupEvents';

/** Two runs on one store, made once for the tests that look at them. */
async function runTwice() {
  const store = openMemoryStore(world.clock.now);
  const [first, second] = [await runCheck(world, { store }), await runCheck(world, { store })];
  return { store, first, second };
}
let runs: ReturnType<typeof runTwice> | undefined;
const runsOfOneStore = () => {
  runs ??= runTwice();
  return runs;
};

test('what CloudTrail told in the run before is not asked for again, and counts', async () => {
  const { first, second } = await runsOfOneStore();
  expect(first.operations.filter(isLookUp).length).toBeGreaterThan(3);
  // One sweep from its newest back to the run before, and one for each event of other sources, as in the first run.
  expect(second.operations.filter(isLookUp).length).toBeLessThan(first.operations.filter(isLookUp).length * 0.6);
  expect(second.report.unanswered).toEqual([]);
  expect(auditsOf(first.report).length).toBeGreaterThan(0);
  expect(auditsOf(second.report)).toEqual(expect.arrayContaining(auditsOf(first.report)));
});

test('what CloudTrail refuses is not known, whatever the run before knew', async () => {
  const { store } = await runsOfOneStore();
  const { report } = await runCheck(world, { store, faults: [parseFault('LookupEvents=throttle')] });
  expect(report.lists.map(({ list, state }) => [list, state])).toEqual([['audits', 'stale']]);
});

/** Lists that may be left out, and the operation of each. */
const leftOut = [
  ['audits', 'LookupEvents'],
  ['scan-jobs', 'ListScanJobs'],
  ['region-settings', 'DescribeRegionSettings'],
] as const;

test('a list that is left out is not asked for, and that is told', async () => {
  const without = leftOut.map(([list]) => list);
  const { report, operations } = await runCheck(world, { without });
  expect(report).toMatchObject({ without, unanswered: [], lists: [] });
  for (const [list, operation] of leftOut) expect(operations, list).not.toContain(operation);
  // The operations are those by which the lists are asked for.
  const { first } = await runsOfOneStore();
  for (const [list, operation] of leftOut) expect(first.operations, list).toContain(operation);
});

test('lists are named by any of their names, with commas or again', () => {
  const read = (...words: string[]) => readCheckArguments(['--demo', ...words]).without;
  expect(read('--without', 'audits,scans', '--without', 'trail')).toEqual(['audits', 'scan-jobs']);
  expect(() => read('--without', 'metrics')).toThrow(
    /^--without takes the lists that check requests, .*; not "metrics"/,
  );
});

test('it gives up before Nagios does', () => {
  expect(readCheckArguments(['--demo']).timeoutMs).toBeLessThan(60_000);
});
