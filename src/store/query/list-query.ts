// A list on screen is a query; its result is a list of row ids.
import type { PastTime } from '../past/past-database.ts';

/** In order. Each version of a row gets the next id: the type is large enough for 200 years of a large organization. */
export type RowIds = Int32Array;

export type ValueSource =
  | 'at'
  | 'state'
  | 'key'
  | 'region'
  | 'account'
  /** A member of the row; 'createdBy.planId' is a nested one. */
  | { readonly member: string }
  /** A value that a column computes and the store keeps. */
  | { readonly stored: string };

export interface ListSort {
  readonly by: ValueSource;
  readonly kind: 'text' | 'number';
  readonly descending: boolean;
}

/** A column that a filter names, as in `vault:prod` or `age:<2h`. */
export interface FilterColumn {
  readonly by: ValueSource;
  /** `age`: the time since a time; `until`: the time until a time; `duration`: a number of ms. */
  readonly kind: 'text' | 'number' | 'bytes' | 'duration' | 'age' | 'until';
  /**
   * A value without a sign is the beginning or the end of a range of times: `since:60d`, `until:2026-10-01`. With a sign
   * it is an age.
   */
  readonly bound?: 'since' | 'until';
}

/** One entry of the row's list has a member with this value. */
export interface EntryTest {
  /** The row's member with the list; not a shared one. */
  readonly list: string;
  readonly member: string;
  readonly value: string;
}

/** Plain data that can be sent to another thread. */
export interface ListQuery {
  /** The name of the resource. */
  readonly resource: string;
  /** For each account-Region the ids of its scopes. If several of them see a row, the row of the first is used. */
  readonly scopes: readonly (readonly number[])[];
  /** Rows with at least this time, in epoch ms. */
  readonly sinceAt?: number;
  /** Rows whose members have these values. */
  readonly equals?: Readonly<Record<string, string | number | boolean>>;
  /** Rows with such an entry in a list: one for each. */
  readonly entries?: readonly EntryTest[];
  /** Ids of the requests whose responses list the rows; absent: members of the rows decide. */
  readonly requests?: readonly number[];
  /** As the person typed it. */
  readonly filter?: string;
  /** By the names that a filter uses. */
  readonly columns?: Readonly<Record<string, FilterColumn>>;
  readonly sort: ListSort;
  /** The time for which the store is read. Absent: the present. */
  readonly asOf?: PastTime;
  /** Epoch ms, for ages. */
  readonly now: number;
  /** By account id. */
  readonly accountNames?: Readonly<Record<string, string>>;
  /** Members that the shape of the resource shares, including those shared only by rows that are over. */
  readonly sharedMembers?: readonly string[];
  /** The member that is stored as the key. */
  readonly keyMember?: string;
}

export interface ListResult {
  readonly ids: RowIds;
  /** Number of rows before the filter. */
  readonly total: number;
  /** The reason why the filter is not applied. */
  readonly problem?: string;
}

/** The number of ids that are returned before the others: as many as a screen may show. */
export const firstPageRows = 200;

/** node:sqlite cannot interrupt a statement, so none reads more rows than this. */
export const statementRows = 20_000;
