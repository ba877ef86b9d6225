// Decides whether a list is long, from an index alone.
import type { Database } from '../../sqlite.ts';
import type { ListQuery } from '../list-query.ts';

/** Whether there are more than `rows` present rows, in all scopes together. */
export function hasMoreRows(database: Database, { resource, sinceAt }: ListQuery, rows: number): boolean {
  const since = sinceAt ?? Number.MIN_SAFE_INTEGER;
  const counted = database.prepare(
    `select count(*) as count from (select 1 from row indexed by row_at
      where resource = (select id from resource where name = ?) and at >= ? and valid_to is null limit ?)`,
  );
  return Number(counted.get(resource, since, rows + 1)?.count) > rows;
}
