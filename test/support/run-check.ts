// `check` in simulated time.
import { capabilityRestMs } from '../../config/budgets.ts';
import { judge } from '../../src/cli/check/judge.ts';
import type { Report } from '../../src/cli/check/report.ts';
import { evaluateResponses } from '../../src/cli/evaluation/evaluate-responses.ts';
import { requestLists } from '../../src/cli/evaluation/request-lists.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import type { Fault } from '../../src/emulator/faults.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import type { Clock } from '../../src/lib/clock.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { openMemoryStore } from './memory-store.ts';
import type { Simulation } from './simulation.ts';

export interface CheckOptions {
  readonly faults?: Fault[];
  readonly timeoutMs?: number;
  readonly without?: readonly ResourceId[];
  readonly store?: ProgramStore;
  /** The time of every run, however much time passes in it. Absent: the clock's time. */
  readonly at?: number;
}

export interface CheckRun {
  readonly report: Report;
  /** The operations that were called, in order. */
  readonly operations: readonly string[];
}

export async function runCheck(world: Simulation, options: CheckOptions = {}): Promise<CheckRun> {
  const { clock, aws, emulator, connections, scopes } = world;
  const { faults = [], timeoutMs = 50_000, without = [], store = openMemoryStore(aws.now), at } = options;
  const hour: Clock = at === undefined ? clock : { now: () => at, setTimeout: clock.setTimeout };
  const regions = [...new Set(scopes.map(({ region }) => region))];
  const place = { connections, regions, roles: undefined, allRegions: false, organization: false };
  await settle(world);
  const before = emulator.calls.length;
  emulator.setFaults(faults);
  let isOver = false;
  const requested = requestLists({ world: { aws, place }, clock: hour, without, timeoutMs, store });
  void requested.then(() => {
    isOver = true;
  });
  while (!isOver) await clock.advance(500);
  emulator.setFaults([]);
  const evaluated = await evaluateResponses(await requested, { store, without, settings: noSettings });
  const report = judge(await requested, { from: 'notice', without, evaluated });
  return { report, operations: emulator.calls.slice(before).map(({ operation }) => operation) };
}

const never = new AbortController().signal;

/** Unsupported operations are forgotten, budgets are full, and clients exist, because creating them takes real time. */
async function settle({ clock, aws, scopes, emulator }: Simulation): Promise<void> {
  emulator.setFaults([]);
  await clock.advance(capabilityRestMs);
  const one = { MaxResults: 1 };
  for (const scope of scopes) {
    await aws.call(scope, { service: 'sts', operation: 'GetCallerIdentity', input: {} }, { signal: never });
    await aws.call(scope, { service: 'account', operation: 'ListRegions', input: one }, { signal: never });
    await aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: one }, { signal: never });
    await aws.call(scope, { service: 'cloudtrail', operation: 'LookupEvents', input: one }, { signal: never });
  }
}
