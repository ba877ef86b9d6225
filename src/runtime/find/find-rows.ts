// Searches all lists of the store for a text, one list after the other: small ones first, so that the first rows appear
// at once, and lists of jobs and events last.

import { resourceLists, searchedLists } from '../../resources/find/found.ts';
import type { FoundRow } from '../../resources/find/found-row.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { foundRow } from './rank-row.ts';
import { type FindOptions, searchList } from './search-list.ts';

export interface FoundPage {
  readonly list: ResourceId;
  readonly rows: readonly FoundRow[];
  /** The list has more rows that match. */
  readonly hasMore: boolean;
}

/** The maximum number of rows of one list: more can be found in the list itself. */
const mostOfList = 40;

/** The rows of each list that has any. Ends early when the signal is aborted. */
export async function* findRows(text: string, options: FindOptions): AsyncGenerator<FoundPage> {
  // The inventory has the resources that AWS Backup lists, and others.
  const arns = new Set<string>();
  for (const list of searchedLists) {
    if (options.signal.aborted) return;
    const found = await searchList({ list, words: text, most: mostOfList }, options);
    if (options.signal.aborted) return;
    const isNew = (row: FoundRow): boolean =>
      !resourceLists.has(list) || (row.row.kind !== 'source' && !arns.has(row.id));
    const looking = { text, now: options.data.now };
    const rows = found.rows.map((row) => foundRow(resources[list], row, looking)).filter(isNew);
    for (const row of resourceLists.has(list) ? rows : []) arns.add(row.id);
    if (rows.length > 0) yield { list, rows, hasMore: found.hasMore };
  }
}
