// A response of AWS on its way into the store, page by page.
import type { Covers } from '../read/covers.ts';
import type { AnyRow } from '../row-shape.ts';
import type { WriteOutcome } from './row-writer.ts';

/** How many rows of a page were what. `ignored`: a later request knows better. */
export type PageCounts = Readonly<Record<WriteOutcome, number>>;

export interface PageResult extends PageCounts {
  /** The number of the last transaction that wrote rows; the same as before where none was written. */
  readonly seq: number;
}

export interface WholeResult {
  /** Rows that were closed. */
  readonly gone: number;
  readonly seq: number;
}

export interface StoredResponse {
  /** One transaction. */
  page(rows: readonly AnyRow[]): PageResult;
  /** AWS says of these rows that they are not there any more. One transaction. */
  gone(rows: readonly AnyRow[]): void;
  /**
   * Nothing is missing of it. Open rows of exactly its scope that it covers and did not list, and of which no later request
   * knows, are gone. Without `covers` none is.
   */
  whole(covers?: Covers): WholeResult;
  /**
   * Nothing is missing of what is new or changed since the answer that was requested at `since`, in epoch ms. Where the store
   * does not have that one whole, it has not got this one either.
   */
  changes(since: number): void;
  failed(problem: string, nextAt?: number): void;
  /** Nobody waits for the rest any more. */
  abandon(): void;
}
