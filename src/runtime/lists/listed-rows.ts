// Reads a few rows from the store, for parts of the screen that are not lists.
import { isWithin, type SmallReads, type Within } from '../../app/list/listed.ts';
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import { setNewest } from '../../lib/set-newest.ts';
import { resources } from '../../resources/index.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { listedByParams, type Stored } from '../../resources/stored.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import type { StoredRow } from '../../store/stored-row.ts';
import type { ListPlaces } from './list-places.ts';
import { membersOf, requestsOf } from './list-query-of.ts';

export interface ListedRowsOptions {
  /** undefined: nothing can be read yet. */
  reader(): StoreReader | undefined;
  /** undefined: the identity in one of the scopes is not known yet. */
  placesOf(requests: readonly ListRequest[]): ListPlaces | undefined;
}

/** For a list that grows with time. */
const mostTimed = 2_000;
/** Cached lists and keys. */
const mostLists = 12;
const mostKeys = 200;

interface Listed {
  readonly seq: number;
  readonly rows: readonly AnyRow[];
}

/** The id of a key, or the transaction after which the key was missing. */
interface Found {
  readonly seq: number;
  readonly id: number | undefined;
}

interface Sight {
  readonly reader: StoreReader;
  readonly resource: AnyResource;
  readonly stored: Stored;
  readonly places: ListPlaces;
  readonly params: ListRequest['params'];
}

export function createListedRows(options: ListedRowsOptions): SmallReads {
  const lists = new Map<string, Listed>();
  const found = new Map<string, Found>();
  let readBy: StoreReader | undefined;

  /** Rows and ids of another file are not valid for this one. */
  function sightOf(requests: readonly ListRequest[]): Sight | undefined {
    const [request] = requests;
    const reader = options.reader();
    if (!request || !reader) return undefined;
    const resource = resources[request.resource];
    const places = resource.stored && options.placesOf(requests);
    if (!resource.stored || !places) return undefined;
    if (reader !== readBy) {
      readBy = reader;
      lists.clear();
      found.clear();
    }
    return { reader, resource, stored: resource.stored, places, params: request.params };
  }

  function listed(requests: readonly ListRequest[], within: Within = {}): readonly AnyRow[] {
    const sight = sightOf(requests);
    if (!sight) return [];
    const { reader, resource, places, params } = sight;
    const seq = reader.lastSeq();
    const key = JSON.stringify([resource.id, params, within.accountId, within.region, within.subject, places.text]);
    const before = lists.get(key);
    // Unchanged rows may enter or leave a list with params.
    const isAll = Object.keys(params).length === 0;
    const isCurrent = before && (before.seq === seq || (isAll && !reader.wasWrittenSince(resource.id, before.seq)));
    const rows = isCurrent ? before.rows : readRows(sight, within);
    setNewest(lists, [key, { seq, rows }], mostLists);
    return rows;
  }

  function rowOf(requests: readonly ListRequest[], key: string, like?: AnyRow): AnyRow {
    const sight = sightOf(requests);
    if (!sight) return undefined;
    const { reader, resource, places } = sight;
    const seq = reader.lastSeq();
    const name = `${resource.id} ${key}`;
    const known = found.get(name);
    const [again] = known?.id === undefined ? [] : reader.rows([known.id]);
    if (again && again.validTo === undefined) return toRow(again, places);
    const isMissing = known && known.id === undefined;
    if (isMissing && (known.seq === seq || !reader.wasWrittenSince(resource.id, known.seq))) return undefined;
    const row = findRow(sight, key, like);
    setNewest(found, [name, { seq, id: row?.id }], mostKeys);
    return row && toRow(row, places);
  }

  return { listed, rowOf };
}

const toRow = ({ row, scope }: StoredRow, places: ListPlaces): AnyRow => ({ ...row, scope: places.scopeOf(scope) });

function readRows({ reader, resource, stored, places, params }: Sight, within: Within) {
  const scopes = places
    .scopes(reader.scopeIds())
    .filter((scope) => isWithin(within, { scope: { ...scope, connection: '' } }));
  if (within.subject !== undefined) {
    const ids = reader.ofSubject({ resource: resource.id, scopes, subject: within.subject });
    return reader.rows(ids).flatMap((one) => (one ? [toRow(one, places)] : []));
  }
  const equals = membersOf(stored, params);
  const isTimed = stored.at !== undefined;
  const ids = reader.openIds({
    resource: resource.id,
    scopes,
    ...(Object.keys(equals).length > 0 ? { covers: { equals } } : {}),
    requests: requestsOf({ resource, stored, params }, places, reader),
    ...(isTimed ? { limit: mostTimed } : {}),
  });
  const inOrder = isTimed ? ids : ids.toReversed();
  const isListed = stored.entryOfParam && listedByParams(stored, params);
  return reader.rows(inOrder).flatMap((one) => (one && (isListed?.(one.row) ?? true) ? [toRow(one, places)] : []));
}

/**
 * Searched by the row's time if it is known: without it, all rows of a scope may have to be scanned. A row from an
 * event is stored with the event's time.
 */
function findRow({ reader, resource, stored, places }: Sight, key: string, like: AnyRow): StoredRow | undefined {
  const known = stored.at === undefined ? 0 : like?.[stored.at];
  for (const at of known === undefined ? [undefined] : [known, undefined]) {
    for (const address of places.addressesOf(key)) {
      const row = reader.byKey({ resource: resource.id, ...address, at });
      if (row) return row;
    }
  }
  return undefined;
}
