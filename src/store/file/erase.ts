// Removes the rows of all accounts or of some, so that no trace of them stays in the file.

import { wholeOrganization } from '../row-shape.ts';
import { createStatements, type Database, inTransaction } from '../sqlite.ts';
import { countRemoval } from '../write/transactions.ts';
import { emptyLog, shrink } from './file-size.ts';
import { createOrphans } from './shared-orphans.ts';
import { troubleOf } from './trouble.ts';

const rowsAtOnce = 2_000;
const pagesAtOnce = 5_000;

/** Tables with rows that belong to scopes. */
const tablesOfScopes = ['document', 'evaluation', 'request'] as const;

/** A sentence about remains that may still be in the files; undefined: there are none. */
export type Remains = string | undefined;

export function eraseAll(database: Database, now: number): Remains {
  inTransaction(database, () => {
    database.exec(`delete from pruned;
      insert into pruned select distinct resource, ${Math.trunc(now)}, 'cleared' from row`);
    for (const table of ['row', 'shared', 'member', 'coverage', ...tablesOfScopes, 'scope']) {
      database.exec(`delete from ${table}`);
    }
    countRemoval(database);
  });
  return rewrite(database);
}

/** `accounts`: ids of 12 digits. */
export function eraseAccounts(database: Database, accounts: readonly string[]): Remains {
  const sql = createStatements(database);
  const scopes = accounts.flatMap((account) => sql('select id from scope where account = ?').all(account));
  if (scopes.length === 0) return undefined;
  for (const { id } of scopes) eraseScope(database, Number(id));
  const orphans = createOrphans(database);
  const removeNext = () => {
    orphans.begin();
    return orphans.removeNext(rowsAtOnce);
  };
  while (inTransaction(database, removeNext)) emptyLog(database);
  return rewrite(database);
}

function eraseScope(database: Database, scope: number): void {
  const sql = createStatements(database);
  for (const { id: resource } of sql('select id from resource').all()) {
    const some = sql('delete from row where id in (select id from row where resource = ? and scope = ? limit ?)');
    // Each step empties the write-ahead log, which would otherwise grow to the size of what is removed.
    while (inTransaction(database, () => some.run(resource ?? 0, scope, rowsAtOnce)).changes > 0) emptyLog(database);
  }
  inTransaction(database, () => {
    const requests = '(select id from request where scope = ?)';
    for (const table of ['member', 'coverage']) sql(`delete from ${table} where request in ${requests}`).run(scope);
    for (const table of tablesOfScopes) sql(`delete from ${table} where scope = ?`).run(scope);
    sql('delete from scope where id = ?').run(scope);
    sql('delete from member where not exists (select 1 from row where id = member.row)').run();
    // Lists over all accounts are no longer whole.
    sql('update request set whole_at = null where scope in (select id from scope where account = ?)').run(
      wholeOrganization,
    );
    countRemoval(database);
  });
}

/**
 * Pages that stay may contain remains of deleted rows, so the file is rewritten. That temporarily takes the same space
 * again.
 */
function rewrite(database: Database): Remains {
  try {
    database.exec('pragma temp_store=file');
    database.exec('vacuum');
  } catch (error) {
    if (troubleOf(error) === undefined) throw error;
    while (shrink(database, pagesAtOnce)) emptyLog(database);
    return `The file could not be rewritten (${(error as Error).message}): erased data stays in it until it is overwritten.`;
  }
  return emptyLog(database)
    ? undefined
    : 'Another program reads the store: erased data stays in the log of the store until that program ends.';
}
