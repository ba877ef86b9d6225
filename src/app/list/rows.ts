// The rows of a list, as a screen reads them.
import type { Sequence } from '../../lib/sequence.ts';
import type { AnyResource } from '../../resources/resource.ts';
import type { Data } from '../state/data.ts';
import type { ListRequest } from '../state/lists/poll-request.ts';
import type { Sort } from '../state/state.ts';
import type { ListNames } from './list-names.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type ListRow = any;

export interface Rows {
  readonly keys: Sequence<string>;
  readonly rows: Sequence<ListRow>;
  /** The names of all rows, including filtered ones. Absent: they were not collected. */
  readonly names?: ListNames;
  /** The position of a row. */
  readonly indexOf: { get(key: string): number | undefined };
  /** The number of rows before the filter. */
  readonly total: number;
  /** Not all rows were read yet: the list may lack some. */
  readonly isBehind: boolean;
  /** The rows belong to the previous filter: the row under the cursor may not match the present one. */
  readonly isOfOtherFilter?: boolean;
  /** The reason why the filter is not applied: an invalid regular expression, or one that takes too long. */
  readonly filterProblem?: string;
  /** What the list lacks, in a few words each. */
  readonly notes?: readonly string[];
}

/** A list with its filter and order. */
export interface RowsRequest {
  readonly resource: AnyResource;
  readonly requests: readonly ListRequest[];
  readonly filter: string;
  readonly sort: Sort;
}

export type RowsOf = (request: RowsRequest, data: Data) => Rows;

/** The rows until a result is known. */
export const noRows: Rows = { keys: [], rows: [], indexOf: new Map<string, number>(), total: 0, isBehind: true };
