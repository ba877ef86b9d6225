// One account of the medium estate at the steady state, in a process of its own.
import type { CallRecord } from '../../src/aws/aws.ts';
import { overviewResources, startSimulation } from '../support/simulation.ts';
import { took } from './table.ts';

const minute = 60_000;
const warmUpMs = 10 * minute;

/** The requests of one operation. */
export interface Source {
  readonly operation: string;
  readonly calls: number;
  /** In one second of one account-Region. */
  readonly most: number;
}

export interface RatesOfAccount {
  readonly scopes: number;
  readonly sources: readonly Source[];
  readonly throttled: number;
  readonly failed: number;
}

export async function tellRatesOf(account: number, hours: number): Promise<void> {
  const rates = await ratesOf(account, hours);
  process.send?.(rates);
  process.disconnect?.();
}

async function ratesOf(account: number, hours: number): Promise<RatesOfAccount> {
  const startedAt = performance.now();
  const count = createCount();
  let isSteady = false;
  const world = await startSimulation({
    estate: 'medium',
    accounts: [account],
    throttle: true,
    onCall: (call) => isSteady && count.add(call),
  });
  const { clock, polls, scopes } = world;
  polls.watchExactly(world.requests(overviewResources));
  await clock.advance(warmUpMs);
  isSteady = true;
  for (let hour = 1; hour <= hours; hour += 1) {
    await clock.advance(60 * minute);
    const { throttled, failed } = count.rates(scopes.length);
    process.stderr.write(
      `rates: account ${account}, hour ${hour} of ${hours}, ${throttled} throttled, ${failed} failed, ${took(startedAt)}\n`,
    );
  }
  await world.close();
  return count.rates(scopes.length);
}

function createCount() {
  const sources = new Map<string, { calls: number; most: number }>();
  let throttled = 0;
  let failed = 0;
  /** Calls of one second, by Region and operation. */
  let second = { at: 0, calls: new Map<string, number>() };
  return {
    add({ at, scope, operation, outcome }: CallRecord) {
      if (outcome === 'throttled') throttled += 1;
      else if (outcome !== 'ok') failed += 1;
      const thisSecond = Math.floor(at / 1000);
      if (second.at !== thisSecond) second = { at: thisSecond, calls: new Map() };
      const place = `${scope.region} ${operation}`;
      const inSecond = (second.calls.get(place) ?? 0) + 1;
      second.calls.set(place, inSecond);
      const { calls, most } = sources.get(operation) ?? { calls: 0, most: 0 };
      sources.set(operation, { calls: calls + 1, most: Math.max(most, inSecond) });
    },
    rates: (scopes: number): RatesOfAccount => ({
      scopes,
      sources: [...sources].map(([operation, source]) => ({ operation, ...source })),
      throttled,
      failed,
    }),
  };
}
