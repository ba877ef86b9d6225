// Searches the rows of one list in the store: rows that contain words, or whose members have values.
import type { Data } from '../../app/state/data.ts';
import { everywhere } from '../../app/state/lists/list-requests.ts';
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { StoreSight } from '../../engine/program-store.ts';
import { resources } from '../../resources/index.ts';
import { hasPast } from '../../resources/past.ts';
import type { AnyResource } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { ListQuery, RowIds } from '../../store/query/list-query.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import { derivedRequests } from '../lists/derived-requests.ts';
import type { ListPlaces } from '../lists/list-places.ts';
import { listQueryOf } from '../lists/list-query-of.ts';

export type SearchedData = Pick<Data, 'scopes' | 'organizationScopes' | 'feed' | 'accounts' | 'now'> &
  Pick<AttentionSettings, 'prices'>;

export interface FindOptions {
  readonly sight: StoreSight;
  readonly data: SearchedData;
  /** undefined: the identity in one of the scopes is not known yet. */
  placesOf(requests: readonly ListRequest[]): ListPlaces | undefined;
  readonly signal: AbortSignal;
}

export interface ListSearch {
  readonly list: ResourceId;
  /** Words that the rows contain. */
  readonly words?: string;
  /** Members with their values. */
  readonly equals?: Readonly<Record<string, string>>;
  /** Also rows that the store has and the list no longer shows because of their age. */
  readonly isWhole?: boolean;
  /** The maximum number of rows. */
  readonly most: number;
}

export interface SearchedRows {
  /** In the order of the list, with the scopes of the requests. */
  readonly rows: readonly AnyRow[];
  readonly hasMore: boolean;
}

const none: SearchedRows = { rows: [], hasMore: false };

export interface SearchedQuery {
  readonly resource: AnyResource;
  readonly places: ListPlaces;
  readonly query: ListQuery;
}

/** The store query of a search; undefined: the list has no rows, or the identity in a scope is not known yet. */
export function searchQuery(search: Omit<ListSearch, 'most'>, options: FindOptions): SearchedQuery | undefined {
  const { list, words = '', equals = {}, isWhole = false } = search;
  const { data, sight, placesOf } = options;
  const resource: AnyResource = resources[list];
  // The store has the newest rows of such a list alone.
  if (sight.past && !hasPast(list)) return undefined;
  const own = everywhere(list, data);
  const places = placesOf(resource.derivedFrom ? derivedRequests(own, data) : own);
  if (!resource.stored || !places || own.length === 0) return undefined;
  const { stored, sort } = resource;
  const wanted = { resource, stored, params: {}, filter: words, sort, ...data, isSettled: () => true };
  const { sinceAt, ...query } = listQueryOf(wanted, { scopes: places.groups(sight.reader.scopeIds()) });
  return {
    resource,
    places,
    query: {
      ...query,
      // Words only: an ARN contains colons, which a filter of one list would parse as the name of a column.
      columns: {},
      equals: { ...query.equals, ...equals },
      ...(isWhole || sinceAt === undefined ? {} : { sinceAt }),
    },
  };
}

/** Reads the first rows only: a long list is not searched to its end. */
export async function searchList({ most, ...search }: ListSearch, options: FindOptions): Promise<SearchedRows> {
  const searched = searchQuery(search, options);
  if (!searched || options.signal.aborted) return none;
  const { places, query } = searched;
  const ids = await firstIds(query, options);
  const rows = options.sight.reader.rows([...ids.subarray(0, most)]).flatMap((one) => {
    return one ? [{ ...one.row, scope: places.scopeOf(one.scope) }] : [];
  });
  return { rows, hasMore: ids.length > most };
}

/** As soon as the first page is known, the rest of a long list is not searched. */
async function firstIds(query: ListQuery, { sight, signal }: Pick<FindOptions, 'sight' | 'signal'>): Promise<RowIds> {
  const enough = new AbortController();
  let early: RowIds | undefined;
  const response = await sight.queries.ids(query, {
    signal: AbortSignal.any([signal, enough.signal]),
    first(ids) {
      early = ids;
      enough.abort();
    },
  });
  return early ?? response?.ids ?? new Int32Array();
}
