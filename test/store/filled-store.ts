// A store with rows of two accounts, in which each row has a text of its own to look for in the file.
import { openStore } from '../../src/store/file/open-store.ts';
import { type Database, inTransaction } from '../../src/store/sqlite.ts';

export const accounts = ['111122223333', '444455556666'] as const;
const day = 86_400_000;
export const now = Date.UTC(2026, 0, 15, 12);

/** Open, as the program has it; the caller closes it. */
export function filledStore(path: string, rows = 400) {
  const store = openStore({ path, isNamed: false, isShared: false, notices: [] }, { now: () => now, parents: [] });
  inTransaction(store.database, () => fill(store.database, rows));
  store.database.exec('pragma wal_checkpoint(truncate)');
  return store;
}

function fill(database: Database, rows: number): void {
  database.exec("insert into resource(name) values('backup-jobs'), ('vaults')");
  const scope = database.prepare('insert into scope(identity, account, region) values(?, ?, ?)');
  const insert = database.prepare(`insert into row(resource, scope, at, key, shared, doc, requested_at, valid_from,
    valid_to, closed_by, seq) values(?, ?, ?, ?, ?, ?, 1, ?, ?, ?, 1)`);
  accounts.forEach((account, index) => {
    const id = index + 1;
    scope.run(`arn:aws:iam::${account}:role/reader`, account, 'eu-west-1');
    const request = `insert into request(id, resource, scope, params) values(${id}, 1, ${id}, 'of ${account}')`;
    database.exec(`${request}; insert into coverage(request, from_at, to_at) values(${id}, 1, 2); insert into evaluation values(${id}, 'a', 1, 1);
      insert into document values(1, ${id}, 'k', 1, 'body of ${account}')`);
    for (let row = 0; row < rows; row += 1) {
      const shared = database.prepare("insert into shared(hash, doc, search) values(?, ?, '')");
      const { lastInsertRowid } = shared.run(`${account} ${row}`, `shared-${account}-${row} ${'s'.repeat(200)}`);
      const doc = JSON.stringify({ text: `own-${account}-${row}`, fill: 'x'.repeat(300) });
      const at = now - (row + 1) * day;
      insert.run(1, id, at, `job-${account}-${row}`, lastInsertRowid, doc, at, null, null);
    }
    insert.run(2, id, 0, `vault-${account}`, null, '{"was":1}', now - 9 * day, now - 3 * day, 'changed');
    insert.run(2, id, 0, `vault-${account}`, null, '{"is":1}', now - 3 * day, null, null);
  });
}
