// Writes the rows of one page of a response, each with the writer of its resource.
import type { WritableNames } from '../names.ts';
import type { AnyRow, RowShape, StoredScope } from '../row-shape.ts';
import type { KnownResponse } from './responses.ts';
import { createRowWriter, type RowWriter, type WriteOutcome } from './row-writer.ts';
import type { SharedParts } from './shared-parts.ts';
import type { StoredRows } from './stored-rows.ts';
import type { Transaction } from './transactions.ts';

export interface UpsertOptions {
  /** Epoch ms of AWS's clock for which the rows are valid: the time of the request or of the event. */
  readonly requestedAt: number;
  /** The rows have fewer members than others with the same key: absent members are unknown. */
  readonly isThin?: boolean;
  scopeOf(row: AnyRow): StoredScope;
}

export interface Listing extends UpsertOptions {
  readonly resource: string;
  /** Responses to later requests of the same resource. */
  readonly later: readonly KnownResponse[];
}

export interface WrittenPage {
  readonly counts: Record<WriteOutcome, number>;
  /** The open rows that were listed. Valid only after the transaction is committed, like the ids of scopes. */
  readonly ids: readonly number[];
  readonly scopes: ReadonlySet<number>;
}

export interface PageWriterOptions {
  readonly shapes: readonly RowShape[];
  readonly names: WritableNames;
  readonly rows: StoredRows;
  readonly sharedParts: SharedParts;
}

export interface PageWriter {
  /** Throws where the store was opened without the shape of the resource. */
  writerOf(resource: string): RowWriter;
  write(page: readonly AnyRow[], listing: Listing, transaction: Transaction): WrittenPage;
}

export function createPageWriter({ shapes, names, rows, sharedParts }: PageWriterOptions): PageWriter {
  const writers = new Map(
    shapes.map((shape) => [shape.resource, createRowWriter({ shape, rows, sharedParts })] as const),
  );

  function writerOf(resource: string): RowWriter {
    const writer = writers.get(resource);
    if (!writer) throw new Error(`The store was opened without the shape of ${resource}.`);
    return writer;
  }

  function write(page: readonly AnyRow[], listing: Listing, transaction: Transaction): WrittenPage {
    const { resource, scopeOf, later, requestedAt, isThin = false } = listing;
    const writer = writerOf(resource);
    const counts: Record<WriteOutcome, number> = { added: 0, versions: 0, inPlace: 0, unchanged: 0, ignored: 0 };
    const ids: number[] = [];
    const onListed = (id: number) => ids.push(id);
    const common = { resource: names.addResource(resource), requestedAt, isThin, later, onListed };
    const scopes = new Set<number>();
    for (const row of page) {
      const scope = names.addScope(scopeOf(row));
      scopes.add(scope);
      counts[writer.write({ ...common, scope, row }, transaction)] += 1;
    }
    return { counts, ids, scopes };
  }

  return { writerOf, write };
}
