// What is left of rows and requests that only removed times need.
import { createStatements, type Database } from '../sqlite.ts';

export interface RequestRemains {
  /** Removes what belongs to the next requests. Returns false after the last one. Must be called inside a transaction. */
  removeNext(): boolean;
}

const requestsOfPiece = 20;

/** `oldest`: epoch ms of the first time that the store is to know. */
export function createRemains(database: Database, oldest: number): RequestRemains {
  const sql = createStatements(database);
  let request: number | null = -1;

  function removeOfNext(): boolean {
    const next = sql(`select min(id) as id from (select min(request) as id from member where request > ?
      union all select min(request) from coverage where request > ?)`).get(request, request)?.id as number | null;
    if (next === null) {
      sql('delete from document where requested_at <= ?').run(oldest);
      return false;
    }
    request = next;
    sql('delete from member where request = ? and not exists (select 1 from row where id = member.row)').run(request);
    sql('delete from coverage where request = ? and to_at <= ?').run(request, oldest);
    return true;
  }

  return {
    removeNext() {
      for (let count = 0; count < requestsOfPiece; count += 1) if (!removeOfNext()) return false;
      return true;
    },
  };
}
