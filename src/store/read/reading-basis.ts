// What the readers of rows share: the database's statements, the names in it, and how a row is read.
import type { Names } from '../names.ts';
import type { createStatements } from '../sqlite.ts';
import type { createRowReading } from '../stored-row.ts';
import type { RowScan } from './row-scan.ts';

export interface ReadingBasis {
  readonly statement: ReturnType<typeof createStatements>;
  readonly names: Names;
  readonly scan: RowScan;
  readonly read: ReturnType<typeof createRowReading>;
}

/** Rows that are neither closed nor replaced by a newer version. */
export const isOpen = 'row.valid_to is null';
