// The engine at the steady state of the medium estate, held to the rates that AWS publishes.
import type { CallRecord } from '../../src/aws/aws.ts';
import { overviewResources, startSimulation } from '../support/simulation.ts';
import { table, took, verdicts } from './table.ts';

const minute = 60_000;
const warmUpMs = 10 * minute;

/** False: a call was throttled or failed at the steady state. */
export async function soakRates(hours: number): Promise<boolean> {
  const startedAt = performance.now();
  const counted = createCount();
  let isSteady = false;
  const world = await startSimulation({
    estate: 'medium',
    throttle: true,
    onCall: (call) => isSteady && counted.add(call),
  });
  const { clock, polls, scopes } = world;
  polls.watchExactly(world.questions(overviewResources));
  await clock.advance(warmUpMs);
  isSteady = true;
  for (let hour = 1; hour <= hours; hour += 1) {
    await clock.advance(60 * minute);
    const { throttled, failed } = counted;
    process.stderr.write(
      `rates: hour ${hour} of ${hours}, ${throttled} throttled, ${failed} failed, ${took(startedAt)}\n`,
    );
  }
  await world.close();
  process.stdout.write(
    `Rates: ${hours} simulated hours on the medium estate (${scopes.length} account-Regions) took ${took(startedAt)}\n` +
      table(
        ['source', 'calls', 'an hour', 'an hour in each', 'most in a second of one'],
        counted.rows(hours, scopes.length),
      ) +
      verdicts([
        { text: `no call is throttled: ${counted.throttled} of ${counted.total}`, holds: counted.throttled === 0 },
        { text: `no call fails: ${counted.failed} of ${counted.total}`, holds: counted.failed === 0 },
      ]),
  );
  return counted.throttled === 0 && counted.failed === 0;
}

interface Source {
  calls: number;
  /** In one second of one account-Region. */
  most: number;
}

function createCount() {
  const sources = new Map<string, Source>();
  /** Calls of one second, by account-Region and source. */
  let second = { at: 0, calls: new Map<string, number>() };
  const count = {
    total: 0,
    throttled: 0,
    failed: 0,
    add({ at, scope, operation, outcome }: CallRecord) {
      count.total += 1;
      if (outcome === 'throttled') count.throttled += 1;
      else if (outcome !== 'ok') count.failed += 1;
      const thisSecond = Math.floor(at / 1000);
      if (second.at !== thisSecond) second = { at: thisSecond, calls: new Map() };
      const place = `${scope.accountId} ${scope.region} ${operation}`;
      const inSecond = (second.calls.get(place) ?? 0) + 1;
      second.calls.set(place, inSecond);
      const { calls, most } = sources.get(operation) ?? { calls: 0, most: 0 };
      sources.set(operation, { calls: calls + 1, most: Math.max(most, inSecond) });
    },
    rows: (hours: number, scopes: number) =>
      [...sources]
        .sort(([, a], [, b]) => b.calls - a.calls)
        .map(([operation, { calls, most }]) => [
          operation,
          calls,
          Math.round(calls / hours),
          (calls / hours / scopes).toFixed(1),
          most,
        ]),
  };
  return count;
}
