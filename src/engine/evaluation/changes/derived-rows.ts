// Writes the rows of a derived list: all of them, or only those that differ from the rows that were written before.
import { isSame } from '../../../lib/same.ts';
import type { PlaceListId } from '../../../resources/derived/derived.ts';
import { resources } from '../../../resources/index.ts';
import type { AnyRow, StoredScope } from '../../../store/row-shape.ts';
import type { DerivedRows, StoreWriter } from '../../../store/write/store-writer.ts';
import type { PlaceEvaluation } from '../account-regions/evaluate-place.ts';

/** The rows of each list as they were written last. */
export type WrittenRows = ReadonlyMap<PlaceListId, ReadonlySet<AnyRow>>;

export interface DerivedTarget {
  readonly scope: StoredScope;
  /** Epoch ms. */
  readonly evaluatedAt: number;
  readonly lists: readonly PlaceListId[];
  /** Absent: all rows are written. */
  readonly before?: WrittenRows | undefined;
}

export function writeDerived(
  evaluation: PlaceEvaluation,
  { scope, evaluatedAt, lists, before }: DerivedTarget,
  writer: Pick<StoreWriter, 'derive'>,
): WrittenRows {
  const written = new Map<PlaceListId, ReadonlySet<AnyRow>>();
  for (const resource of lists) {
    const { rows, wholeAt } = evaluation.rows(resource);
    const now = new Set(rows);
    const known = before?.get(resource);
    const part = known ? difference(resource, known, now) : { rows };
    writer.derive({ resource, scope, evaluatedAt, ...part, ...(wholeAt === undefined ? {} : { wholeAt }) });
    written.set(resource, now);
  }
  return written;
}

function difference(
  id: PlaceListId,
  before: ReadonlySet<AnyRow>,
  now: ReadonlySet<AnyRow>,
): Pick<DerivedRows, 'rows' | 'gone'> {
  const { key } = resources[id];
  const left = new Map<string, AnyRow>();
  for (const row of before) if (!now.has(row)) left.set(key(row), row);
  const changed: AnyRow[] = [];
  for (const row of now) {
    if (before.has(row)) continue;
    const name = key(row);
    if (!isSame(left.get(name), row)) changed.push(row);
    left.delete(name);
  }
  return { rows: changed, gone: [...left.values()] };
}
