// Which rows a response listed, where no member of a row tells it: the points of a legal hold, the one job with an id.
import type { IdSet } from '../id-set.ts';
import { createStatements, type Database } from '../sqlite.ts';
import type { RequestName } from './requests.ts';

/** Ids of the rows of some requests, whose ids are given as JSON. */
export const rowsOfRequests = 'select row from member where request in (select value from json_each(?))';

const sql = {
  request: 'select id from request where resource = ? and scope = ? and params = ?',
  add: 'insert or ignore into member(request, row) values(?, ?)',
  rows: 'select row from member where request = ?',
  remove: 'delete from member where request = ? and row = ?',
};

/** Each inside a transaction, when the request itself is noted. */
export function createMembers(database: Database) {
  const statement = createStatements(database);
  const idOf = ({ resource, scope, params }: RequestName): number =>
    Number(statement(sql.request).get(resource, scope, params)?.id ?? 0);

  return {
    /** How many of them it did not have before. */
    add(request: RequestName, rows: readonly number[]): number {
      const id = idOf(request);
      return rows.reduce((count, row) => count + Number(statement(sql.add).run(id, row).changes), 0);
    },
    /** What the response did not list is not part of it any more. How many these were. */
    keepOnly(request: RequestName, listed: IdSet): number {
      const id = idOf(request);
      const gone = statement(sql.rows)
        .all(id)
        .filter(({ row }) => !listed.has(Number(row)));
      for (const { row } of gone) statement(sql.remove).run(id, row ?? 0);
      return gone.length;
    },
  };
}
