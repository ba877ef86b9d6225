// Lists that the store queries against the same lists made of rows in memory.
import { describe, expect, test } from 'vitest';
import { requestFor } from '../../src/app/state/lists/list-requests.ts';
import type { Sort } from '../../src/app/state/state.ts';
import { scopeKey } from '../../src/domain/scope.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource } from '../../src/resources/resource.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { dataOf } from '../components/fixtures.ts';
import { noon, regions, scopeOf, withSharedAws } from '../resources/embedded-aws.ts';
import { type Listed, openList } from '../support/listed.ts';
import { sampled } from '../support/matrix.ts';
import { plainRows, readsOf } from '../support/plain-rows.ts';

const aws = withSharedAws({ furnished: true });
/** But for events: those come out of a queue. */
const kept = Object.values(resources).filter(({ id, stored }) => stored !== undefined && id !== 'events');
const scopes = regions.map(scopeOf);

async function rowsEverywhere(resource: AnyResource): Promise<readonly AnyRow[]> {
  // Findings of one cause in several Regions share a line of the attention list.
  const asked = resource.id === 'attention' ? regions.slice(0, 1) : regions;
  const rows = (await Promise.all(asked.map((region) => aws.rows(resource, region)))).flat();
  return sampled(rows, 150);
}

async function openStored(resource: AnyResource): Promise<{ list: Listed; rows: readonly AnyRow[] }> {
  const rows = await rowsEverywhere(resource);
  const list = openList({ resource, scopes, now: noon });
  list.write(rows);
  await list.see();
  return { list, rows };
}

function inMemory(resource: AnyResource, rows: readonly AnyRow[], sort: Sort) {
  const data = { ...dataOf({ rows: {} }), ...readsOf(() => rows), now: noon };
  return plainRows({ resource, requests: [requestFor(resource.id, scopeOf('us-east-1'))], filter: '', sort }, data);
}

/** The sort value of a column, as the column itself returns it. */
function sortValue(resource: AnyResource, { column: id }: Sort): (row: AnyRow) => unknown {
  if (id === 'region') return (row) => row.scope.region;
  if (id === 'account') return (row) => row.scope.accountId;
  const column = resource.columns.find((one) => one.id === id);
  return (row) => (column?.sortBy ? column.sortBy(row, noon) : column?.text(row, noon).toLowerCase());
}

/** Rows with equal sort values are in the order of their keys, which the store has without the account-Region. */
function inOrder(resource: AnyResource, rows: readonly AnyRow[], sort: Sort): string[] {
  const value = sortValue(resource, sort);
  const keyed = rows.map((row) => ({
    row,
    key: resource.key(row).slice(scopeKey(row.scope).length),
    by: value(row),
  }));
  const runs: (typeof keyed)[] = [];
  for (const one of keyed) {
    const last = runs.at(-1);
    if (last && last[0]?.by === one.by) last.push(one);
    else runs.push([one]);
  }
  return runs.flatMap((run) =>
    run
      .toSorted((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ row }) => resource.key(row))
      .toSorted(),
  );
}

describe.each(kept.map((resource) => [resource.id, resource] as const))('%s', (_, resource) => {
  test('has the same rows in the same order, by each column and both ways', async () => {
    const { list, rows } = await openStored(resource);
    const columns = [...resource.columns.map(({ id }: { id: string }) => id), 'region', 'account'];
    for (const column of columns.filter((id) => id !== 'plan' || resource.id === 'plan-rules')) {
      for (const descending of [true, false]) {
        const sort = { column, descending };
        const stored = await list.see('', sort);
        const memory = inMemory(resource, rows, sort);
        expect(inOrder(resource, [...stored.rows], sort), `by ${column}`).toEqual(
          inOrder(resource, [...memory.rows], sort),
        );
        expect(stored.total).toBe(rows.length);
      }
    }
  });
});

test('jobs and points are sorted by the name of their plan, without the rule', async () => {
  const { list } = await openStored(resources['backup-jobs']);
  const { rows } = await list.see('', { column: 'plan', descending: true });
  const names = [...rows].map(({ createdBy }) => createdBy?.planName?.toLowerCase() ?? '');
  expect(names).toEqual(names.toSorted().toReversed());
  expect(new Set(names).size).toBeGreaterThan(2);
});
