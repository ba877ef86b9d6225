// All lists that the rules read, of an estate of the embedded AWS, requested once through the real clients: as
// snapshots of polls, and written to a store.

import type { Data } from '../../src/app/state/data.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import { type ListRequest, requestKey } from '../../src/app/state/lists/poll-request.ts';
import { type Aws, type Connection, createAws } from '../../src/aws/aws.ts';
import type { EstateSize } from '../../src/emulator/estate/organization.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { type AccessState, createAccess } from '../../src/engine/access/access.ts';
import type { StartingPlace } from '../../src/engine/access/place.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { attentionSources } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import { coverageOf } from '../../src/resources/stored.ts';
import { dataOf } from '../components/fixtures.ts';
import { type HeldAnswer, heldReads } from './plain-rows.ts';
import { management } from './simulation.ts';

export interface ListedEstateOptions {
  readonly estate: EstateSize;
  /** Epoch ms of the estate and of the requests. */
  now(): number;
  readonly store: ProgramStore;
  readonly regions: readonly string[];
  readonly place?: (endpointUrl: string) => Partial<StartingPlace>;
  readonly isReady?: (state: AccessState) => boolean;
}

export interface ListedEstate {
  /** Of the embedded AWS. */
  readonly url: string;
  /** Requests all lists in their present state. */
  list(): Promise<Data>;
  close(): Promise<void>;
}

const never = new AbortController().signal;

export const identityOfConnection = (connection: string): string => `identity ${connection}`;

export async function startListedEstate(options: ListedEstateOptions): Promise<ListedEstate> {
  const { estate, now, store, regions, place = () => ({}) } = options;
  const { isReady = ({ scopes }) => scopes.length === regions.length } = options;
  const emulator = await startEmulator({ estate, clock: { now }, account: management, throttle: false });
  const base: Connection = {
    id: 'base',
    endpointUrl: emulator.url,
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'none' },
  };
  const aws = createAws({ connections: [base], clock: systemClock, env: {}, rates: 'unlimited' });
  let look = () => {};
  const access = createAccess({
    aws,
    clock: systemClock,
    connections: [base],
    regions,
    ...place(emulator.url),
    changed: () => look(),
    recovered() {},
  });
  access.start();
  const state = await new Promise<AccessState>((resolve) => {
    look = () => isReady(access.state()) && resolve(access.state());
    look();
  });
  return {
    url: emulator.url,
    async list() {
      const snapshots = new Map<string, HeldAnswer>();
      const reads = heldReads((request) => snapshots.get(requestKey(request)));
      const data: Data = { ...dataOf({ rows: {} }), ...state, now: now(), ...reads };
      for (const request of attentionSources.flatMap((source) => everywhere(source, data))) {
        snapshots.set(requestKey(request), await answerTo(request, { aws: access.aws, now: now(), store }));
      }
      return data;
    },
    async close() {
      access.stop();
      aws.close();
      await emulator.close();
    },
  };
}

interface Asking {
  readonly aws: Aws;
  readonly now: number;
  readonly store: ProgramStore;
}

async function answerTo(
  { resource: id, scope, params }: ListRequest,
  { aws, now, store }: Asking,
): Promise<HeldAnswer> {
  const { key, list, stored = {} } = resources[id];
  const requested = { resource: id, scope: storedScope(scope, identityOfConnection(scope.connection)), params: '[]' };
  const response = store.writer.begin({ ...requested, requestedAt: now });
  const rows = new Map();
  for await (const page of list(createRequestContext({ aws, scope, params, signal: never, priority: 0, now }))) {
    response.page(page);
    for (const row of page) rows.set(key(row), row);
  }
  response.whole(coverageOf(stored, params, now));
  return { rows, version: 1, loadedAt: now };
}
