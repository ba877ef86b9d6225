// A list on screen is a query; its answer is a list of row ids.

/** In order. Ids grow by one with each version of a row: at the rates of a large organization for 200 years. */
export type RowIds = Int32Array;

export type ValueSource =
  | 'at'
  | 'state'
  | 'key'
  | 'region'
  | 'account'
  /** A member of the row; 'createdBy.planId' reaches inside. */
  | { readonly member: string }
  /** A value that a column computes and the store keeps. */
  | { readonly stored: string };

export interface ListSort {
  readonly by: ValueSource;
  readonly kind: 'text' | 'number';
  readonly descending: boolean;
}

/** What a filter calls by name, as in `vault:prod` or `age:<2h`. */
export interface FilterColumn {
  readonly by: ValueSource;
  /** `age`: how long ago a time was; `until`: how long until a time; `duration`: a number of ms. */
  readonly kind: 'text' | 'number' | 'bytes' | 'duration' | 'age' | 'until';
}

/** Plain data: it goes to another thread. */
export interface ListQuery {
  /** The name of the resource. */
  readonly resource: string;
  /** Of each account-Region the ids of its scopes. A row that several of them see counts once: the first wins. */
  readonly scopes: readonly (readonly number[])[];
  /** Rows that are at least so new, in epoch ms. */
  readonly sinceAt?: number;
  /** Rows of which these members have these values. */
  readonly equals?: Readonly<Record<string, string | number | boolean>>;
  /** Ids of the requests whose responses list the rows; absent: that is told by their members. */
  readonly requests?: readonly number[];
  /** As a person types it. */
  readonly filter?: string;
  /** By the names that a filter calls them. */
  readonly columns?: Readonly<Record<string, FilterColumn>>;
  readonly sort: ListSort;
  /** What stood in the store then, in epoch ms. Absent: what stands there now. */
  readonly asOf?: number;
  /** Epoch ms, for ages. */
  readonly now: number;
  /** By account id. */
  readonly accountNames?: Readonly<Record<string, string>>;
  /** Members that the shape of the resource shares, also those that it shares once a row is over. */
  readonly sharedMembers?: readonly string[];
  /** The member that stands in the store as the key. */
  readonly keyMember?: string;
}

export interface ListResult {
  readonly ids: RowIds;
  /** Rows before the filter. */
  readonly total: number;
  /** Why the filter is not applied. */
  readonly problem?: string;
}

/** Ids that are known before the others: as many as a screen may show. */
export const firstPageRows = 200;

/** node:sqlite cannot interrupt a statement, so that none looks at more rows. */
export const statementRows = 20_000;
