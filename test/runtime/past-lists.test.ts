// Before the first answer nothing is known of a list: none shows rows of the present as if they were of then, and none
// says that there are none.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { detailView } from '../../src/app/detail/detail-view.ts';
import { everyRow, everywhere } from '../../src/app/state/lists/list-requests.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { standingLists } from '../../src/engine/evaluation/evaluation-request.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { minuteMs } from '../../src/lib/duration.ts';
import { derivedIds } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import { hasPast } from '../../src/resources/past.ts';
import { type ResourceId, resourceIds } from '../../src/resources/resource-id.ts';
import { createScreen } from '../../src/runtime/create-screen.ts';
import { searchQuery } from '../../src/runtime/find/search-list.ts';
import { listPlaces } from '../../src/runtime/lists/list-places.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { type Simulation, startSimulation } from '../support/simulation.ts';

const region = 'us-east-1';

let world: Simulation;
let store: ProgramStore;
let screen: Runtime;
let firstAt: number;
let evaluatedAt: number;

beforeAll(async () => {
  world = await startSimulation({ regions: [region] });
  const { aws, clock, connections } = world;
  firstAt = clock.now();
  store = openMemoryStore(aws.now, clock);
  const place = { connections, regions: [region], allRegions: false, organization: false };
  screen = createScreen(createEngine({ ...place, aws, clock, store, cloudWatch: false }), {
    clock,
    store,
    attention: { ...noSettings, mutes: [{ name: 'anything' }] as never },
    size: { columns: 120, rows: 40 },
    copy() {},
    repaint() {},
    quit() {},
  });
  screen.start();
  await clock.advance(minuteMs);
  // Each list is evaluated once, as if it were on screen.
  const { scopes, accounts } = screen.view().data;
  const identities = new Map(scopes.map(({ connection }) => [connection, identityIn(store)]));
  const lists = derivedIds.filter((id) => !standingLists.some((one) => one === id));
  store.evaluation.watch({ watched: { scopes, accounts, identities }, settings: noSettings, lists });
  await clock.advance(5_000);
  store.evaluation.finish?.();
  evaluatedAt = Math.floor(clock.now() / 1_000) * 1_000;
  await clock.advance(10_000);
});
afterAll(async () => {
  screen.stop();
  await world.close();
});

const identityIn = (from: ProgramStore): string => from.sight()?.reader.scopes()[0]?.identity ?? '';

async function look(id: ResourceId) {
  for (let round = 0; ; round += 1) {
    const { data, rowsOf } = screen.view();
    const rows = rowsOf(everyRow(id, data), data);
    if ((!rows.isBehind && round > 1) || round === 20) {
      const requests = everywhere(id, data);
      return { data, requests, rows: [...rows.rows], snapshots: requests.map((one) => data.snapshot(one)) };
    }
    await world.clock.advance(250);
  }
}

async function at(time: number) {
  screen.dispatch({ type: 'timeRequested', text: new Date(time).toISOString() });
  await world.clock.advance(1_000);
  expect(screen.view().data.past?.asOf).toBe(time);
}

/** These exist from times of their own, whenever they were seen. */
const hasOwnTime = (id: ResourceId) =>
  resources[id].stored?.beforeEnd !== undefined || resources[id].stored?.at !== undefined;
const stored = resourceIds.filter((id) => resources[id].stored || id === 'mutes');

test('at present many lists have rows', async () => {
  const ids: ResourceId[] = [];
  for (const id of stored) if ((await look(id)).rows.length > 0) ids.push(id);
  expect(ids).toEqual(
    expect.arrayContaining([
      'vaults',
      'plan-rules',
      'findings',
      'attention',
      'mutes',
      'protection',
      'coverage',
      'storage',
      'runs',
      'upcoming-runs',
      'accounts',
    ]),
  );
});

test.each(stored)('%s is not known before the first answer', async (id) => {
  await at(firstAt - 3 * minuteMs);
  const { rows, snapshots } = await look(id);
  if (!hasOwnTime(id) || !hasPast(id)) expect(rows).toEqual([]);
  expect(snapshots.map((one) => [one?.loadedAt, one?.failure?.problem.kind])).toEqual(
    snapshots.map(() => [undefined, 'not-stored']),
  );
});

test.each(derivedIds.filter((id) => !hasPast(id)))(
  '%s, of which only the newest rows are kept, is not known in between',
  async (id) => {
    await at(evaluatedAt);
    const { data, requests, rows, snapshots } = await look(id);
    expect(rows).toEqual([]);
    expect(data.listed(requests)).toEqual([]);
    expect(snapshots.every((one) => one?.loadedAt === undefined && one?.failure?.problem.kind === 'not-stored')).toBe(
      true,
    );
  },
);

test('a search finds no row of such a list, and its sections in a detail say that it is not known', async () => {
  await at(evaluatedAt);
  const [sight, { data }] = [store.sight(), screen.view()];
  const past = sight?.at?.(evaluatedAt);
  const placesOf = (requests: readonly ListRequest[]) => listPlaces(requests, () => identityIn(store));
  const options = { data, placesOf, signal: new AbortController().signal };
  for (const list of derivedIds.filter((id) => !hasPast(id))) {
    expect([list, sight && searchQuery({ list }, { ...options, sight })]).toEqual([list, expect.anything()]);
    expect([list, past && searchQuery({ list }, { ...options, sight: past })]).toEqual([list, undefined]);
  }
  const [vault] = (await look('vaults')).rows;
  const key = resources.vaults.key(vault);
  const detail = detailView(
    { kind: 'detail', resource: 'vaults', key, row: vault, params: {} } as never,
    screen.view().data,
  );
  expect(detail.sections).toContainEqual({
    kind: 'fields',
    title: 'Cost',
    fields: [expect.objectContaining({ text: 'not known then: the store keeps only the newest storage' })],
  });
});
