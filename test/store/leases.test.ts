// Two programs on one store: what one does, the other leaves, until it is over or its time has run out.
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createLeases, type Leased } from '../../src/store/leases.ts';
import { migrate } from '../../src/store/schema.ts';
import { type Database, openForWriting } from '../../src/store/sqlite.ts';
import { newFolder } from './child.ts';

let now = 0;
let databases: Database[];
const programs = () =>
  databases.map((database, index) => createLeases(database, { holder: `program-${index}`, now: () => now }));

beforeEach(() => {
  now = 1_000_000;
  const path = join(newFolder(), 'store.sqlite');
  databases = [openForWriting(path), openForWriting(path)];
  const [first] = databases;
  if (!first) return;
  migrate(first);
  first.exec("insert into request(id, resource, scope, params) values(7, 1, 1, '{}'), (8, 1, 1, '[]')");
  return () => {
    for (const database of databases) database.close();
  };
});

describe.each<[string, Leased, Leased]>([
  ['a request', { request: 7 }, { request: 8 }],
  ['a memory of notifications', { name: 'alerts dashboard' }, { name: 'alerts night' }],
])('the lease of %s', (_, one, other) => {
  test('is held by one program, and another one may be held beside it', () => {
    const [a, b] = programs();
    expect([a?.take(one, 30_000), b?.take(one, 30_000), b?.take(other, 30_000)]).toEqual([true, false, true]);
    expect(b?.holderOf(one)).toEqual({ heldBy: 'program-0', since: now, until: now + 30_000 });
    expect(a?.take(one, 60_000)).toBe(true);
    expect(b?.holderOf(one)?.until).toBe(now + 60_000);
  });

  test('is free once it is released, but not by somebody else', () => {
    const [a, b] = programs();
    a?.take(one, 30_000);
    b?.release(one);
    expect(b?.take(one, 30_000)).toBe(false);
    a?.release(one);
    expect(b?.holderOf(one)).toBeUndefined();
    expect(b?.take(one, 30_000)).toBe(true);
  });

  test('of a program that is gone ends by time; one that comes back learns that it is lost', () => {
    const [a, b] = programs();
    a?.take(one, 30_000);
    now += 29_999;
    expect([b?.take(one, 30_000), a?.renew(one, 30_000)]).toEqual([false, true]);
    now += 30_000;
    expect([a?.renew(one, 30_000), b?.take(one, 30_000), a?.renew(one, 30_000)]).toEqual([false, true, false]);
    a?.release(one);
    expect(b?.holderOf(one)?.heldBy).toBe('program-1');
  });

  test('says since when it is held, however often it is renewed', () => {
    const [a, b] = programs();
    const since = now;
    a?.take(one, 30_000);
    now += 20_000;
    a?.renew(one, 30_000);
    expect(b?.holderOf(one)).toEqual({ heldBy: 'program-0', since, until: now + 30_000 });
    a?.take(one, 30_000);
    expect(b?.holderOf(one)?.since).toBe(now);
  });

  test('that a clock from the future wrote holds nobody off', () => {
    const [a, b] = programs();
    now += 86_400_000;
    a?.take(one, 30_000);
    now -= 86_400_000;
    expect(b?.take(one, 30_000)).toBe(true);
  });
});

test('a request that is there no more is nobody’s', () => {
  const [a] = programs();
  expect([a?.take({ request: 99 }, 1_000), a?.holderOf({ request: 99 })]).toEqual([false, undefined]);
});
