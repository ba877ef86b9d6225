// `check` with one fault in each operation that its verdict rests on: the verdict is the same as with all responses, or
// it says what is unknown.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ratesOnce } from '../../config/budgets.ts';
import { fourAttempts } from '../../src/aws/errors/retry.ts';
import { type Report, stateOf } from '../../src/cli/check/report.ts';
import { type Fault, type FaultKind, parseFault } from '../../src/emulator/faults.ts';
import { isProving, sampled } from '../support/matrix.ts';
import { runCheck } from '../support/run-check.ts';
import { noon, type Simulation, startSimulation } from '../support/simulation.ts';

/** The suite reads the smallest Region. */
const region = isProving ? 'eu-west-1' : 'ap-southeast-2';
/** What the verdict rests on; the first test holds this list against what is called. */
const operations = [
  'GetCallerIdentity',
  'ListBackupJobs',
  'ListCopyJobs',
  'ListRestoreJobs',
  'ListScanJobs',
  'ListBackupPlans',
  'GetBackupPlan',
  'ListBackupPlanVersions',
  'ListBackupSelections',
  'GetBackupSelection',
  'ListBackupVaults',
  'ListRecoveryPointsByBackupVault',
  'ListProtectedResources',
  'DescribeRegionSettings',
  'LookupEvents',
  'DescribeBackupVault',
  'ListRestoreTestingPlans',
];
/** What four attempts get over. */
const passing = [
  'throttle',
  'error-500',
  'error-503',
  'reset',
  'truncated',
  'malformed',
  'html:502',
  'slow',
  'hang',
  'empty',
  'no-content',
  'no-members',
  'array',
  'number',
  'text-row',
];
const lasting = [
  'deny',
  'deny-scp',
  'expired-token',
  'invalid-token',
  'not-offered',
  'html:200',
  'html:404',
  'object-list',
  'repeat-token',
];

let world: Simulation;
let whole: Report;

beforeAll(async () => {
  world = await startSimulation({ regions: [region], pinned: true, reads: fourAttempts, rates: ratesOnce });
  whole = await check([]);
});
afterAll(() => world.close());

const check = async (faults: Fault[], timeoutMs = 50_000): Promise<Report> =>
  (await runCheck(world, { faults, timeoutMs, at: noon })).report;

const idsOf = ({ items }: Report) => items.map(({ id }) => id).sort();

test('the verdict rests on these operations', async () => {
  expect(whole.unanswered).toEqual([]);
  expect(whole.lists).toEqual([]);
  expect(stateOf(whole)).toBe(2);
  const requested = await runCheck(world, { at: noon });
  // Where Regions are named, they are listed for completion alone.
  expect(new Set(requested.operations.filter((name) => name !== 'ListRegions'))).toEqual(new Set(operations));
});

const cases = operations.flatMap((operation) =>
  [...passing, ...lasting].flatMap((kind) => [
    { operation, kind, times: '*1' },
    { operation, kind, times: '' },
  ]),
);

test.each(sampled(cases, 4))('$operation: $kind $times', async ({ operation, kind, times }) => {
  const report = await check([parseFault(`${operation}=${kind}${times}`)]);
  const found = new Set(idsOf(whole));
  // Nothing follows from a missing response.
  expect(idsOf(report).filter((id) => !found.has(id))).toEqual([]);
  const isKnown = report.unanswered.length === 0;
  if (isKnown) expect(idsOf(report)).toEqual(idsOf(whole));
  const isCritical = report.items.some(({ severity }) => severity === 'critical');
  expect(stateOf(report)).toBe(isCritical ? 2 : isKnown ? stateOf(whole) : 3);
  if (times !== '' && passing.includes(kind as FaultKind)) expect(report.unanswered).toEqual([]);
  // These faults change no response without lists, and a list of one page has no second page.
  const isHarmless = kind === 'slow' || kind === 'object-list' || kind === 'text-row' || kind === 'repeat-token';
  if (times === '' && !isHarmless) expect(report.unanswered.length).toBeGreaterThan(0);
});

test('a list of which a row could not be read is not known as a whole, and the rest is judged', async () => {
  const report = await check([parseFault('ListBackupVaults=text-row')]);
  const place = `${world.scopes[0]?.accountId}/${region}`;
  expect(report.unanswered).toContain(`vaults: rows unreadable in ${place}`);
  expect(report.lists).toContainEqual(expect.objectContaining({ list: 'vaults', state: 'unknown' }));
});

test('what has not come in time is not known, and the rest is judged', async () => {
  const report = await check([parseFault('LookupEvents=hang')], 10_000);
  expect(report.unanswered).toEqual([`audits: no answer in time in ${world.scopes[0]?.accountId}/${region}`]);
  expect(report.lists.map(({ list, state }) => [list, state])).toEqual([['audits', 'unknown']]);
  expect(stateOf(report)).toBe(2);
});
