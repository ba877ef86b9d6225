import { expect, test } from 'vitest';
import type { AnySnapshot, Data } from '../../src/app/data.ts';
import type { ListQuestion } from '../../src/app/question.ts';
import { createRowsMemory, type Row, type Rows } from '../../src/app/rows.ts';
import type { Job } from '../../src/domain/job.ts';
import { createChangeLog } from '../../src/polling/change-log.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource } from '../../src/resources/resource.ts';
import { dataOf, now, scope } from '../components/fixtures.ts';
import { manyJobs } from '../support/many-jobs.ts';

const place = scope('us-east-1');
const sort = { column: 'age', descending: true };

/** A list that streams in, and how often its rows have been looked at. */
function streaming(jobs: readonly Job[], options: Parameters<typeof createRowsMemory>[0] = {}) {
  const looks = { sorted: 0, matched: 0 };
  const counted = <Value>(what: keyof typeof looks, value: Value): Value => {
    looks[what] += 1;
    return value;
  };
  type AnyColumn = AnyResource['columns'][number];
  // How many arguments it takes says whether it moves with the time.
  const counting = (sortBy: NonNullable<AnyColumn['sortBy']>): typeof sortBy =>
    sortBy.length > 1
      ? (row, at) => counted('sorted', sortBy(row, at))
      : (row: Row) => counted('sorted', sortBy(row, now));
  const column = (one: AnyColumn): AnyColumn => ({
    ...one,
    text: (row: Row, at: number) => counted('matched', one.text(row, at)),
    ...(one.sortBy ? { sortBy: counting(one.sortBy) } : {}),
  });
  const resource: AnyResource = { ...resources['backup-jobs'], columns: resources['backup-jobs'].columns.map(column) };
  const changes = createChangeLog();
  const rows = new Map<string, Job>();
  let version = 0;
  const put = (job: Job) => {
    rows.set(resource.key(job), job);
    changes.add(resource.key(job));
  };
  for (const job of jobs) put(job);
  const question: ListQuestion = { kind: 'list', resource: 'backup-jobs', scope: place, params: {}, priority: 0 };
  const rowsOf = createRowsMemory(options);
  return {
    looks,
    put,
    remove(job: Job) {
      rows.delete(resource.key(job));
      changes.add(resource.key(job));
    },
    key: (job: Job) => resource.key(job),
    look({ filter = '', by = sort, at = now } = {}): Rows {
      Object.assign(looks, { sorted: 0, matched: 0 });
      version += 1;
      const snapshot: AnySnapshot = { rows, version, changes };
      const data: Data = { ...dataOf({ rows: {} }), now: at, version, snapshot: () => snapshot };
      return rowsOf(resource, [question], data, filter, by);
    },
  };
}

const inOrder = (jobs: readonly Job[]) => [...jobs].sort((a, b) => b.createdAt - a.createdAt).map(({ id }) => id);
const idsOf = ({ rows }: Rows) => Array.from(rows, ({ id }) => id);
/** Those whose texts are told apart over the whole list. */
const nameColumns = resources['backup-jobs'].columns.filter(({ identity }) => identity);
const many = manyJobs(100_000, [place], now);

test('of 100,000 rows a look that finds nothing new visits none, and the list stays the same object', () => {
  const list = streaming(many);
  const first = list.look();
  expect(list.looks.sorted).toBe(100_000);
  expect(list.look()).toBe(first);
  expect(list.looks).toEqual({ sorted: 0, matched: 0 });
});

test('a page that streams in is all that is looked at, and each row stands where it belongs', () => {
  const list = streaming(many.slice(1_000));
  list.look();
  for (const job of many.slice(0, 1_000)) list.put(job);
  const rows = list.look();
  expect(list.looks).toEqual({ sorted: 1_000, matched: 1_000 * nameColumns.length });
  expect(idsOf(rows)).toEqual(inOrder(many));
});

test('a filter looks at changed rows alone', () => {
  const list = streaming(many.slice(0, 5_000));
  const failed = list.look({ filter: 'failed' }).keys.length;
  const [, job] = many as [Job, Job];
  list.put({ ...job, state: 'FAILED' });
  const rows = list.look({ filter: 'failed' });
  expect(rows.keys).toHaveLength(failed + 1);
  expect(rows.total).toBe(5_000);
  expect(list.looks.matched).toBe(resources['backup-jobs'].columns.length + nameColumns.length);
  list.put(job);
  expect(list.look({ filter: 'failed' }).keys).toHaveLength(failed);
});

test('rows that changed, moved and went, against a list made anew', () => {
  const jobs = many.slice(0, 300);
  const list = streaming(jobs);
  list.look();
  const changed = jobs.map((job, index) => (index % 7 === 0 ? { ...job, createdAt: job.createdAt + 3_600_000 } : job));
  for (const [index, job] of changed.entries()) if (index % 7 === 0) list.put(job);
  const gone = changed.filter((_, index) => index % 5 === 0);
  for (const job of gone) list.remove(job);
  const left = changed.filter((job) => !gone.includes(job));
  const rows = list.look();
  expect(idsOf(rows)).toEqual(idsOf(streaming(left).look()));
  expect(rows.total).toBe(left.length);
  for (const [index, key] of [...rows.keys].entries()) expect(rows.indexOf.get(key)).toBe(index);
  expect(rows.indexOf.get(list.key(gone[0] as Job))).toBeUndefined();
});

test('a long list is made in goes of a few rows each, the first of more, and says so until it is whole', () => {
  let told = 0;
  const list = streaming(many.slice(0, 5_500), { atOnce: 1_000, behind: () => (told += 1) });
  const goes = [list.look(), list.look(), list.look()];
  expect(goes.map(({ keys, isBehind }) => [keys.length, isBehind])).toEqual([
    [4_000, true],
    [5_000, true],
    [5_500, false],
  ]);
  expect(told).toBe(2);
  expect(goes.every(({ total }) => total === 5_500)).toBe(true);
  expect(idsOf(goes[2] as Rows)).toEqual(inOrder(many.slice(0, 5_500)));
});

test('what is sorted by running time is looked at again each minute', () => {
  const list = streaming(many.slice(0, 100));
  const by = { column: 'took', descending: true };
  list.look({ by });
  list.look({ by });
  expect(list.looks.sorted).toBe(0);
  list.look({ by, at: now + 60_000 });
  expect(list.looks.sorted).toBe(100);
});
