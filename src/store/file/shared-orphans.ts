// Finds shared parts that no row uses any more.
import { createStatements, type Database } from '../sqlite.ts';
import { countRemoval } from '../write/transactions.ts';

export interface Orphans {
  /** To be called at the begin of each transaction: another program may have written rows since the last one. */
  begin(): void;
  /** Removes the orphans among these ids. */
  removeOf(ids: Iterable<number>): void;
  /** Checks the next `most` parts of all. Returns false after the last one. */
  removeNext(most: number): boolean;
}

/** All functions must be called inside a transaction. */
export function createOrphans(database: Database): Orphans {
  const sql = createStatements(database);
  let seen = 0;
  let sharing: readonly number[] = [];

  /**
   * The resources whose rows have shared parts. Each is searched by itself, because the index of shared parts begins with
   * the resource; most resources share nothing.
   */
  function readSharing(): readonly number[] {
    return sql('select id from resource')
      .all()
      .map(({ id }) => Number(id))
      .filter((id) => sql(hasShared).get(id) !== undefined);
  }

  function remove(orphans: string): void {
    const { changes } = sql('delete from shared where id in (select value from json_each(?))').run(orphans);
    if (Number(changes) > 0) countRemoval(database);
  }

  return {
    begin() {
      sharing = readSharing();
    },
    removeOf(ids) {
      const among = 'select value as id from json_each(?)';
      remove(String(sql(unusedAmong(among, sharing)).get(JSON.stringify([...ids]))?.orphans));
    },
    removeNext(most) {
      const among = 'select id from shared where id > ? order by id limit ?';
      const found = sql(unusedAmong(among, sharing)).get(seen, most);
      remove(String(found?.orphans));
      seen = Number(found?.last ?? seen);
      return found?.count === most;
    },
  };
}

const hasShared = 'select 1 from row indexed by row_shared where resource = ? and shared > 0 limit 1';

/** Those that no row uses, as a text of JSON, and how many there were. */
function unusedAmong(some: string, resources: readonly number[]): string {
  const isUnused = resources.map(
    (resource) =>
      `not exists (select 1 from row indexed by row_shared where resource = ${resource} and shared = some.id)`,
  );
  return `select json_group_array(id) filter (where ${['true', ...isUnused].join(' and ')}) as orphans,
    count(*) as count, max(id) as last from (${some}) as some`;
}
