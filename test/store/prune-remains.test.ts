// What is left of removed rows and requests is removed in pieces.
import { expect, test } from 'vitest';
import { createRemains } from '../../src/store/file/prune-remains.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';

test('the remains of twenty requests are removed at a time', () => {
  const database = openForWriting(':memory:');
  migrate(database);
  for (let request = 1; request <= 50; request += 1) database.exec(`insert into member values(${request}, 7)`);
  database.exec("insert into document values(1, 1, 'k', 99, x'00'), (1, 1, 'l', 101, x'00')");
  const count = (table: string) => database.prepare(`select count(*) as count from ${table}`).get()?.count;
  const remains = createRemains(database, 100);
  expect([remains.removeNext(), count('member')]).toEqual([true, 30]);
  expect([remains.removeNext(), count('member'), count('document')]).toEqual([true, 10, 2]);
  expect([remains.removeNext(), count('member'), count('document')]).toEqual([false, 0, 1]);
});
