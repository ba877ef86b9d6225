// How resources declare that their rows are stored: the members exist, and time alone makes no new version.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopeKey } from '../../src/domain/scope.ts';
import { isSame } from '../../src/lib/same.ts';
import { derivedIds } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource } from '../../src/resources/resource.ts';
import { coverageOf, type Stored } from '../../src/resources/stored.ts';
import { type Simulation, startSimulation } from '../support/simulation.ts';

let world: Simulation;
beforeAll(async () => {
  world = await startSimulation({ regions: ['us-east-1'] });
});
afterAll(() => world.close());

const kept = Object.values(resources).filter(({ stored }) => stored !== undefined);
const storedOf = (resource: AnyResource): Stored => resource.stored as Stored;

test('everything is kept, also what is evaluated from other lists', () => {
  const not = Object.values(resources).filter(({ stored }) => stored === undefined);
  // What a search finds and the page of a resource are read from the rows of other lists.
  expect(not.map(({ id }) => id)).toEqual(['mutes', 'coverage-groups', 'changes', 'found', 'resource-pages']);
  const evaluated = kept.filter(({ derivedFrom }) => derivedFrom !== undefined);
  expect(evaluated.map(({ id }) => id).toSorted()).toEqual([...derivedIds, 'events'].toSorted());
});

describe.each(kept.map((resource) => [resource.id, resource] as const))('%s', (_, resource) => {
  test('a member is either kept once for many rows or changes without a new version', () => {
    const { shared = [], volatile = [], memberOfParam = {} } = storedOf(resource);
    expect(shared.filter((member) => volatile.includes(member))).toEqual([]);
    expect(Object.keys(resource.params)).toEqual(expect.arrayContaining(Object.keys(memberOfParam)));
  });

  // What is evaluated: test/engine/evaluator.test.ts.
  test.skipIf(resource.derivedFrom)(
    'rows that have not changed say the same 75 seconds later, but for what is volatile',
    async () => {
      const requests = world.requests([resource.id]);
      world.polls.watchExactly(requests);
      await world.clock.advance(20_000);
      const rowsNow = () => new Map(requests.flatMap((request) => [...world.rows(request)]));
      const before = rowsNow();
      for (const request of requests) world.polls.refresh(request);
      await world.clock.advance(75_000);
      const after = rowsNow();
      world.polls.watchExactly([]);
      const isMoving = (row: object) => resource.isBusy?.(row) ?? false;
      const changed = [...before].flatMap(([key, row]) => {
        const next = after.get(key);
        if (next === undefined || isMoving(row) || isMoving(next)) return [];
        return isSame(withoutVolatile(resource, row), withoutVolatile(resource, next)) ? [] : [{ row, next }];
      });
      expect(changed).toEqual([]);
      for (const [key, row] of after) expect(key.startsWith(`${scopeKey(row.scope)}/`)).toBe(true);
    },
  );
});

function withoutVolatile(resource: AnyResource, row: Record<string, unknown>): Record<string, unknown> {
  const { volatile = [] } = storedOf(resource);
  return Object.fromEntries(Object.entries(row).filter(([member]) => !volatile.includes(member as never)));
}

describe('what a whole answer covers', () => {
  const now = Date.UTC(2026, 0, 15);
  const covered = (id: keyof typeof resources, params = {}) => coverageOf(storedOf(resources[id]), params, now);

  test('everything, where nothing narrows it', () => {
    expect(covered('vaults')).toEqual({ equals: {} });
    expect(covered('selections')).toEqual({ equals: {} });
  });

  test('the rows of a member that a param names', () => {
    expect(covered('recovery-points', { vaultName: 'main' })).toEqual({ equals: { vaultName: 'main' } });
    expect(covered('selections', { planId: 'p' })).toEqual({ equals: { planId: 'p' } });
  });

  test('of all points those that are asked for in crowded vaults too, and older ones of vaults that are listed further back', () => {
    const since = now - 40 * 86_400_000;
    expect(covered('recovery-points')).toEqual({ equals: {}, since, olderBy: 'vaultName' });
  });

  test('nothing, where rows leave the list by age, or where the param is no member', () => {
    expect(covered('backup-jobs')).toBeUndefined();
    expect(covered('audits')).toBeUndefined();
    expect(covered('recovery-points', { vaultName: 'main', status: 'EXPIRED' })).toBeUndefined();
    expect(covered('recovery-points', { legalHoldId: 'h' })).toBeUndefined();
    expect(covered('vaults', { planId: 'p' })).toBeUndefined();
  });
});
