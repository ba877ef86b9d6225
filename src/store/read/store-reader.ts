// Reads the present rows. Each call reads at once and leaves no statement open: an open statement would let the WAL
// grow.

import { createNames } from '../names.ts';
import { createNotesReader, type NotesReader } from '../notes.ts';
import { createNearestChange, type NearestChangeReader } from '../past/nearest-change.ts';
import { type PastTime, pastDatabase } from '../past/past-database.ts';
import type { RowShape, StoredScope } from '../row-shape.ts';
import { createStatements, type Database } from '../sqlite.ts';
import { createRowReading } from '../stored-row.ts';
import { createRequestReader, type RequestReader } from '../write/requests.ts';
import { type CoverageReader, createCoverageReader } from './coverage.ts';
import { createDerivedReader, type DerivedReader } from './derived-reader.ts';
import { createKnownScopes, type KnownScopesReader } from './known-scopes.ts';
import { createOpenLists, type OpenLists } from './open-lists.ts';
import { createOpenRows, type OpenRowsReader } from './open-rows.ts';
import { createPastReader, type PastReader } from './past-reader.ts';
import { createRowScan } from './row-scan.ts';
import { createRowsById, type RowsById } from './rows-by-id.ts';
import { createVersionReader, type VersionReader } from './version-reader.ts';
import { createWrittenRows, type WrittenRowsReader } from './written-rows.ts';

export interface StoreReaderOptions {
  readonly database: Database;
  readonly shapes: readonly RowShape[];
  /** The scope that a row gets. */
  toScope(stored: StoredScope): unknown;
  /** Reads the rows of this time in place of the present ones. */
  readonly past?: PastTime | undefined;
}

export interface StoreReader
  extends OpenLists,
    VersionReader,
    WrittenRowsReader,
    KnownScopesReader,
    DerivedReader,
    RequestReader,
    CoverageReader,
    PastReader,
    NearestChangeReader,
    OpenRowsReader,
    NotesReader,
    RowsById {
  /** Set where it reads a past time. */
  readonly past?: PastTime;
}

export function createStoreReader({ database: present, shapes, toScope, past }: StoreReaderOptions): StoreReader {
  const database = past ? pastDatabase(present, past) : present;
  const statement = createStatements(database);
  const names = createNames(database);
  const scan = createRowScan(database, names);
  const basis = { statement, names, scan, read: createRowReading({ names, shapes, toScope, past }) };
  const byId = createRowsById(basis);
  return {
    ...(past ? { past } : {}),
    ...byId,
    ...createOpenLists(basis, byId.rows),
    ...createVersionReader(basis),
    ...createWrittenRows(basis),
    ...createKnownScopes(basis),
    ...createDerivedReader(database, names),
    ...createRequestReader(database, names),
    ...createCoverageReader(database, names),
    ...createOpenRows(database, shapes),
    ...createNotesReader(statement),
    ...createPastReader({ database, names, scan, shapes }),
    ...createNearestChange(present, names, timedResources(shapes)),
  };
}

const timedResources = (shapes: readonly RowShape[]): string[] =>
  shapes.flatMap(({ resource, beforeEnd }) => (beforeEnd ? [resource] : []));
