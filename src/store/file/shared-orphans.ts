// Finds shared parts that no row uses any more.
import { createStatements, type Database } from '../sqlite.ts';
import { countRemoval } from '../write/transactions.ts';

export interface Orphans {
  /** Removes the orphans among these ids. */
  removeOf(ids: Iterable<number>): void;
  /** Checks the next `most` parts of all. Returns false after the last one. */
  removeNext(most: number): boolean;
}

/** Both functions must be called inside a transaction. */
export function createOrphans(database: Database): Orphans {
  const sql = createStatements(database);
  // By resource, because the index of shared parts begins with the resource.
  const resources = sql('select id from resource')
    .all()
    .map(({ id }) => id);
  const isUsed = sql(
    `select 1 as used where exists (select 1 from row where resource in (${resources.join()}) and shared = ?)`,
  );
  let seen = 0;

  function removeOf(ids: Iterable<number>): void {
    const orphans = [...ids].filter((id) => isUsed.get(id) === undefined);
    for (const id of orphans) sql('delete from shared where id = ?').run(id);
    if (orphans.length > 0) countRemoval(database);
  }

  return {
    removeOf,
    removeNext(most) {
      const ids = sql('select id from shared where id > ? order by id limit ?')
        .all(seen, most)
        .map(({ id }) => Number(id));
      removeOf(ids);
      seen = ids.at(-1) ?? seen;
      return ids.length === most;
    },
  };
}
