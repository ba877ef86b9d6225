// Reads the past: all versions of a row, the rows at a time, and the changes between two times.
import type { Names } from '../names.ts';
import type { RowShape, StoredScope } from '../row-shape.ts';
import { createStatements, type Database } from '../sqlite.ts';
import { preferredOf } from './preferred.ts';
import { type RowScan, type ScannedRow, scopeIds } from './row-scan.ts';

export interface AsOfQuery {
  readonly resource: string;
  /** In order of preference. Absent: all scopes, unchanged. */
  readonly scopes?: readonly StoredScope[];
  /** Epoch ms. */
  readonly time: number;
  /** Epoch ms: rows with at least this time, and rows without a time. */
  readonly since?: number;
}

export interface AsOfRows {
  /** Newest first. */
  readonly ids: readonly number[];
  /**
   * Those ids that follow from AWS's own times alone: the rows were first seen after the requested time. A row that
   * began before that time and ended after it was busy then, whatever its stored state.
   */
  readonly derived: ReadonlySet<number>;
}

export interface ChangesQuery {
  /** Epoch ms: later than `from`, up to and including `to`. */
  readonly from: number;
  readonly to: number;
  readonly resources?: readonly string[];
  readonly scopes?: readonly StoredScope[];
}

export interface StoredChange {
  readonly kind: 'new' | 'changed' | 'gone';
  /** Epoch ms at which the change was seen. */
  readonly time: number;
  readonly resource: string;
  readonly scope: StoredScope;
  /** The version that began, or the version that ended because the row was gone. */
  readonly id: number;
  /** The version before the change. */
  readonly beforeId: number | undefined;
}

export interface PastReader {
  asOf(query: AsOfQuery): AsOfRows;
  /** In the order in which the changes were seen. */
  changes(query: ChangesQuery): StoredChange[];
}

export interface PastReaderOptions {
  readonly database: Database;
  readonly names: Names;
  readonly scan: RowScan;
  readonly shapes: readonly RowShape[];
}

type Version = Pick<ScannedRow, 'id' | 'valid_to' | 'seq'>;

/** In order of validity: two versions may have begun and ended in the same millisecond. */
const byTime = (one: Version, other: Version): number =>
  (one.valid_to ?? Number.MAX_VALUE) - (other.valid_to ?? Number.MAX_VALUE) || one.seq - other.seq || one.id - other.id;

/** The same order in SQL. */
export const inOrderOfTime = 'order by row.valid_to is null, row.valid_to, row.seq, row.id';

interface ChangeRow extends Version {
  readonly resource: number;
  readonly scope: number;
  readonly at: number;
  readonly key: string;
  readonly valid_from: number;
}

const changeColumns = 'select id, resource, scope, at, key, valid_from, valid_to, seq from row';

export function createPastReader({ database, names, scan, shapes }: PastReaderOptions): PastReader {
  function asOf({ resource, scopes, time, since }: AsOfQuery): AsOfRows {
    const query = { resource, scopes, since, until: time };
    const then = scan({
      ...query,
      where: 'valid_from <= ? and (valid_to is null or valid_to > ?)',
      values: [time, time],
    });
    const shape = shapes.find((one) => one.resource === resource);
    if (!shape?.endedAt) return { ids: then.map(({ id }) => id), derived: new Set() };
    const seenLater = scan({
      ...query,
      isTimed: true,
      where: `valid_from > ? and ${isUnknownBefore}`,
      values: [time, time],
    });
    // What one identity saw at the time is preferred to what follows from the times of another identity's row.
    const derivedRows = preferredOf(firstVersions(seenLater), scopeIds(scopes ?? [], names), then);
    const derived = new Set(derivedRows.map(({ id }) => id));
    const both = [...then, ...derivedRows];
    return { ids: both.sort((a, b) => b.at - a.at || b.id - a.id).map(({ id }) => id), derived };
  }

  return { asOf, changes: createChangeReader(database, names) };
}

/** Reads the versions that began or ended in a range of time. */
function createChangeReader(database: Database, names: Names): PastReader['changes'] {
  const statement = createStatements(database);

  function changes({ from, to, resources, scopes }: ChangesQuery): StoredChange[] {
    const began = statement(`${changeColumns} indexed by row_from where valid_from > ? and valid_from <= ?`).all(
      from,
      to,
    );
    const gone = statement(
      `${changeColumns} indexed by row_to where valid_to > ? and valid_to <= ? and closed_by = 'gone'`,
    ).all(from, to);
    const wanted = createWanted({ names, resources, scopes });
    return [
      ...(began as unknown as ChangeRow[]).filter(wanted).map(begun),
      ...(gone as unknown as ChangeRow[]).filter(wanted).map((row) => ({ row, change: ended(row) })),
    ]
      .sort((a, b) => a.change.time - b.change.time || byTime(a.row, b.row))
      .map(({ change }) => change);
  }

  const placeOf = (row: ChangeRow) => ({
    resource: names.resourceOf(row.resource) as string,
    scope: names.scopeOf(row.scope) as StoredScope,
  });

  function begun(row: ChangeRow): { row: ChangeRow; change: StoredChange } {
    const before = versionBefore(row);
    const kind = before?.closed_by === 'changed' ? 'changed' : 'new';
    const beforeId = kind === 'changed' ? before?.id : undefined;
    return { row, change: { kind, time: row.valid_from, ...placeOf(row), id: row.id, beforeId } };
  }

  const ended = (row: ChangeRow): StoredChange => ({
    kind: 'gone',
    time: row.valid_to ?? 0,
    ...placeOf(row),
    id: row.id,
    beforeId: undefined,
  });

  /** The version that ended when this one began. */
  function versionBefore(row: ChangeRow): (Version & { readonly closed_by: string }) | undefined {
    const sql = `select id, valid_to, seq, closed_by from row indexed by ${row.at === 0 ? 'row_name' : 'row_key'}
      where resource = ? and scope = ? and key = ? and at = ${row.at === 0 ? '0' : '?'} and valid_to = ?`;
    const time = row.at === 0 ? [] : [row.at];
    const found = statement(sql).all(row.resource, row.scope, row.key, ...time, row.valid_from);
    return (found as unknown as (Version & { readonly closed_by: string })[])
      .filter((other) => byTime(other, row) < 0)
      .sort(byTime)
      .at(-1);
  }

  return changes;
}

const isUnknownBefore = `not exists (select 1 from row as earlier indexed by row_key where earlier.resource = row.resource
  and earlier.scope = row.scope and earlier.at = row.at and earlier.key = row.key and earlier.valid_from <= ?)`;

/** The first version of each row. */
function firstVersions(found: readonly ScannedRow[]): ScannedRow[] {
  const first = new Map<string, ScannedRow>();
  for (const row of found) {
    const name = `${row.scope}/${row.key}`;
    const known = first.get(name);
    if (!known || byTime(row, known) < 0) first.set(name, row);
  }
  return [...first.values()];
}

interface Wanted {
  readonly names: Names;
  readonly resources: readonly string[] | undefined;
  readonly scopes: readonly StoredScope[] | undefined;
}

function createWanted({ names, resources, scopes }: Wanted) {
  const resourceIds = resources && new Set(resources.map((name) => names.resourceId(name)));
  const scopeIds = scopes && new Set(scopes.map((scope) => names.scopeId(scope)));
  return ({ resource, scope }: ChangeRow): boolean =>
    (resourceIds?.has(resource) ?? true) && (scopeIds?.has(scope) ?? true);
}
