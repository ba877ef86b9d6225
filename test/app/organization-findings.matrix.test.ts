// The findings of a member account are the same through the organization with a role beside it, and through its own
// role alone: compared one by one over the accounts and Regions of the medium estate.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Data } from '../../src/app/state/data.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import { type ListRequest, requestKey } from '../../src/app/state/lists/poll-request.ts';
import { type Connection, createAws } from '../../src/aws/aws.ts';
import type { AttentionLine } from '../../src/domain/attention/findings/attention-line.ts';
import { type LineRow, lineOf } from '../../src/domain/attention/findings/line-row.ts';
import { createOrganization } from '../../src/emulator/estate/organization.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { type AccessState, createAccess } from '../../src/engine/access/access.ts';
import type { StartingPlace } from '../../src/engine/access/place.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { attentionSources } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import { dataOf } from '../components/fixtures.ts';
import { evaluateData } from '../support/evaluated.ts';
import { sampled } from '../support/matrix.ts';
import { type HeldAnswer, heldReads } from '../support/plain-rows.ts';
import { management, mediumRegions } from '../support/simulation.ts';

/** The first of a month after one of 31 days. */
const now = Date.UTC(2026, 8, 1, 6, 30);
const never = new AbortController().signal;
const accounts = createOrganization({ size: 'medium', seed: 'vaultop', account: management, now }).accounts;
const members = accounts.map(({ account }) => account).filter((account) => account !== management);

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ estate: 'medium', now, account: management, throttle: false });
});
afterAll(() => emulator.close());

const base = (): Connection => ({
  id: 'base',
  endpointUrl: emulator.url,
  credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'none' },
});
const role = (account: string): Connection & { readonly roleArn: string } => ({
  id: `role of ${account}`,
  roleArn: `arn:aws:iam::${account}:role/BackupReader`,
  source: 'base',
  endpointUrl: emulator.url,
});

/** The requests that the program sends for the attention list. */
async function dataAt(place: Partial<StartingPlace>, isReady: (state: AccessState) => boolean): Promise<Data> {
  const aws = createAws({ connections: [base()], clock: systemClock, env: {}, rates: 'unlimited' });
  let look = () => {};
  const access = createAccess({
    aws,
    clock: systemClock,
    connections: [base()],
    regions: mediumRegions,
    ...place,
    changed: () => look(),
    recovered() {},
  });
  access.start();
  const state = await new Promise<AccessState>((resolve) => {
    look = () => isReady(access.state()) && resolve(access.state());
    look();
  });
  const snapshots = new Map<string, HeldAnswer>();
  const data: Data = {
    ...dataOf({ rows: {} }),
    ...state,
    now,
    ...heldReads((request) => snapshots.get(requestKey(request))),
  };
  for (const request of attentionSources.flatMap((source) => everywhere(source, data))) {
    snapshots.set(requestKey(request), await answerTo(request, access.aws));
  }
  access.stop();
  aws.close();
  return data;
}

async function answerTo(
  { resource, scope, params }: ListRequest,
  aws: ReturnType<typeof createAws>,
): Promise<HeldAnswer> {
  const { key, list } = resources[resource];
  const rows = new Map();
  for await (const page of list(createRequestContext({ aws, scope, params, signal: never, priority: 0, now }))) {
    for (const row of page) rows.set(key(row), row);
  }
  return { rows, version: 1, loadedAt: now };
}

type Told = Pick<AttentionLine, 'kind' | 'severity' | 'subject' | 'text' | 'since'> & { readonly place: string };

/** Each finding by itself, whatever the connection, sorted. */
const toldOf = (data: Data, account: string): Told[] => {
  const { rows } = evaluateData(data);
  return data.regions
    .flatMap((region) => rows('findings', { accountId: account, region, connection: '' }) as readonly LineRow[])
    .map((row) => lineOf(row, data.now))
    .map(({ kind, severity, subject, text, since, scope }) => ({
      kind,
      severity,
      subject,
      text,
      since,
      place: scope.region,
    }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
};

test('the findings of a member account are the same, however it is reached', async () => {
  const regions = sampled(mediumRegions, 1);
  const requested = sampled(members, 1);
  const across = await dataAt(
    { organization: true, roles: { role: role('*'), include: requested, exclude: [] }, regions },
    ({ scopes, organizationScopes = [] }) =>
      scopes.length === (1 + requested.length) * regions.length && organizationScopes.length === regions.length,
  );
  for (const account of requested) {
    const own = { connections: [role(account)], regions };
    const alone = await dataAt(own, ({ scopes }) => scopes.length === regions.length);
    const expected = toldOf(alone, account);
    expect(expected.length, account).toBeGreaterThan(0);
    expect(toldOf(across, account), account).toEqual(expected);
  }
});
