// Searches all lists of the store for a text, one list after the other: small ones first, so that the first rows appear
// at once, and lists of jobs and events last.

import type { Data } from '../../app/state/data.ts';
import { everywhere } from '../../app/state/list-requests.ts';
import type { ListRequest } from '../../app/state/poll-request.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { StoreSight } from '../../engine/program-store.ts';
import { resourceLists, searchedLists } from '../../resources/find/found.ts';
import type { FoundRow } from '../../resources/find/found-row.ts';
import { resources } from '../../resources/index.ts';
import type { AnyResource } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { RowIds } from '../../store/query/list-query.ts';
import { derivedRequests } from '../lists/derived-requests.ts';
import type { ListPlaces } from '../lists/list-places.ts';
import { listQueryOf } from '../lists/list-query-of.ts';
import { foundRow } from './rank-row.ts';

export type SearchedData = Pick<Data, 'scopes' | 'organizationScopes' | 'feed' | 'accounts' | 'now'> &
  Pick<AttentionSettings, 'prices'>;

export interface FindOptions {
  readonly sight: StoreSight;
  readonly data: SearchedData;
  /** undefined: the identity in one of the scopes is not known yet. */
  placesOf(requests: readonly ListRequest[]): ListPlaces | undefined;
  readonly signal: AbortSignal;
}

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
  for (const id of searchedLists) {
    if (options.signal.aborted) return;
    const page = await findIn(resources[id], text, options);
    if (options.signal.aborted) return;
    const isNew = (row: FoundRow): boolean =>
      !resourceLists.has(id) || (row.row.kind !== 'source' && !arns.has(row.id));
    const rows = page?.rows.filter(isNew) ?? [];
    for (const row of resourceLists.has(id) ? rows : []) arns.add(row.id);
    if (page && rows.length > 0) yield { ...page, rows };
  }
}

async function findIn(resource: AnyResource, text: string, options: FindOptions): Promise<FoundPage | undefined> {
  const { stored } = resource;
  const { data, sight } = options;
  const own = everywhere(resource.id, data);
  const places = options.placesOf(resource.derivedFrom ? derivedRequests(own, data) : own);
  if (!stored || !places || own.length === 0) return undefined;
  const wanted = { resource, stored, params: {}, filter: text, sort: resource.sort, ...data, isSettled: () => true };
  // Words only: an ARN contains colons, which a filter of one list would parse as the name of a column.
  const query = { ...listQueryOf(wanted, { scopes: places.groups(sight.reader.scopeIds()) }), columns: {} };
  const ids = await firstIds(query, options);
  if (!ids || ids.length === 0) return undefined;
  const shown = [...ids.subarray(0, mostOfList)];
  const rows = sight.reader.rows(shown).flatMap((one) => {
    if (!one) return [];
    return [foundRow(resource, { ...one.row, scope: places.scopeOf(one.scope) }, { text, now: data.now })];
  });
  return { list: resource.id, rows, hasMore: ids.length > mostOfList };
}

/** As soon as the first page is known, the rest of a long list is not searched. */
async function firstIds(
  query: Parameters<StoreSight['queries']['ids']>[0],
  { sight, signal }: Pick<FindOptions, 'sight' | 'signal'>,
): Promise<RowIds | undefined> {
  const enough = new AbortController();
  let early: RowIds | undefined;
  const answer = await sight.queries.ids(query, {
    signal: AbortSignal.any([signal, enough.signal]),
    first(ids) {
      early = ids;
      enough.abort();
    },
  });
  return early ?? answer?.ids;
}
