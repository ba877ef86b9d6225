// What a start shows while the identity is not known: the rows of the previous start, with their age, and no other
// rows.
import { afterEach, expect, test } from 'vitest';
import { listRequests } from '../../src/app/state/lists/list-requests.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import { resources } from '../../src/resources/index.ts';
import { type LastStart, savedStart, toLastStart } from '../../src/runtime/last-start.ts';
import { denied } from '../components/fixtures.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { openSlowSignIn, signInMs, slowRegions } from '../support/slow-sign-in.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

type Options = Parameters<typeof openSlowSignIn>[0];

function open(options: Options) {
  const opened = openSlowSignIn(options);
  const { runtime, clock, requested } = opened;
  stops.push(runtime.stop);
  runtime.start();
  const vaults = () => {
    const { data, rowsOf } = runtime.view();
    const screen = { kind: 'list', resource: 'vaults', params: {} } as Parameters<typeof listRequests>[0];
    return [
      ...rowsOf(
        { resource: resources.vaults, requests: listRequests(screen, data), filter: '', sort: resources.vaults.sort },
        data,
      ).rows,
    ];
  };
  const seen = async () => {
    vaults();
    await clock.advance(1);
    return vaults().map(({ name }) => name);
  };
  return { ...opened, requested, seen };
}

/** A run that signed in and saw its vaults, and what it left for the next one. */
async function before() {
  const store = openMemoryStore(createFakeClock().now);
  const { runtime, clock } = open({ store, ms: 0 });
  await clock.advance(5_000);
  const saved = runtime.savedStart();
  runtime.stop();
  return { store, lastStart: toLastStart(JSON.parse(JSON.stringify(saved))) as LastStart };
}

const names = slowRegions.map((region) => `vault-of-${region}`).toSorted();

test('its rows stand before AWS has said who asks, and nothing is requested for them', async () => {
  const { store, lastStart } = await before();
  const { requested, clock, runtime, seen } = open({ store, lastStart });
  await clock.advance(1_000);
  expect((await seen()).toSorted()).toEqual(names);
  const { data } = runtime.view();
  const [request] = listRequests({ kind: 'list', resource: 'vaults', params: {} } as never, data);
  expect(request && data.snapshot(request)).toMatchObject({ restored: true, loadedAt: expect.any(Number) });
  expect(requested.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
  // Nothing can be done to them yet.
  expect(data.scopes.map((scope) => data.acting.reach(scope))).toEqual(slowRegions.map(() => undefined));
  expect(runtime.savedStart()).toBeUndefined();
});

test('the same identity goes on with them, and requests what it watches', async () => {
  const { store, lastStart } = await before();
  const { requested, clock, runtime, seen } = open({ store, lastStart });
  await clock.advance(signInMs + 1_000);
  expect((await seen()).toSorted()).toEqual(names);
  expect(requested.map(({ operation }) => operation)).toContain('ListBackupVaults');
  expect(runtime.savedStart()).toEqual(savedStart(runtime.view().data, lastStart.identities));
});

test('where another identity answers, its rows go', async () => {
  const { store } = await before();
  const other = new Map([['prod', 'AWS arn:aws:sts::999999999999:assumed-role/Other']]);
  const scopes = slowRegions.map((region) => ({ accountId: '999999999999', region, connection: 'prod' }));
  const identity = other.get('prod') ?? '';
  const vault = { scope: scopes[0], name: 'of-the-other', arn: 'arn:other', type: 'BACKUP_VAULT', state: 'AVAILABLE' };
  store.writer.upsert('vaults', [vault], { requestedAt: createFakeClock().now(), identity });
  const { clock, seen } = open({ store, lastStart: { scopes, identities: other } });
  await clock.advance(1_000);
  expect(await seen()).toEqual(['of-the-other']);
  await clock.advance(signInMs);
  expect((await seen()).toSorted()).toEqual(names);
});

test.each([
  ['refused', { refused: new AwsProblemError({ ...denied, kind: 'expired-credentials', code: 'ExpiredToken' }) }],
  ['without credentials', { unsigned: new AwsProblemError({ ...denied, kind: 'no-credentials' }) }],
])('a sign-in that is %s shows the reason and no row', async (_, options: Options) => {
  const { store, lastStart } = await before();
  const { clock, runtime, seen } = open({ store, lastStart, ...options });
  await clock.advance(signInMs + 1_000);
  expect(await seen()).toEqual([]);
  expect(runtime.view().data.identityProblem).toBeDefined();
});

test('of another connection nothing is shown', async () => {
  const { store, lastStart } = await before();
  const others = new Map([['another', [...lastStart.identities.values()][0] ?? '']]);
  const { clock, seen } = open({ store, lastStart: { ...lastStart, identities: others } });
  await clock.advance(1_000);
  expect(await seen()).toEqual([]);
});
