// The rows of one list, as a screen reads them.
import type { Sequence } from '../../lib/sequence.ts';
import type { AnyResource } from '../../resources/resource.ts';
import type { Data } from '../state/data.ts';
import type { ListQuestion } from '../state/question.ts';
import type { Sort } from '../state/state.ts';
import type { ListNames } from './list-names.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type ListRow = any;

export interface Rows {
  readonly keys: Sequence<string>;
  readonly rows: Sequence<ListRow>;
  /** Those of all rows, whatever the filter hides. Absent: nobody has collected them. */
  readonly names?: ListNames;
  /** Where a row stands. */
  readonly indexOf: { get(key: string): number | undefined };
  /** Before the filter. */
  readonly total: number;
  /** Not all rows have been looked at: those of the list may not be all that belong there. */
  readonly isBehind: boolean;
  /** They are those of the filter before: the row under the cursor is not the one that was looked for. */
  readonly isOfOtherFilter?: boolean;
  /** Why the filter filters nothing: it is no valid regular expression, or takes too long. */
  readonly filterProblem?: string;
}

export type RowsOf = (
  resource: AnyResource,
  questions: readonly ListQuestion[],
  data: Data,
  filter: string,
  sort: Sort,
) => Rows;

/** Until something is known. */
export const noRows: Rows = { keys: [], rows: [], indexOf: new Map<string, number>(), total: 0, isBehind: true };
