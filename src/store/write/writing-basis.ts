// What the writers of a database share: its names, its rows, its requests and its transactions.
import { createWritableNames, type WritableNames } from '../names.ts';
import type { RowShape } from '../row-shape.ts';
import { createStatements, type Database } from '../sqlite.ts';
import { createMembers, type MemberWriter } from './members.ts';
import { createPageWriter, type PageWriter } from './page-writer.ts';
import { createRequestWriter, type RequestWriter } from './requests.ts';
import { createResponses, type Responses } from './responses.ts';
import { createSharedParts } from './shared-parts.ts';
import { createStoredRows, type StoredRows } from './stored-rows.ts';
import { createTransactions, type Transactions } from './transactions.ts';

export interface StoreWriterOptions {
  readonly database: Database;
  readonly shapes: readonly RowShape[];
  /** Epoch ms of AWS's clock. */
  now(): number;
}

export interface WritingBasis {
  readonly statement: ReturnType<typeof createStatements>;
  readonly names: WritableNames;
  readonly rows: StoredRows;
  readonly requests: RequestWriter;
  /** The rows that responses list, where no member of a row decides it. */
  readonly members: MemberWriter;
  readonly responses: Responses;
  readonly transactions: Transactions;
  readonly pages: PageWriter;
}

export function createWritingBasis({ database, shapes, now }: StoreWriterOptions): WritingBasis {
  const names = createWritableNames(database);
  const sharedParts = createSharedParts(database);
  const rows = createStoredRows(database);
  return {
    statement: createStatements(database),
    names,
    rows,
    requests: createRequestWriter(database),
    members: createMembers(database),
    responses: createResponses(),
    transactions: createTransactions({
      database,
      now,
      onDoubt() {
        names.forget();
        sharedParts.forget();
      },
    }),
    pages: createPageWriter({ shapes, names, rows, sharedParts }),
  };
}
