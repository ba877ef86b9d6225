// The rows that a response lists, if no member of a row decides it: the recovery points of a legal hold, the one job
// with an id.
import type { IdSet } from '../id-set.ts';
import { createStatements, type Database } from '../sqlite.ts';
import type { RequestName } from './requests.ts';

/** Ids of the rows of some requests, whose ids are a JSON text. */
export const rowsOfRequests = 'select row from member where request in (select value from json_each(?))';

const sql = {
  request: 'select id from request where resource = ? and scope = ? and params = ?',
  add: 'insert or ignore into member(request, row) values(?, ?)',
  rows: 'select row from member where request = ?',
  remove: 'delete from member where request = ? and row = ?',
};

/** Each function must be called inside a transaction, when the request itself is recorded. */
export function createMembers(database: Database) {
  const statement = createStatements(database);
  const idOf = ({ resource, scope, params }: RequestName): number =>
    Number(statement(sql.request).get(resource, scope, params)?.id ?? 0);

  return {
    /** Returns the number of rows that were added. */
    add(request: RequestName, rows: readonly number[]): number {
      const id = idOf(request);
      return rows.reduce((count, row) => count + Number(statement(sql.add).run(id, row).changes), 0);
    },
    /** Removes the rows that the response did not list. Returns their number. */
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

export type MemberWriter = ReturnType<typeof createMembers>;
