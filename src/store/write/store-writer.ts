// Writes the rows of responses and events. The only writer of a process.
import type { AnyRow } from '../row-shape.ts';
import { type DerivedRows, writeDerivedRows } from './derived-rows.ts';
import { openResponse, type RequestOptions } from './open-response.ts';
import type { UpsertOptions } from './page-writer.ts';
import type { PageResult, StoredResponse, WholeResult } from './response.ts';
import { createWritingBasis, type StoreWriterOptions } from './writing-basis.ts';

export type { DerivedRows } from './derived-rows.ts';
export type { RequestOptions } from './open-response.ts';
export type { UpsertOptions } from './page-writer.ts';
export type { StoreWriterOptions } from './writing-basis.ts';

export interface StoreWriter {
  begin(request: RequestOptions): StoredResponse;
  /** Writes rows that came without a list: from an event, or from a request for one thing. One transaction. */
  upsert(resource: string, rows: readonly AnyRow[], options: UpsertOptions): PageResult;
  /** One transaction. */
  derive(derived: DerivedRows): WholeResult;
}

export function createStoreWriter(options: StoreWriterOptions): StoreWriter {
  const basis = createWritingBasis(options);
  const { names, pages, responses, transactions } = basis;
  return {
    begin: (request) => openResponse(basis, request),
    upsert(resource, page, upsertOptions) {
      const counts = transactions.run((transaction) => {
        const time = { resource: names.addResource(resource), requestedAt: upsertOptions.requestedAt };
        const later = responses.underWayAfter(time, transaction.now);
        return pages.write(page, { ...upsertOptions, resource, later }, transaction).counts;
      });
      return { ...counts, seq: transactions.lastSeq() };
    },
    derive: (derived) => writeDerivedRows(basis, derived),
  };
}
