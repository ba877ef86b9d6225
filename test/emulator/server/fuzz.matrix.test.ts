// The embedded AWS responds to any request in AWS's form: never with status 500, never after an endless time, and with
// the same responses in each run.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createEmulation } from '../../../src/emulator/emulation.ts';
import type { Estate } from '../../../src/emulator/estate/estate.ts';
import { createMovableClock } from '../../../src/emulator/movable-clock.ts';
import { allQuirks } from '../../../src/emulator/quirks.ts';
import { createServices } from '../../../src/emulator/server.ts';
import { caseCount, seededRandom } from '../../support/matrix.ts';
import { noon } from '../clients.ts';
import { fuzzRequest, ids } from '../fuzz-requests.ts';

/** The estate restarts after this number of requests, so that created records do not accumulate. */
const perLife = 2_000;

function freshEmulation() {
  let now = noon;
  const clock = { now: () => now, setTimeout: () => () => undefined };
  const movable = createMovableClock(clock);
  const emulation = createEmulation({
    account: '123456789012',
    seed: 'vaultop',
    clock: movable,
    wall: clock,
    createServices: () => createServices(clock),
    faults: [],
    throttle: false,
    quirks: allQuirks,
    keptCalls: 1_000,
  });
  return {
    emulation,
    advance(ms: number) {
      now += ms;
    },
  };
}

/** So that path labels name an existing plan, job and recovery point. */
function noteIds(estate: Estate): void {
  const region = 'us-east-1';
  const plan = estate.plans(region).find(({ selections }) => selections.length > 0);
  const point = estate.points(region, 'prod', noon)[0];
  const job = estate.timeline.backups(region, noon - 86_400_000, noon)[0];
  ids.set('BackupPlanId', plan?.id ?? '');
  ids.set('SelectionId', plan?.selections[0]?.id ?? '');
  ids.set('RecoveryPointArn', point?.arn ?? '');
  ids.set('BackupJobId', job?.id ?? '');
}

/** Longer than any response takes on a busy machine, and far shorter than an endless loop. */
const slowestMs = 20_000;

function run(seed: number, count: number) {
  const random = seededRandom(seed);
  const { emulation, advance } = freshEmulation();
  noteIds(emulation.estate());
  const hash = createHash('sha256');
  const failures: string[] = [];
  const statuses = new Map<number, number>();
  for (let at = 0; at < count; at += 1) {
    const request = fuzzRequest(random);
    const before = performance.now();
    const { response } = emulation.handle(request);
    const tookMs = performance.now() - before;
    hash.update(`${response.status} ${response.body}\n`);
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    if (response.status === 500) failures.push(`${request.told}\n  ${response.body.slice(0, 500)}`);
    if (tookMs > slowestMs) failures.push(`${request.told}\n  took ${Math.round(tookMs)} ms`);
    advance(Math.floor(random() * 60_000));
  }
  return { failures, digest: hash.digest('hex'), statuses };
}

const total = caseCount(2_000, 50_000);

test(`${total} bent requests are answered, none with status 500`, () => {
  const allFailures: string[] = [];
  for (let start = 0, seed = 1; start < total; start += perLife, seed += 1) {
    const { failures, statuses } = run(seed, Math.min(perLife, total - start));
    allFailures.push(...failures);
    // The requests reach the operations: not all of them fail the first checks.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(100);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(100);
  }
  expect(allFailures).toEqual([]);
});

test('two runs give the same bytes', () => {
  const count = caseCount(300, perLife);
  expect(run(7, count).digest).toBe(run(7, count).digest);
});
