// What all steps of one query need.
import type { Database } from '../sqlite.ts';
import type { ListQuery, RowIds } from './list-query.ts';
import type { QueryScopes } from './query-scopes.ts';

export interface QueryContext {
  readonly database: Database;
  readonly query: ListQuery;
  readonly scopes: QueryScopes;
  /** The id of the resource. */
  readonly resource: number;
  /** Rows that a statement looks at. */
  readonly size: number;
  readonly firstPageRows: number;
}

/** Between two of them the query may be given up. One may bring the ids of the first page. */
export type QueryStep = { readonly first: RowIds } | undefined;
export type Steps<Result = void> = Generator<QueryStep, Result, undefined>;
