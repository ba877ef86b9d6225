// Finds the rows of some scopes of a resource by their time, over whichever index reads fewer of them.
import type { Names } from '../names.ts';
import type { StoredScope } from '../row-shape.ts';
import { createStatements, type Database, type SqlValue } from '../sqlite.ts';
import { preferredOf, type ScopeIds } from './preferred.ts';

export interface ScanQuery {
  readonly resource: string;
  /** In order of preference: of a row that two of one account-Region have, the first one's counts. Absent: all, as they are. */
  readonly scopes?: readonly StoredScope[] | undefined;
  /** Bounds of `at`, both inclusive. Rows without a time are within any bounds, but for `isTimed`. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** Only rows that have a time. */
  readonly isTimed?: boolean;
  /** The newest of them. Of two scopes of one account-Region both count here. */
  readonly limit?: number | undefined;
  /** Where a condition has one of its own. */
  readonly index?: 'row_shared';
  readonly where: string;
  readonly values?: readonly SqlValue[];
}

/** What is found of a row. More would be read from the disk only for those that are shown. */
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

/** With more, to read all scopes in one go is quicker than one after the other. */
const fewScopes = 20;
const earliest = Number.MIN_SAFE_INTEGER;
const latest = Number.MAX_SAFE_INTEGER;

export function createRowScan(database: Database, names: Names): RowScan {
  const statement = createStatements(database);

  /** The newest first. */
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

/** Those that the store knows. */
export const scopeIds = (scopes: readonly StoredScope[], names: Names): ScopeIds =>
  new Map(
    scopes.flatMap((scope) => {
      const id = names.scopeId(scope);
      return id === undefined ? [] : [[id, scope] as const];
    }),
  );
