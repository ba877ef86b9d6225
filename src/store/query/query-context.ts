// The common input of all steps of a query.
import type { Database } from '../sqlite.ts';
import type { ListQuery, RowIds } from './list-query.ts';
import type { QueryScopes } from './query-scopes.ts';

export interface QueryContext {
  readonly database: Database;
  /** The same database without the rewriting of statements for a past time. */
  readonly whole: Database;
  readonly query: ListQuery;
  readonly scopes: QueryScopes;
  /** The id of the resource. */
  readonly resource: number;
  /** Rows per statement. */
  readonly size: number;
  readonly firstPageRows: number;
}

/** The query can be cancelled between two steps. One step may return the ids of the first page. */
export type QueryStep = { readonly first: RowIds } | undefined;
export type Steps<Result = void> = Generator<QueryStep, Result, undefined>;
