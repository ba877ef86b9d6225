// Since when a list is known, of the present and of a past time: the screen and `get` say the same, for the own
// identity and for others, whatever request the response answered.
import { describe, expect, test } from 'vitest';
import type { AnySnapshot, Data } from '../../src/app/state/data.ts';
import { requestFor } from '../../src/app/state/lists/list-requests.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import { collectedRows } from '../../src/cli/get/stored/collected-rows.ts';
import { pastRows } from '../../src/cli/get/stored/past-rows.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { paramsText } from '../../src/engine/polls/stored-responses.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import type { EngineState } from '../../src/engine/protocol.ts';
import { identityName } from '../../src/engine/stored-scope.ts';
import { formatAge, formatDateTime } from '../../src/lib/text/format.ts';
import { resources } from '../../src/resources/index.ts';
import { hasPast } from '../../src/resources/past.ts';
import type { Params } from '../../src/resources/resource.ts';
import { type ResourceId, resourceIds } from '../../src/resources/resource-id.ts';
import { isListedApart } from '../../src/resources/stored.ts';
import { createOtherIdentities } from '../../src/runtime/other-identities.ts';
import { createPastSnapshots } from '../../src/runtime/past/past-snapshots.ts';
import { wholeOrganization } from '../../src/store/row-shape.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 15, 5);
const now = start + 40 * minute;
const past = start + 30 * minute;
const accountId = '111122223333';
const region = 'eu-west-1';
const address = 'https://endpoint';
const arn = `arn:aws:iam::${accountId}:role/Collector`;
const [own, other] = ['Me', 'Collector']
  .map((role) => `arn:aws:sts::${accountId}:assumed-role/${role}`)
  .map((one) => identityName(`${one}/session`, address)) as [string, string];
const scope: Scope = { accountId, region, connection: 'mine' };
const lists = resourceIds.filter((id) => resources[id].stored && !resources[id].derivedFrom && id !== 'events');

type Variant = readonly [name: string, asked: Params, answered: Params, of: 'account' | 'organization'];

/** Requests of a list, and the request that had a response. */
function variantsOf(id: ResourceId): readonly Variant[] {
  const { stored = {}, params } = resources[id];
  const names = Object.keys(params);
  const narrow = names.find((name) => !isListedApart(stored, { [name]: 'x' }));
  const apart = names.find((name) => isListedApart(stored, { [name]: 'x' }) && !hasPast(id, { [name]: 'x' }));
  const single = names.find((name) => isListedApart(stored, { [name]: 'x' }) && hasPast(id, { [name]: 'x' }));
  const one = (name: string, member: string | undefined): Variant[] => {
    if (member === undefined) return [];
    const asked = { [member]: 'x' };
    return [
      [`${name}: answered by the whole list`, asked, {}, 'account'],
      [`${name}: answered itself`, asked, asked, 'account'],
      [`${name}: the whole list asked for`, {}, asked, 'account'],
    ];
  };
  return [
    ['the whole list', {}, {}, 'account'],
    ['the list of the organization', {}, {}, 'organization'],
    ...one('a param that is a member of rows', narrow),
    ...one('a param that the store has no index for', single),
    ...one('a list apart', apart),
  ];
}

const cases = lists.flatMap((id) => variantsOf(id).map(([name, ...rest]) => [id, name, ...rest] as const));

/** What one identity saw: responses at the start and within the past time, and one later. */
async function storeOf(id: ResourceId, identity: string, [, , answered, of]: Variant): Promise<ProgramStore> {
  let time = start;
  const store = openMemoryStore(() => time);
  const place = { identity, region, accountId: of === 'organization' ? wholeOrganization : accountId };
  for (const at of [0, 20, 38]) {
    time = start + at * minute;
    store.writer.begin({ resource: id, scope: place, params: paramsText(answered), requestedAt: time }).whole();
  }
  // Each identity is known.
  for (const one of [own, other]) {
    const known = { identity: one, region, accountId };
    const response = { resource: 'vaults' as const, scope: known, params: '["none"]', requestedAt: now };
    store.writer.begin(response).whole();
  }
  return store;
}

interface Known {
  /** Epoch ms. */
  readonly loadedAt: number | undefined;
}

const requestOf = (id: ResourceId, params: Params): ListRequest => ({ ...requestFor(id, scope), params });

/** The own list at the past time on screen. */
async function ownOnScreen(store: ProgramStore, request: ListRequest): Promise<Known> {
  const sight = (await store.opened()).at?.(past);
  const snapshots = createPastSnapshots({ sight: () => sight, identityOf: () => own, data: () => ({}) as Data });
  return { loadedAt: snapshots(request)?.loadedAt };
}

async function ownOfGet(store: ProgramStore, request: ListRequest): Promise<boolean> {
  const { unknown } = await pastRows({ store, requests: [request], identityOf: () => own, asOf: past });
  return unknown.length === 0;
}

/** What the other identity saw, on screen: AWS refuses the own one. */
async function otherOnScreen(store: ProgramStore, request: ListRequest, asOf?: number): Promise<Known> {
  const opened = await store.opened();
  const state = { access: { scopes: [scope], regions: [region] }, identities: new Map([['mine', own]]) };
  const identities = createOtherIdentities({
    arns: [arn],
    mirror: { state: () => state as unknown as EngineState } as never,
    store,
    shown: () => (asOf === undefined ? opened : opened.at?.(asOf)),
    startedAt: start,
  });
  identities.mirror.state();
  const refused = { version: 1, failure: { problem: {}, since: start, attempts: 1, retryAt: now } } as AnySnapshot;
  return { loadedAt: identities.snapshot(request, refused)?.loadedAt };
}

async function otherOfGet(store: ProgramStore, request: ListRequest, asOf?: number): Promise<readonly string[]> {
  const { notes } = await collectedRows({
    store,
    arns: [arn],
    state: { scopes: [scope], regions: [region], accounts: new Map() } as never,
    identityOf: () => own,
    resource: resources[request.resource],
    params: request.params,
    unanswered: [scope],
    asOf,
    now,
  });
  return notes;
}

const isExpected = ([, asked, answered]: Variant, id: ResourceId, isPast: boolean): boolean => {
  if (isPast && !hasPast(id, asked)) return false;
  if (paramsText(asked) === paramsText(answered)) return true;
  if (Object.keys(answered).length > 0) return false;
  return isPast || !isListedApart(resources[id].stored ?? {}, asked);
};

describe('of a past time', () => {
  test.each(cases)('%s, %s', async (id, ...variant) => {
    const request = requestOf(id, variant[1]);
    const store = await storeOf(id, own, variant);
    const { loadedAt } = await ownOnScreen(store, request);
    expect(loadedAt).toBe(isExpected(variant, id, true) ? past : undefined);
    expect(await ownOfGet(store, request)).toBe(loadedAt !== undefined);
    await store.close();
    const theirs = await storeOf(id, other, variant);
    const seen = await otherOnScreen(theirs, request, past);
    expect(seen.loadedAt).toBe(loadedAt);
    const notes = loadedAt === undefined ? [] : [expect.stringContaining(` at ${formatDateTime(loadedAt)}, from`)];
    expect(await otherOfGet(theirs, request, past)).toEqual(notes);
    await theirs.close();
  });
});

describe('of the present', () => {
  test.each(cases)('%s, %s', async (id, ...variant) => {
    const request = requestOf(id, variant[1]);
    const store = await storeOf(id, other, variant);
    const { loadedAt } = await otherOnScreen(store, request);
    expect(loadedAt).toBe(isExpected(variant, id, false) ? start + 38 * minute : undefined);
    const notes = loadedAt === undefined ? [] : [expect.stringContaining(` ${formatAge(now - loadedAt)} ago, from`)];
    expect(await otherOfGet(store, request)).toEqual(notes);
    await store.close();
  });
});

test('each kind of list is among the cases', () => {
  const names = new Set(cases.map(([, name]) => name));
  expect([...names].toSorted()).toMatchInlineSnapshot(`
    [
      "a list apart: answered by the whole list",
      "a list apart: answered itself",
      "a list apart: the whole list asked for",
      "a param that is a member of rows: answered by the whole list",
      "a param that is a member of rows: answered itself",
      "a param that is a member of rows: the whole list asked for",
      "a param that the store has no index for: answered by the whole list",
      "a param that the store has no index for: answered itself",
      "a param that the store has no index for: the whole list asked for",
      "the list of the organization",
      "the whole list",
    ]
  `);
});

test('before the first response nothing is known', async () => {
  const store = await storeOf('vaults', own, ['', {}, {}, 'account']);
  const sight = (await store.opened()).at?.(start - minute);
  const snapshots = createPastSnapshots({ sight: () => sight, identityOf: () => own, data: () => ({}) as Data });
  expect(snapshots(requestOf('vaults', {}))?.failure?.problem.kind).toBe('not-stored');
  await store.close();
});
