// A search asks several lists for rows that contain the same words.
import type { PastTime } from '../past/past-database.ts';
import type { ListQuery, RowIds } from './list-query.ts';

/** Plain data that can be sent to another thread. */
export interface SearchQuery {
  /** Words and expressions, as the person typed them. */
  readonly filter: string;
  /** Lists that are sorted by time return their newest rows, others the rows that match best. */
  readonly lists: readonly Omit<ListQuery, 'filter' | 'columns' | 'requests' | 'asOf'>[];
  /** The maximum number of rows of one list. */
  readonly most: number;
  /** The time for which the store is read. Absent: the present. */
  readonly asOf?: PastTime;
}

/** Rows of one list, of which the same search may return more later. */
export interface FoundIds {
  /** The position of the list in the query. */
  readonly list: number;
  readonly ids: RowIds;
  /** Rows that AWS no longer returns, or that the list no longer shows because of their age. */
  readonly past: RowIds;
  /** The list has more present rows that match. */
  readonly hasMore: boolean;
}
