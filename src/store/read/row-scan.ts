// Finds the rows of some scopes of a resource by time, with the index that reads fewer rows.
import type { Names } from '../names.ts';
import type { StoredScope } from '../row-shape.ts';
import { createStatements, type Database, type SqlValue } from '../sqlite.ts';
import { preferredOf, type ScopeIds } from './preferred.ts';

export interface ScanQuery {
  readonly resource: string;
  /**
   * In order of preference: if two scopes of an account-Region have a row, the first scope's row is used. Absent: all
   * scopes, unchanged.
   */
  readonly scopes?: readonly StoredScope[] | undefined;
  /** Bounds of `at`, both inclusive. Rows without a time are always included, unless `isTimed`. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** Only rows with a time. */
  readonly isTimed?: boolean;
  /** The number of newest rows. Rows of two scopes of one account-Region are counted separately here. */
  readonly limit?: number | undefined;
  /** Set if a condition has an index of its own. */
  readonly index?: 'row_shared';
  readonly where: string;
  readonly values?: readonly SqlValue[];
}

/** The columns that are found. Further columns are read from the disk only for rows that are shown. */
export interface ScannedRow {
  readonly id: number;
  readonly scope: number;
  readonly at: number;
  readonly key: string;
  readonly shared: number | null;
  readonly valid_from: number;
  readonly valid_to: number | null;
  readonly seq: number;
}

export type RowScan = (query: ScanQuery) => readonly ScannedRow[];

/** For more scopes a single scan of all is faster than one scan for each. */
const fewScopes = 20;
const earliest = Number.MIN_SAFE_INTEGER;
const latest = Number.MAX_SAFE_INTEGER;

export function createRowScan(database: Database, names: Names): RowScan {
  const statement = createStatements(database);

  /** Newest first. */
  return ({
    resource,
    scopes,
    since = earliest,
    until = latest,
    isTimed = false,
    limit,
    where,
    values = [],
    ...rest
  }) => {
    const resourceId = names.resourceId(resource);
    if (resourceId === undefined) return [];
    const ids = scopes && scopeIds(scopes, names);
    const index = rest.index ?? (ids && ids.size <= fewScopes ? 'row_key' : 'row_at');
    const ofScopes = ids ? 'and row.scope in (select value from json_each(?))' : '';
    const sql = `select id, scope, at, key, shared, valid_from, valid_to, seq from row indexed by ${index}
      where resource = ? and at between ? and ? ${ofScopes} and (${where}) order by at desc, id desc${limit === undefined ? '' : ` limit ${Math.trunc(limit)}`}`;
    const within = (from: number, to: number) =>
      statement(sql).all(
        ...[resourceId, Math.trunc(from), Math.trunc(to), ...(ids ? [JSON.stringify([...ids.keys()])] : []), ...values],
      ) as unknown as ScannedRow[];
    const found = within(isTimed ? Math.max(since, 1) : since, until);
    if (!isTimed && (since > 0 || until < 0)) found.push(...within(0, 0));
    return ids ? preferredOf(found, ids) : found;
  };
}

/** The scopes that the store has. */
export const scopeIds = (scopes: readonly StoredScope[], names: Names): ScopeIds =>
  new Map(
    scopes.flatMap((scope) => {
      const id = names.scopeId(scope);
      return id === undefined ? [] : [[id, scope] as const];
    }),
  );
