// The engine on the embedded AWS in simulated time: real clients and sockets, and a clock that only advances when
// nothing is in progress.
import type { Data } from '../../src/app/state/data.ts';
import type { ListRequest, PollRequest } from '../../src/app/state/lists/poll-request.ts';
import { regionState } from '../../src/app/state/region-state.ts';
import {
  type CallRecord as AskedCall,
  type Aws,
  type AwsOptions,
  type Connection,
  createAws,
} from '../../src/aws/aws.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { createOrganization } from '../../src/emulator/estate/organization.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/server.ts';
import { accessKeyFor } from '../../src/emulator/wire/access-keys.ts';
import {
  createResourcePolls,
  type ResourcePolls,
  type ResourcePollsOptions,
} from '../../src/engine/polls/polls-of-resources.ts';
import type { ResponseObserver } from '../../src/engine/polls/response-observer.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { openMemoryStore } from './memory-store.ts';
import { plainProxy } from './plain-proxy.ts';
import { storedRowsOf } from './stored-rows.ts';

export interface Simulation {
  readonly clock: FakeClock;
  readonly emulator: Emulator;
  readonly aws: Aws;
  readonly connections: readonly Connection[];
  readonly polls: ResourcePolls;
  readonly scopes: readonly Scope[];
  readonly store: ProgramStore;
  /** The rows of a list in the store, by key. */
  rows(request: ListRequest): Map<string, AnyRow>;
  /** Calls that have ended, as the engine recorded them. */
  readonly requested: AskedCall[];
  requests(resources: readonly ResourceId[], priority?: number): ListRequest[];
  /** The data that the screen would read. */
  data(): Data;
  regionText(region: string, requests: readonly PollRequest[]): string;
  close(): Promise<void>;
}

export interface SimulationOptions extends Pick<EmulatorOptions, 'estate' | 'throttle' | 'quirks' | 'keptCalls'> {
  readonly startMs?: number;
  readonly regions?: readonly string[];
  /** Indexes of accounts in the estate; absent: all of them. */
  readonly accounts?: readonly number[];
  /** Mutating calls are allowed. */
  readonly write?: boolean;
  readonly cadenceOf?: ResourcePollsOptions['cadenceOf'];
  /** Stores the rows of all responses, as `identity CONNECTION` sees them. */
  readonly storeOf?: (now: () => number) => ProgramStore;
  /** Sees all responses. */
  readonly observer?: ResponseObserver;
  /** The estate's clock stands still at `startMs`, however long the test waits. */
  readonly pinned?: boolean;
  /** How many seconds pass in the estate in one second. */
  readonly speed?: number;
  /** Ms by which AWS's clock is ahead, visible only in the Date of its responses. */
  readonly aheadMs?: number;
  /** Inventories and keys are requested too: their clients are created before the simulated time begins. */
  readonly inventories?: boolean;
  readonly reads?: AwsOptions['reads'];
  readonly rates?: AwsOptions['rates'];
  /** Called for each call that ended, instead of recording it: for runs of millions. */
  onCall?(call: AskedCall): void;
}

/** A Thursday noon: the jobs of the night are over, the hourly ones run. */
export const noon = Date.UTC(2026, 0, 15, 12, 7);
export const management = '123456789012';
export const smallRegions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
export const mediumRegions = [...smallRegions, 'us-west-2'];
export const overviewResources = [
  ...(['vaults', 'backup-jobs', 'copy-jobs', 'restore-jobs', 'audits', 'metrics'] as const),
] satisfies ResourceId[];

export async function startSimulation(options: SimulationOptions = {}): Promise<Simulation> {
  const { estate = 'small', startMs = noon, regions = estate === 'small' ? smallRegions : mediumRegions } = options;
  const { speed = 1, aheadMs = 0 } = options;
  const requested: AskedCall[] = [];
  let ended = 0;
  let timedOut = 0;
  /** The error in the count of hanging calls, determined when none is in flight. */
  let miscounted = 0;
  /** The number of responses that the embedded AWS delays until a time on the simulated clock. */
  let held = 0;

  const clock = createFakeClock(startMs, untilStill);
  const emulator = await startEmulator({
    estate,
    throttle: options.throttle ?? false,
    account: management,
    ...(options.quirks ? { quirks: options.quirks } : {}),
    ...(options.keptCalls ? { keptCalls: options.keptCalls } : {}),
    clock: {
      now: options.pinned ? () => startMs : () => startMs + aheadMs + (clock.now() - startMs) * speed,
      speed,
      setTimeout(task, ms) {
        held += 1;
        const cancel = clock.setTimeout(() => {
          held -= 1;
          task();
        }, ms);
        return () => {
          held -= 1;
          cancel();
        };
      },
    },
  });
  const endpointUrl = aheadMs === 0 ? emulator.url : await plainProxy(emulator.url);
  const accounts = createOrganization({ size: estate, seed: 'vaultop', account: management, now: startMs }).accounts;
  const isAsked = (_: unknown, index: number) => options.accounts?.includes(index) ?? true;
  const connections = accounts.filter(isAsked).map(({ account }): Connection => {
    const credentials = { accessKeyId: accessKeyFor(account, '00000000'), secretAccessKey: 'none' };
    return { id: account, endpointUrl, credentials, write: options.write ?? false };
  });
  const aws = createAws({
    connections,
    clock,
    env: {},
    reads: options.reads,
    ...(options.rates ? { rates: options.rates } : {}),
    // Real time must not end a call: only simulated time does.
    timeouts: { connectMs: 60_000, requestMs: 60_000, callMs: 30_000 },
    onCall(record) {
      ended += 1;
      if (record.outcome === 'timeout' || record.outcome === 'aborted') timedOut += 1;
      if (options.onCall) options.onCall(record);
      else requested.push(record);
    },
  });

  /**
   * Waits until every call in flight hangs or is delayed on purpose, and nothing is left to do for those that ended.
   */
  async function untilStill(): Promise<void> {
    for (let still = 0, rounds = 0; still < 3; rounds += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      // An aborted call that did not hang would otherwise count as a hanging one.
      if (aws.meter.total === ended) miscounted = emulator.unansweredCalls() - timedOut;
      const hanging = emulator.unansweredCalls() - timedOut - miscounted;
      still = aws.meter.total - ended <= Math.max(0, hanging) + held ? still + 1 : 0;
      if (rounds > 1_000_000) throw new Error(`${aws.meter.total - ended} calls never ended`);
    }
  }

  // Creating clients and sockets takes real time, for which the simulated clock does not wait.
  const never = new AbortController().signal;
  for (const scope of scopesOf(connections, regions)) {
    await aws.call(
      scope,
      { service: 'backup', operation: 'ListBackupVaults', input: { MaxResults: 1 } },
      { signal: never },
    );
    await aws.call(
      scope,
      { service: 'cloudtrail', operation: 'LookupEvents', input: { MaxResults: 1 } },
      { signal: never },
    );
    await aws.call(
      scope,
      { service: 'cloudwatch', operation: 'ListMetrics', input: { Namespace: 'none' } },
      { signal: never },
    );
    if (options.inventories) await createInventoryClients(aws, scope);
  }
  await clock.advance(60_000);
  requested.length = 0;

  const { cadenceOf, storeOf = openMemoryStore } = options;
  const store = storeOf(aws.now);
  const identityOf = async ({ connection }: Scope) => `identity ${connection}`;
  const polls = createResourcePolls({
    aws,
    clock,
    ...(cadenceOf ? { cadenceOf } : {}),
    archive: { store, identityOf },
    observer: options.observer,
  });
  const scopes = scopesOf(connections, regions);
  const data = () =>
    ({
      now: aws.now(),
      localNow: clock.now(),
      scopes,
      regions,
      cloudWatch: true,
      snapshot: polls.snapshot,
    }) as unknown as Data;
  return {
    clock,
    emulator,
    aws,
    connections,
    polls,
    scopes,
    store,
    requested,
    data,
    rows: (request) => storedRowsOf(store, request, `identity ${request.scope.connection}`),
    requests: (resources, priority = 0) =>
      scopes.flatMap((scope) =>
        resources.map((resource) => ({ kind: 'list' as const, resource, scope, params: {}, priority })),
      ),
    regionText: (region, requests) => regionState(region, requests, data()).text,
    async close() {
      polls.stop();
      aws.close();
      await emulator.close();
    },
  };
}

/** The responses do not matter. */
async function createInventoryClients(aws: Aws, scope: Scope): Promise<void> {
  const { signal } = new AbortController();
  await Promise.allSettled([
    aws.call(scope, { service: 'resource-explorer-2', operation: 'ListIndexes', input: {} }, { signal }),
    aws.call(scope, { service: 'tagging', operation: 'GetResources', input: {} }, { signal }),
    aws.call(scope, { service: 'ec2', operation: 'DescribeInstances', input: {} }, { signal }),
    aws.call(scope, { service: 'rds', operation: 'DescribeDBClusters', input: {} }, { signal }),
    aws.call(
      scope,
      { service: 'cloudformation', operation: 'ListStackResources', input: { StackName: 'none' } },
      { signal },
    ),
    aws.call(scope, { service: 'kms', operation: 'DescribeKey', input: { KeyId: 'none' } }, { signal }),
  ]);
}

const scopesOf = (connections: readonly Connection[], regions: readonly string[]): Scope[] =>
  connections.flatMap(({ id }) => regions.map((region) => ({ accountId: id, region, connection: id })));
