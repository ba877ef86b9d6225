// The input of the rules for an estate of the embedded AWS, requested once through the real clients.

import type { Data } from '../../src/app/state/data.ts';
import { type Connection, createAws } from '../../src/aws/aws.ts';
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import { createOrganization, type EstateSize } from '../../src/emulator/estate/organization.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { accessKeyFor } from '../../src/emulator/wire/access-keys.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { attentionSources } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import { dataOf } from '../components/fixtures.ts';
import { factsOfData } from './plain-facts.ts';
import { type HeldAnswer, heldReads } from './plain-rows.ts';
import { management, mediumRegions, smallRegions } from './simulation.ts';

export interface EstateFactsOptions {
  readonly estate: EstateSize;
  /** Epoch ms of the estate, whose clock stands still. */
  readonly now: number;
  /** Indexes of accounts in the estate. */
  readonly accounts?: readonly number[];
  readonly regions?: readonly string[];
}

const never = new AbortController().signal;

export async function estateFacts({ estate, now, accounts = [0], ...options }: EstateFactsOptions) {
  const { regions = estate === 'small' ? smallRegions : mediumRegions } = options;
  const emulator = await startEmulator({ estate, now, account: management, throttle: false });
  const known = createOrganization({ size: estate, seed: 'vaultop', account: management, now }).accounts;
  const connections = accounts.map((index): Connection => {
    const account = known[index]?.account ?? management;
    const credentials = { accessKeyId: accessKeyFor(account, '00000000'), secretAccessKey: 'none' };
    return { id: account, endpointUrl: emulator.url, credentials };
  });
  const aws = createAws({ connections, clock: systemClock, env: {}, rates: 'unlimited' });
  const scopes = connections.flatMap(({ id }) => regions.map((region) => ({ accountId: id, region, connection: id })));
  const snapshots = new Map<string, HeldAnswer>();
  for (const id of attentionSources) {
    const { key, list } = resources[id];
    for (const scope of scopes) {
      const rows = new Map();
      for await (const page of list(createRequestContext({ aws, scope, params: {}, signal: never, priority: 0, now })))
        for (const row of page) rows.set(key(row), row);
      snapshots.set(`${id} ${scope.accountId} ${scope.region}`, { rows, version: 1, loadedAt: now });
    }
  }
  aws.close();
  await emulator.close();
  const data: Data = {
    ...dataOf({ rows: {} }),
    now,
    scopes,
    regions,
    ...heldReads(({ resource, scope }) => snapshots.get(`${resource} ${scope.accountId} ${scope.region}`)),
  };
  return factsOfData(data) satisfies readonly ScopeFacts[];
}
