// Pruning against a plain list of what must stay.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type PruneOptions, startPruning } from '../../src/store/file/prune.ts';
import { pruneDaily } from '../../src/store/file/prune-daily.ts';
import { createStepBudget, mostPieces } from '../../src/store/file/step-budget.ts';
import { migrate } from '../../src/store/schema.ts';
import { type Database, inTransaction, openForReading, openForWriting } from '../../src/store/sqlite.ts';
import { seededRandom } from '../support/matrix.ts';
import { newFolder } from './child.ts';

const day = 86_400_000;
const now = 1_000 * day;
const listedForMs = { 'backup-jobs': 30 * day, audits: 90 * day };
/** By id. */
const resources = ['', 'backup-jobs', 'audits', 'vaults', 'recovery-points'];
/** A clock that stands still: a step takes as much as it may. */
const steadyMs = () => 0;
const roomy = { now, keepMs: 400 * day, maxBytes: 1e12, freeBytes: 1e14, listedForMs, steadyMs };

interface Row {
  readonly id: number;
  readonly resource: number;
  readonly at: number;
  readonly validTo: number | null;
  readonly shared: number;
}

function newStore(): Database {
  const database = openForWriting(':memory:');
  migrate(database);
  for (const name of resources.slice(1)) database.prepare('insert into resource(name) values(?)').run(name);
  return database;
}

function put(database: Database, rows: readonly Row[], doc = '{}'): void {
  const share = database.prepare("insert or ignore into shared values(?, ?, '{}', '', null)");
  const insert = database.prepare(`insert into row(id, resource, scope, at, key, shared, doc, requested_at, valid_from,
    valid_to, seq) values(?, ?, 1, ?, ?, ?, ?, 1, 1, ?, 1)`);
  inTransaction(database, () => {
    for (const { id, resource, at, shared, validTo } of rows) {
      share.run(shared, `hash ${shared}`);
      insert.run(id, resource, at, `key ${id}`, shared, doc, validTo);
    }
  });
}

function randomRows(count: number, seed: number): Row[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const resource = 1 + Math.floor(random() * 4);
    const at = resource === 3 ? 0 : Math.floor(now - random() * 900 * day);
    const closed = Math.floor(Math.max(at, now - 900 * day) + random() * (now - Math.max(at, now - 900 * day)));
    return { id: index + 1, resource, at, validTo: random() < 0.4 ? closed : null, shared: 1 + (index % 500) };
  });
}

/** From when on the row is not needed; infinity: never. */
function neededUntil({ resource, at, validTo }: Row): number {
  if (validTo !== null) return at > now - 30 * day ? Number.POSITIVE_INFINITY : validTo;
  const listedMs = (listedForMs as Record<string, number>)[resources[resource] ?? ''];
  return listedMs === undefined || at === 0 ? Number.POSITIVE_INFINITY : at + listedMs;
}

function prune(database: Database, options: Partial<PruneOptions> = {}) {
  const pruning = startPruning(database, { ...roomy, ...options });
  let steps = 1;
  while (pruning.step()) steps += 1;
  return { steps, removed: pruning.removedRows(), problem: pruning.problem() };
}

const numbers = (database: Database, statement: string): number[] =>
  database
    .prepare(statement)
    .all()
    .map((row) => Number(Object.values(row)[0]));
const ids = (database: Database) => numbers(database, 'select id from row order by id');
const used = (database: Database) =>
  (numbers(database, 'pragma page_count')[0] ?? 0) - (numbers(database, 'pragma freelist_count')[0] ?? 0);
const free = (database: Database) => numbers(database, 'pragma freelist_count')[0];

test.each([1, 2, 3])('what is older than it is to be kept goes, and nothing else (%i)', (seed) => {
  const database = newStore();
  const rows = randomRows(6_000, seed);
  put(database, rows);
  const stays = rows.filter((row) => neededUntil(row) > now - 400 * day);
  const { removed, problem } = prune(database);
  expect(ids(database)).toEqual(stays.map(({ id }) => id));
  expect([removed, problem, free(database)]).toEqual([rows.length - stays.length, undefined, 0]);
  const shared = [...new Set(stays.map((row) => row.shared))].sort((a, b) => a - b);
  expect(numbers(database, 'select id from shared order by id')).toEqual(shared);
  const gone = rows.filter((row) => !stays.includes(row));
  const marks = Object.groupBy(gone, ({ resource }) => resource);
  expect(database.prepare('select * from pruned order by resource').all()).toEqual(
    Object.entries(marks).map(([resource, of = []]) => ({
      resource: Number(resource),
      before_at: Math.max(...of.map(neededUntil)),
      why: 'age',
    })),
  );
  expect(prune(database).removed).toBe(0);
});

test('a row that was written again since it was chosen stays', () => {
  const database = newStore();
  put(
    database,
    Array.from({ length: 1_500 }, (_, index) => ({ id: index + 1, resource: 1, at: 1, validTo: null, shared: 1 })),
  );
  const pruning = startPruning(database, roomy);
  pruning.step();
  database.exec(`update row set at = ${now} where id = 1500`);
  while (pruning.step());
  expect(ids(database)).toEqual([1_500]);
});

describe('a store that is too large', () => {
  const rows = randomRows(9_000, 7);
  const doc = JSON.stringify({ text: 'x'.repeat(300) });
  const filled = () => {
    const database = newStore();
    put(database, rows, doc);
    return database;
  };

  test('loses its oldest history first, until it fits', () => {
    const database = filled();
    const before = used(database);
    const maxBytes = (before * 8_192 * 3) / 4;
    const { problem } = prune(database, { keepMs: 10_000 * day, maxBytes });
    const order = rows.map(neededUntil).sort((a, b) => a - b);
    const removed = rows.length - ids(database).length;
    const last = order[removed - 1] ?? 0;
    expect(ids(database)).toEqual(rows.filter((row) => neededUntil(row) > last).map(({ id }) => id));
    expect(removed % 1_000).toBe(0);
    expect([problem, used(database) * 8_192 <= maxBytes]).toEqual([undefined, true]);
    expect(numbers(database, "select max(before_at) from pruned where why = 'size'")).toEqual([last]);
  });

  test('keeps what AWS lists, whatever its size, and says that it does not fit', () => {
    const database = filled();
    const { problem } = prune(database, { maxBytes: 1_000 });
    expect(ids(database)).toEqual(rows.filter((row) => neededUntil(row) > now).map(({ id }) => id));
    expect(problem).toMatch(
      /^The store has .* MiB, more than its limit of 1000 B: rows that AWS still lists are never removed/,
    );
  });

  test('may take a tenth of the free space at most, its own counted as free', () => {
    const database = filled();
    const bytes = used(database) * 8_192;
    expect(prune(database, { freeBytes: bytes * 9 }).removed).toBe(prune(filled()).removed);
    const scarce = filled();
    prune(scarce, { freeBytes: bytes * 6.5, keepMs: 10_000 * day });
    expect(used(scarce) * 8_192).toBeLessThanOrEqual(bytes * 0.75);
  });
});

describe('steps', () => {
  const old = (count: number): Row[] =>
    Array.from({ length: count }, (_, index) => ({ id: index + 1, resource: 1, at: 1, validTo: null, shared: 1 }));

  /** How many rows each step that removes rows has removed. */
  function removedBySteps(database: Database, options: Partial<PruneOptions> = {}): number[] {
    const pruning = startPruning(database, { ...roomy, ...options });
    const found: number[] = [];
    for (let isMore = true; isMore; ) {
      const before = pruning.removedRows();
      isMore = pruning.step();
      const removed = pruning.removedRows() - before;
      if (removed > 0) found.push(removed);
    }
    return found;
  }

  test('remove a thousand rows at most, and another program writes between two of them', () => {
    const database = newStore();
    put(database, old(4_500));
    const pruning = startPruning(database, roomy);
    const left: number[] = [];
    while (pruning.step()) {
      left.push(ids(database).filter((id) => id <= 4_500).length);
      if (left.length === 2) put(database, [{ id: 9_999, resource: 1, at: now, validTo: null, shared: 2 }]);
    }
    // The first step chooses.
    expect([...new Set(left)]).toEqual([4_500, 3_500, 2_500, 1_500, 500, 0]);
    expect(ids(database)).toEqual([9_999]);
  });

  test.each([
    ['a slow disk', 30, [50, 50, 50, 50, 50, 50]],
    ['an ordinary one', 4, [150, 250]],
  ])('are as long as their time on %s', (_, msOfLook, first) => {
    const database = newStore();
    put(database, old(3_000));
    let ms = 0;
    const clock = () => {
      ms += msOfLook;
      return ms;
    };
    const found = removedBySteps(database, { steadyMs: clock });
    expect(found.slice(0, first.length)).toEqual(first);
    expect(ids(database)).toEqual([]);
  });

  test('become shorter where a commit takes long, and longer again', () => {
    let ms = 0;
    let commitMs = 500;
    const budget = createStepBudget(() => ms);
    const piecesOfStep = () => {
      let count = 0;
      const piece = () => {
        count += 1;
        ms += 2;
        return true;
      };
      budget.run((work) => {
        const isMore = work();
        ms += commitMs;
        return isMore;
      }, piece);
      return count;
    };
    expect([piecesOfStep(), piecesOfStep(), piecesOfStep()]).toEqual([5, 1, 1]);
    commitMs = 1;
    // Little by little.
    expect(Array.from({ length: 6 }, piecesOfStep)).toEqual([1, 2, 4, 8, 16, mostPieces]);
  });
});

describe('a store in a file', () => {
  /** Whole documents, so that the log is long. */
  function storeInFile() {
    const path = join(newFolder(), 'store.sqlite');
    const database = openForWriting(path);
    onTestFinished(() => database.close());
    migrate(database);
    database.exec("insert into resource(name) values('backup-jobs')");
    const rows = Array.from({ length: 4_000 }, (_, index): Row => {
      const at = index < 3_500 ? 1 : now;
      return { id: index + 1, resource: 1, at, validTo: null, shared: 1 };
    });
    put(database, rows, JSON.stringify({ text: 'x'.repeat(1_000) }));
    return { path, database, logBytes: () => statSync(`${path}-wal`).size };
  }

  test('is never locked between two steps, and its log and file become small', () => {
    const { path, database, logBytes } = storeInFile();
    const other = openForWriting(path);
    onTestFinished(() => other.close());
    other.exec('pragma busy_timeout=0');
    database.exec('pragma wal_checkpoint(passive)');
    const fileBytes = statSync(path).size;
    const pruning = startPruning(database, roomy);
    let [steps, longest] = [0, 0];
    while (pruning.step()) {
      steps += 1;
      other.prepare("insert or replace into meta values('other', ?)").run(steps);
      longest = Math.max(longest, logBytes());
    }
    expect(pruning.removedRows()).toBe(3_500);
    expect(longest).toBeLessThan(12_000_000);
    expect([logBytes(), statSync(path).size < fileBytes / 2]).toEqual([0, true]);
    expect(numbers(database, 'pragma wal_autocheckpoint')).toEqual([1_000]);
  });

  test('is pruned while another program reads, for whose end nothing waits', () => {
    const { path, database } = storeInFile();
    const reader = openForReading(path);
    onTestFinished(() => reader.close());
    reader.exec('begin');
    reader.prepare('select count(*) from row').get();
    // Whoever waited would wait for ten minutes.
    database.exec('pragma busy_timeout=600000');
    expect(prune(database).removed).toBe(3_500);
    expect(numbers(database, 'pragma busy_timeout')).toEqual([600_000]);
    expect(numbers(reader, 'select count(*) from row')).toEqual([4_000]);
  });
});

test('a part stays that a list begins to share between two steps', () => {
  const database = newStore();
  const old = (id: number): Row => ({ id, resource: 1, at: 1, validTo: null, shared: id === 3_000 ? 7 : 1 });
  put(
    database,
    Array.from({ length: 3_000 }, (_, index) => old(index + 1)),
  );
  const pruning = startPruning(database, roomy);
  while (pruning.removedRows() === 0) pruning.step();
  put(database, [{ id: 9_999, resource: 4, at: now, validTo: null, shared: 7 }]);
  while (pruning.step());
  expect(ids(database)).toEqual([9_999]);
  expect(numbers(database, 'select id from shared')).toEqual([7]);
});

test('whoever remembers shared parts learns that some are gone', () => {
  const database = newStore();
  put(database, [{ id: 1, resource: 1, at: 1, validTo: null, shared: 1 }]);
  const counted = () => numbers(database, "select value from meta where name = 'shared removed'");
  expect(counted()).toEqual([]);
  prune(database);
  expect(counted()).toEqual([1]);
  prune(database);
  expect(counted()).toEqual([1]);
});

test('what hangs on rows that are gone goes with them', () => {
  const database = newStore();
  put(database, [
    { id: 1, resource: 1, at: 1, validTo: null, shared: 1 },
    { id: 2, resource: 3, at: 0, validTo: null, shared: 1 },
  ]);
  database.exec(`insert into member values(1, 1), (1, 2);
    insert into coverage(request, from_at, to_at) values(1, 0, 10), (1, ${now - day}, ${now});
    insert into document values(1, 1, 'old', 1, null), (1, 1, 'new', ${now}, null);`);
  prune(database);
  expect(numbers(database, 'select row from member')).toEqual([2]);
  expect(numbers(database, 'select from_at from coverage')).toEqual([now - day]);
  expect(numbers(database, 'select requested_at from document')).toEqual([now]);
});

test('commands prune once a day, as far as they have time', () => {
  const database = newStore();
  put(database, randomRows(5_000, 1));
  const left = () => Number(database.prepare('select count(*) as count from row').get()?.count);
  const run = (at: number, steps: number) => {
    let more = steps;
    pruneDaily(database, { ...roomy, now: at, hasTime: () => more-- > 0 });
    return left();
  };
  const before = left();
  const first = run(now, 2);
  expect(before - first).toBeGreaterThan(0);
  expect(before - first).toBeLessThanOrEqual(1_000);
  expect(run(now + day - 1, 1_000)).toBe(first);
  const second = run(now + day, 1_000);
  expect(second).toBeLessThan(first);
  // The clock was set back.
  put(database, [{ id: 10_000, resource: 1, at: now - 800 * day, validTo: null, shared: 1 }]);
  expect(run(now, 1_000)).toBe(second);
});
