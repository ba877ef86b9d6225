// A store in memory: writer and reader on one connection, and a clock that does not move.

import { createStoreReader, type StoreReader } from '../../src/store/read/store-reader.ts';
import { migrate } from '../../src/store/schema.ts';
import { type Database, openForWriting } from '../../src/store/sqlite.ts';
import {
  createStoreWriter,
  type RequestOptions,
  type StoreWriter,
  type UpsertOptions,
} from '../../src/store/write/store-writer.ts';
import { own, type RowScope, shapes, toScope, toStored } from './shapes.ts';

export interface TestStore {
  readonly database: Database;
  readonly reader: StoreReader;
  readonly writer: StoreWriter;
  readonly clock: { now: number };
  /** As another program, or the same after a restart. */
  openWriter(): StoreWriter;
}

export function openStore(): TestStore {
  const database = openForWriting(':memory:');
  migrate(database);
  const clock = { now: 1_000 };
  const openWriter = () => createStoreWriter({ database, shapes, now: () => clock.now });
  const reader = createStoreReader({ database, shapes, toScope });
  return { database, reader, clock, openWriter, writer: openWriter() };
}

export const scopeOf = ({ scope }: { readonly scope: RowScope }) => toStored(scope);

/** A request to `own`, unless another scope is given. */
export const requestFor = (
  resource: string,
  requestedAt: number,
  options: Partial<RequestOptions> = {},
): RequestOptions => ({ resource, requestedAt, scope: own, params: '', scopeOf, ...options });

export const at = (requestedAt: number, options: Partial<UpsertOptions> = {}): UpsertOptions => ({
  requestedAt,
  scopeOf,
  ...options,
});
