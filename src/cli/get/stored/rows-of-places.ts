// The rows of a list in the store, chosen as on the screen.
import type { ListRow } from '../../../app/list/rows.ts';
import type { StoreSight } from '../../../engine/program-store.ts';
import type { AnyResource, Params } from '../../../resources/resource.ts';
import type { ListPlaces } from '../../../runtime/lists/list-places.ts';
import { listQueryOf, requestsOf } from '../../../runtime/lists/list-query-of.ts';

export interface RowsOfPlacesOptions {
  /** Of the time that is asked for. */
  readonly sight: StoreSight;
  readonly places: ListPlaces;
  readonly resource: AnyResource;
  readonly params: Params;
  readonly filter: string;
  /** Names by id. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Epoch ms of the time that is asked for. */
  readonly now: number;
}

const rowsAtOnce = 200;

export async function* rowsOfPlaces(
  options: RowsOfPlacesOptions,
): AsyncGenerator<readonly [key: string, row: ListRow]> {
  const { sight, places, resource, params } = options;
  const { reader, queries } = sight;
  const { stored, sort } = resource;
  if (!stored) return;
  const wanted = { ...options, stored, sort, isSettled: () => true };
  const requests = requestsOf({ resource, stored, params }, places, reader);
  const found = await queries.ids(listQueryOf(wanted, { scopes: places.groups(reader.scopeIds()), requests }));
  const ids = found?.ids ?? new Int32Array();
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    for (const one of reader.rows([...ids.subarray(at, at + rowsAtOnce)])) {
      if (!one) continue;
      const row = { ...one.row, scope: places.scopeOf(one.scope) };
      yield [resource.key(row), row];
    }
  }
}
