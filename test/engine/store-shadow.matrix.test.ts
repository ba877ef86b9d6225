// The rows of the store against the rows of the responses, over hours of simulated time: they are equal.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ListRequest, requestKey } from '../../src/app/state/lists/poll-request.ts';
import type { ResponseObserver } from '../../src/engine/polls/response-observer.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { caseCount } from '../support/matrix.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { type Simulation, startSimulation } from '../support/simulation.ts';

vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 120_000 });

const minute = 60_000;
/** Soon the plans of the night start their jobs. */
const beforeTheNight = Date.UTC(2026, 0, 15, 4, 50);
const kept = Object.values(resources).filter(({ stored }) => stored !== undefined);

let store: ProgramStore;
let world: Simulation;
const model = answerModel();
beforeAll(async () => {
  world = await startSimulation({
    regions: ['us-east-1', 'eu-west-1'].slice(0, caseCount(1, 2)),
    startMs: beforeTheNight,
    observer: model,
    storeOf(now) {
      store = openMemoryStore(now);
      return store;
    },
  });
});
afterAll(async () => {
  await world.close();
  await store.close();
});

/** The rows that follow from the responses: each as it came, without those that a whole response did not list. */
function answerModel(): ResponseObserver & { rows(request: ListRequest): Map<string, AnyRow> } {
  const lists = new Map<string, { rows: Map<string, AnyRow>; listed: Set<string> }>();
  const listOf = (request: ListRequest) => {
    const key = requestKey(request);
    const list = lists.get(key) ?? { rows: new Map<string, AnyRow>(), listed: new Set<string>() };
    lists.set(key, list);
    return list;
  };
  return {
    rows: (request) => listOf(request).rows,
    begin: (request) => listOf(request).listed.clear(),
    page(request, rows) {
      const list = listOf(request);
      const { key, isGone } = resources[request.resource];
      for (const row of rows as readonly never[]) {
        list.listed.add(key(row));
        if (isGone?.(row, world.aws.now())) list.rows.delete(key(row));
        else list.rows.set(key(row), row);
      }
    },
    end(request, isWhole) {
      const { rows, listed } = listOf(request);
      for (const key of rows.keys()) if (isWhole && !listed.has(key)) rows.delete(key);
    },
  };
}

/** By key, what the responses and the store say of rows that AWS still lists. */
function bothOf(request: ListRequest): { polled: object; stored: object } {
  const resource = resources[request.resource];
  const { stored = {} } = resource;
  const { reader } = store.sight() ?? {};
  const now = world.aws.now();
  const since = stored.listedMs === undefined ? 0 : now - stored.listedMs;
  const isListed = (row: Record<string, number>) => stored.at === undefined || (row[stored.at] ?? 0) > since + minute;
  const scope = storedScope(request.scope, `identity ${request.scope.connection}`);
  const ids = reader?.openIds({ resource: resource.id, scopes: [scope] }) ?? [];
  const rows = (reader?.rows(ids) ?? []).flatMap((found) => (found ? [{ ...found.row, scope: request.scope }] : []));
  const byKey = (all: readonly Record<string, number>[]) =>
    Object.fromEntries(all.filter(isListed).map((row) => [resource.key(row), row]));
  return { polled: byKey([...model.rows(request).values()]), stored: byKey(rows) };
}

test('whatever is polled, the store has the same rows', async () => {
  const requests = world.requests(kept.map(({ id }) => id));
  world.polls.watchExactly(requests);
  await world.clock.advance(3 * minute);
  for (let turn = 0; turn < caseCount(2, 40); turn += 1) {
    await world.clock.advance(caseCount(8, 30) * minute);
    const compared = requests.filter((request) => world.polls.snapshot(request)?.askingSince === undefined);
    expect(compared.length).toBeGreaterThan(requests.length / 2);
    for (const request of compared) {
      const { polled, stored } = bothOf(request);
      expect({ [request.resource]: stored }).toEqual({ [request.resource]: polled });
    }
  }
  const changes = store.sight()?.reader.changes({ from: beforeTheNight + 4 * minute, to: world.aws.now() }) ?? [];
  expect(changes.filter(({ beforeId }) => beforeId !== undefined).length).toBeGreaterThan(10);
});
