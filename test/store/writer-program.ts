// Writes batches of rows into a store until it is killed, and prints the number of each batch that is written.
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/file/open-store.ts';
import { inTransaction } from '../../src/store/sqlite.ts';

const [, , path = '', batches = '1000000'] = process.argv;
const store = openStore({ path, isNamed: false, isShared: false, notices: [] }, { now: () => 1_000, parents: [] });
const insert = store.database.prepare(
  `insert into row(resource, scope, at, key, doc, requested_at, valid_from, seq) values(1, 1, ?, ?, '{}', 1, 1, ?)`,
);
const newest = store.database.prepare('select max(seq) as seq from row').get() as { seq: number | null };
const from = (newest.seq ?? 0) + 1;
for (let batch = from; batch < from + Number(batches); batch += 1) {
  inTransaction(store.database, () => {
    for (let index = 0; index < 50; index += 1) insert.run(batch * 1_000 + index, `job-${batch}-${index}`, batch);
  });
  writeSync(1, `${batch}\n`);
}
store.close();
