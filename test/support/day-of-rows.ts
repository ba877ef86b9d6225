// The overview's day from rows of fixed responses: they are written to a store in memory and counted there.

import type { DayOf, DayOrder, OverviewDay } from '../../src/app/overview/overview-day.ts';
import type { Data } from '../../src/app/state/data.ts';
import { isCounted } from '../../src/app/state/lists/gaps.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import { type ListRequest, requestKey } from '../../src/app/state/lists/poll-request.ts';
import { isSettled } from '../../src/app/state/lists/settled.ts';
import { createDayReader, type DayListId, dayListIds } from '../../src/engine/day/day-summary.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { jobListIds } from '../../src/resources/resource-id.ts';
import { orderOf } from '../../src/runtime/lists/day/day-order.ts';
import { createDayReaders, type DayPlaces } from '../../src/runtime/lists/day/day-rows.ts';
import { listPlaces } from '../../src/runtime/lists/list-places.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';

const identity = 'a role';

/** The rows that the data lists at that time. */
export function dayOfRows(): DayOf {
  let made: { readonly data: Data; readonly order: string; readonly day: OverviewDay } | undefined;
  return (data, asked) => {
    const order = JSON.stringify(asked);
    if (made?.data !== data || made.order !== order) {
      made = { data, order, day: dayOf({ data, order: asked }, filledWith(data)) };
    }
    return made.day;
  };
}

/** Writing the rows takes far longer than reading the day: the next screen with the same rows reads the same store. */
let filled: { readonly at: number; readonly from: readonly unknown[]; readonly store: Filled } | undefined;

function filledWith(data: Data): Filled {
  const requests = dayListIds.flatMap((id) => everywhere(id, data));
  const from = [...requests.map(requestKey), ...data.listed(requests)];
  const isSame = filled?.from.length === from.length && filled.from.every((one, index) => one === from[index]);
  // A store does not return rows that are written later than the time of reading.
  if (!filled || !isSame || filled.at > data.now) filled = { at: data.now, from, store: storeOf(data) };
  return filled.store;
}

interface Asked {
  readonly data: Data;
  readonly order: DayOrder;
}

type Filled = ReturnType<typeof storeOf>;

function dayOf({ data, order }: Asked, { database, store }: Filled): OverviewDay {
  const { reader } = store.sight() ?? {};
  if (!reader) throw new Error('The store is not open.');
  const requests = (id: DayListId) => everywhere(id, data);
  const places = Object.fromEntries(
    dayListIds.map((id) => [id, listPlaces(requests(id), () => identity)]),
  ) as unknown as DayPlaces;
  const known = reader.scopeIds();
  const scopes = Object.fromEntries(dayListIds.map((id) => [id, places[id].groups(known)])) as never;
  const steps = createDayReader(
    database,
    createRowShapes(() => data.now),
  )({ scopes, now: data.now, ...orderOf(order) });
  const readers = createDayReaders({ reader, places, nextTurn: async () => {} });
  for (let step = steps.next(); ; step = steps.next()) {
    if (!step.done) continue;
    const seq = reader.lastSeq();
    return {
      ...readers.read(step.value, seq),
      askedOf: { jobs: askedOf(jobListIds.flatMap(requests), data), audits: askedOf(requests('audits'), data) },
      isBehind: false,
    };
  }
}

const askedOf = (requests: readonly ListRequest[], data: Data) => ({
  isSettled: isSettled(requests, data),
  isCounted: isCounted(requests, data),
});

function storeOf(data: Data) {
  const database = openForWriting(':memory:');
  migrate(database);
  const store = createStoreInProcess({ database, now: () => data.now });
  for (const request of dayListIds.flatMap((id) => everywhere(id, data))) {
    const { resource, scope } = request;
    const response = store.writer.begin({
      resource,
      scope: storedScope(scope, identity),
      params: '[]',
      requestedAt: data.now,
    });
    response.page(data.listed([request]));
    response.whole();
  }
  return { database, store };
}
