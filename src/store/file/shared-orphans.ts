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
  let seen = 0;

  /**
   * The resources whose rows have shared parts. Each is searched by itself, because the index of shared parts begins with
   * the resource; most resources share nothing.
   */
  function sharing(): readonly number[] {
    return sql('select id from resource')
      .all()
      .map(({ id }) => Number(id))
      .filter((id) => sql(hasShared).get(id) !== undefined);
  }

  function removeOf(ids: Iterable<number>): void {
    const orphans = sql(unusedBy(sharing())).all(JSON.stringify([...ids]));
    for (const { id } of orphans) sql('delete from shared where id = ?').run(Number(id));
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

const hasShared = 'select 1 from row indexed by row_shared where resource = ? and shared > 0 limit 1';

function unusedBy(resources: readonly number[]): string {
  const isUnused = resources.map(
    (resource) =>
      `not exists (select 1 from row indexed by row_shared where resource = ${resource} and shared = json_each.value)`,
  );
  return `select value as id from json_each(?) where ${['true', ...isUnused].join(' and ')}`;
}
