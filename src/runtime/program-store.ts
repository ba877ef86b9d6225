// The store as the program uses it: it writes answers, in this thread or in another one, and reads rows.
import type { Covers } from '../store/covers.ts';
import type { AnyRow, StoredScope } from '../store/row-shape.ts';
import type { Database } from '../store/sqlite.ts';
import { createStoreReader, type StoreReader } from '../store/store-reader.ts';
import { createStoreWriter, type StoreWriter } from '../store/store-writer.ts';
import { rowShapes } from './row-shapes.ts';
import { storedScope } from './stored-scope.ts';

export interface AnswerRequest {
  readonly resource: string;
  readonly scope: StoredScope;
  /** The same text for the same params. */
  readonly params: string;
  /** Epoch ms. */
  readonly requestedAt: number;
}

/** One answer on its way into the store. */
export interface AnswerSink {
  page(rows: readonly AnyRow[]): void;
  whole(covers?: Covers): void;
  failed(problem: string, retryAt: number): void;
  abandon(): void;
}

export interface AnswerWriter {
  begin(request: AnswerRequest): AnswerSink;
  /** Rows that no list brought, as this identity saw them at that time. */
  upsert(
    resource: string,
    rows: readonly AnyRow[],
    seen: Pick<AnswerRequest, 'requestedAt'> & { identity: string },
  ): void;
}

export interface ProgramStore {
  readonly writer: AnswerWriter;
  /** As soon as the file is open. */
  reader(): Promise<StoreReader>;
  /** What has been written by then is safe. */
  close(): Promise<void>;
}

export interface StoreInProcessOptions {
  readonly database: Database;
  now(): number;
  close?(): void;
}

/** Reads and writes at once: for commands that draw nothing, and for tests. */
export function createStoreInProcess({ database, now, close }: StoreInProcessOptions): ProgramStore {
  const shapes = [...rowShapes.values()];
  const writer = createStoreWriter({ database, shapes, now });
  const reader = createStoreReader({ database, shapes, toScope });
  return {
    writer: answerWriter(writer),
    reader: async () => reader,
    close: async () => close?.(),
  };
}

/** Which connection reaches it is for whoever reads it to say. */
export const toScope = ({ accountId, region }: StoredScope) => ({ accountId, region, connection: '' });

export function answerWriter(writer: StoreWriter): AnswerWriter {
  const scopeOf = (identity: string) => (row: AnyRow) => storedScope(row.scope, identity);
  return {
    begin: (request) => writer.begin({ ...request, scopeOf: scopeOf(request.scope.identity) }),
    upsert: (resource, rows, { identity, requestedAt }) =>
      void writer.upsert(resource, rows, { requestedAt, scopeOf: scopeOf(identity) }),
  };
}
