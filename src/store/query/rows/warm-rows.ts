// Reads the rows of a first page before its ids are returned: the thread that draws the rows then finds them in the
// operating system's cache, and never waits for the disk.
import type { Database } from '../../sqlite.ts';
import { firstPageRows, type RowIds } from '../list-query.ts';

export function warmRows(database: Database, ids: RowIds): void {
  database
    .prepare(
      `select sum(length(row.doc)), sum(length(shared.doc)) from row left join shared on shared.id = row.shared
        where row.id in (select value from json_each(?))`,
    )
    .get(JSON.stringify([...ids.subarray(0, firstPageRows)]));
}
