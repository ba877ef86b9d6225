// The rows of a list that are in use: read by id, and cached until something is written.
import type { ListNames } from '../../app/list/list-names.ts';
import { setNewest } from '../../lib/set-newest.ts';
import { resources as allResources } from '../../resources/index.ts';
import type { AnyResource } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import type { StoredRow } from '../../store/stored-row.ts';
import type { ListPlaces } from './list-places.ts';

export interface KeyedRow {
  readonly key: string;
  readonly row: AnyRow;
}

export interface RowWindow {
  /** In the order of the ids, without pruned rows. `seq`: the last transaction that wrote rows. */
  read(ids: Int32Array, seq: number): KeyedRow[];
  /** undefined: there is no such row. */
  idOf(key: string): number | undefined;
  /** The present state of a row that was read; undefined: it has gone. */
  rowOf(key: string): AnyRow | undefined;
  /** Looks the key up in the store, not in the cache. */
  findId(key: string): number | undefined;
}

export interface RowWindowOptions {
  /** The resources of the rows. */
  readonly resources: readonly Pick<AnyResource, 'id'>[];
  readonly places: ListPlaces;
  readonly reader: StoreReader;
  /** Called with each new row. */
  readonly names: ListNames;
}

interface Known extends KeyedRow {
  readonly id: number;
  /** The transaction that wrote the row. */
  readonly writtenIn: number;
  /** The last transaction at the time of reading. */
  readonly readAt: number;
}

/** About ten screens. */
const mostRows = 1_000;
/** Keys of rows that were read, for the cursor and the marks. */
const mostKeys = 20_000;

export function createRowWindow({ resources, places, reader, names }: RowWindowOptions): RowWindow {
  const rows = new Map<number, Known>();
  const ids = new Map<string, number>();

  const toRow = ({ row, scope }: StoredRow): AnyRow => ({ ...row, scope: places.scopeOf(scope) });

  /** Rows that nobody has written since they were read. */
  function unchanged(wanted: readonly number[]): Map<number, Known> {
    const before = wanted.flatMap((id) => rows.get(id) ?? []);
    const seqs = before.length === 0 ? undefined : reader.seqs(before.map(({ id }) => id));
    return new Map(before.flatMap((one) => (seqs?.get(one.id) === one.writtenIn ? [[one.id, one]] : [])));
  }

  function load(missing: readonly number[], seq: number): Map<number, Known> {
    const found = new Map<number, Known>();
    const same = unchanged(missing);
    for (const one of same.values()) found.set(one.id, { ...one, readAt: seq });
    for (const stored of reader.rows(missing.filter((id) => !same.has(id)))) {
      if (!stored) continue;
      const row = toRow(stored);
      names.add(row);
      const { id, seq: writtenIn } = stored;
      found.set(id, { id, key: allResources[stored.resource as ResourceId].key(row), row, writtenIn, readAt: seq });
    }
    for (const [id, one] of found) {
      setNewest(ids, [one.key, id], mostKeys);
      setNewest(rows, [id, one], mostRows);
    }
    return found;
  }

  function findId(key: string): number | undefined {
    for (const { scope, key: inScope } of places.addressesOf(key)) {
      for (const { id: resource } of resources) {
        const found = reader.byKey({ resource, scope, key: inScope });
        if (!found) continue;
        setNewest(ids, [key, found.id], mostKeys);
        return found.id;
      }
    }
    return undefined;
  }

  return {
    read(wanted, seq) {
      const missing = [...wanted].filter((id) => rows.get(id)?.readAt !== seq);
      const known = new Map([...wanted].map((id) => [id, rows.get(id)] as const));
      const loaded = missing.length === 0 ? undefined : load(missing, seq);
      return [...wanted].flatMap((id) => {
        const one = loaded?.get(id) ?? known.get(id);
        return one?.readAt === seq ? [one] : [];
      });
    },
    idOf: (key) => ids.get(key) ?? findId(key),
    findId,
    rowOf(key) {
      const id = ids.get(key);
      const [stored] = id === undefined ? [] : reader.rows([id]);
      return stored?.validTo === undefined ? stored && toRow(stored) : undefined;
    },
  };
}
