// A response of AWS that is being written, page by page.
import type { Covers } from '../read/covers.ts';
import type { AnyRow } from '../row-shape.ts';
import type { WriteOutcome } from './row-writer.ts';

/** The number of rows of a page for each outcome. `ignored`: a later request has newer values. */
export type PageCounts = Readonly<Record<WriteOutcome, number>>;

export interface PageResult extends PageCounts {
  /** The number of the last transaction that wrote rows; unchanged if none was written. */
  readonly seq: number;
}

export interface WholeResult {
  /** The number of rows that were closed. */
  readonly gone: number;
  readonly seq: number;
}

export interface StoredResponse {
  /** One transaction. `isThin`: the rows come again with more members. */
  page(rows: readonly AnyRow[], isThin?: boolean): PageResult;
  /** AWS says of these rows that they are not there any more. One transaction. */
  gone(rows: readonly AnyRow[]): void;
  /**
   * The response is complete. Open rows of exactly its scope that it covers and did not list, and that no later request
   * listed, are closed. Without `covers` none is closed.
   */
  whole(covers?: Covers): WholeResult;
  /**
   * The response has everything that is new or changed since the response requested at `since`, in epoch ms. If the
   * store lacks the whole earlier response, this one is not whole either.
   */
  changes(since: number): void;
  failed(problem: string, nextAt?: number): void;
  /** Ends the response without the rest. */
  abandon(): void;
}
