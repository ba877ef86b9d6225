// The stored rows of a list, for the request for its changes.
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import { resources } from '../../resources/index.ts';
import type { KnownRows } from '../../resources/known.ts';
import type { AnyResource } from '../../resources/resource.ts';
import type { OpenQuery } from '../../store/read/open-lists.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import { keyInScope } from '../store/row-shapes.ts';
import { storedScope } from '../stored-scope.ts';
import { type ListSource, placeOf, readRows } from './stored-responses.ts';

export interface StoredKnown extends KnownRows<AnyRow> {
  /** Whether the state of some row is about to change. */
  isBusy(): Promise<boolean>;
}

/** Events have times in seconds, or the time at which they were sent. */
const nearMs = 2_000;

interface Source {
  readonly reader: StoreReader;
  readonly identity: string;
}

/** Without the row's time, all rows of its scope may have to be searched. */
function findRow(resource: AnyResource, like: AnyRow, { reader, identity }: Source): AnyRow {
  const at: number | undefined = resource.stored?.at && like[resource.stored.at];
  const address = { resource: resource.id, scope: storedScope(like.scope, identity), key: keyInScope(resource, like) };
  const near = at === undefined ? undefined : reader.byKeyNear({ ...address, at, withinMs: nearMs });
  const found = reader.busyByKey(address) ?? near ?? (at === undefined ? reader.byKey(address) : undefined);
  return found && { ...found.row, scope: like.scope };
}

/**
 * `source`: the identity of the request, and the reader of the store; undefined: the identity is unknown, and so are
 * all rows.
 */
export function storedKnown(request: ListRequest, source: () => Promise<Source | undefined>): StoredKnown {
  const resource = resources[request.resource];

  async function listIn(): Promise<ListSource | undefined> {
    const found = await source();
    return found && { ...found, request };
  }

  async function rows(idsIn: (reader: StoreReader, place: OpenQuery) => readonly number[]): Promise<readonly AnyRow[]> {
    const list = await listIn();
    return list ? readRows(list, (place) => idsIn(list.reader, place)) : [];
  }

  return {
    busy: () => rows((reader, place) => reader.busyIds(place)),
    saying: ({ member, value, since }) =>
      rows((reader, place) => reader.openIds({ ...place, since, says: { member, value } })),
    async find(like) {
      const found = await source();
      return found && findRow(resource, like, found);
    },
    all: () => rows((reader, place) => reader.openIds(place)),
    async count(since, most) {
      const list = await listIn();
      return list ? list.reader.countSince({ ...placeOf(list), since, most }) : 0;
    },
    async isBusy() {
      const list = await listIn();
      return list !== undefined && list.reader.busyIds(placeOf(list)).length > 0;
    },
  };
}
