// The columns of a table that fit into a width, and their widths. Pure, so that it can be tested.
import { columnGap, narrowestGrow } from '../../../config/layout.ts';
import type { Column } from '../../resources/resource.ts';

export interface FittedColumn {
  // biome-ignore lint/suspicious/noExplicitAny: columns of all resources pass through here
  readonly column: Column<any>;
  readonly width: number;
}

// biome-ignore lint/suspicious/noExplicitAny: columns of all resources pass through here
export type FittableColumn = Column<any> & {
  /** For a column that grows: no more than this, where a message takes what is left. */
  readonly most?: number;
};

type AnyColumn = FittableColumn;

export function fitColumns(columns: readonly AnyColumn[], width: number, skipped = 0): FittedColumn[] {
  const by = Math.min(skipped, mostSkipped(columns, width));
  const kept = by > 0 ? scrolledColumns(columns, width, by) : keptColumns(columns, width);
  return shareOut(kept, width);
}

/**
 * How many steps a table scrolls sideways until its last column is in view: none if it fits. The first step shows the
 * columns from the left that were dropped.
 */
export function mostSkipped(columns: readonly AnyColumn[], width: number): number {
  const [first, ...others] = columns;
  if (!first) return 0;
  const fits = others.findIndex((_, skipped) => widthOf([first, ...others.slice(skipped)]) <= width);
  if (fits === 0 || others.length === 0) return 0;
  return fits < 0 ? others.length : fits + 1;
}

const leastWidth = ({ width, least = narrowestGrow }: AnyColumn): number => (width === 'grow' ? least : width);

const widthOf = (columns: readonly AnyColumn[]): number =>
  columns.reduce((sum, column) => sum + leastWidth(column), columnGap * Math.max(0, columns.length - 1));

/** Drops the column with the lowest `keep` first; among equal ones the rightmost. */
function keptColumns(columns: readonly AnyColumn[], width: number): readonly AnyColumn[] {
  let kept = columns;
  while (kept.length > 1 && widthOf(kept) > width) {
    kept = kept.toSpliced(leastKept(kept), 1);
  }
  return kept;
}

function leastKept(columns: readonly AnyColumn[]): number {
  const least = Math.min(...columns.map(({ keep }) => keep));
  return columns.findLastIndex(({ keep }) => keep === least);
}

/**
 * When the table is scrolled sideways, every column is shown in turn, whatever its `keep`; the first one stays to
 * identify the rows.
 */
function scrolledColumns(columns: readonly AnyColumn[], width: number, skipped: number): readonly AnyColumn[] {
  const [first, ...others] = columns;
  if (!first) return [];
  const kept = [first];
  for (const column of others.slice(skipped - 1)) {
    if (widthOf([...kept, column]) > width) break;
    kept.push(column);
  }
  return kept;
}

/** The remaining width is divided evenly among the growing columns; a message gets what the others have no text for. */
function shareOut(columns: readonly AnyColumn[], width: number): FittedColumn[] {
  const shared = shareEvenly(columns, width);
  const message = shared.findIndex(({ column }) => column.takesRoom);
  if (message < 0) return shared;
  const capped = shared.map((one, index) =>
    index === message ? one : { ...one, width: Math.min(one.width, mostOf(one)) },
  );
  const spare = sum(shared) - sum(capped);
  return capped.map((one, index) => (index === message ? { ...one, width: one.width + spare } : one));
}

const mostOf = ({ column, width }: { readonly column: AnyColumn; readonly width: number }): number =>
  column.width === 'grow' && column.most !== undefined ? Math.max(column.most, leastWidth(column)) : width;

const sum = (fitted: readonly FittedColumn[]): number => fitted.reduce((total, { width }) => total + width, 0);

function shareEvenly(columns: readonly AnyColumn[], width: number): { column: AnyColumn; width: number }[] {
  const growing = columns.filter((column) => column.width === 'grow').length;
  const spare = Math.max(0, width - widthOf(columns));
  const share = growing > 0 ? Math.floor(spare / growing) : 0;
  let remainder = growing > 0 ? spare % growing : 0;
  return columns.map((column) => {
    if (column.width !== 'grow') return { column, width: Math.min(column.width, width) };
    const extra = remainder > 0 ? 1 : 0;
    remainder -= extra;
    return { column, width: Math.min(leastWidth(column) + share + extra, width) };
  });
}

/**
 * Widths for a static table, whose rows are all shown: each column is as wide as its widest text (`natural`), the
 * widest ones are cut first, and those with the lowest `keep` are dropped when cutting would leave too little text.
 * `gap`: cells of each column besides its text.
 */
export function fitNatural(
  columns: readonly AnyColumn[],
  natural: readonly number[],
  width: number,
  gap: number,
): FittedColumn[] {
  let fitted = columns.map((column, at) => ({ column, width: natural[at] ?? 0 }));
  const taken = () => fitted.reduce((sum, { width: cells }) => sum + cells + gap, 0);
  while (fitted.length > 0 && taken() > width) {
    const widest = Math.max(...fitted.map(({ width: cells }) => cells));
    const at = fitted.findIndex(({ width: cells }) => cells === widest);
    const cut = Math.max(narrowestGrow, widest - (taken() - width));
    if (widest > narrowestGrow) fitted = fitted.with(at, { column: fitted[at]!.column, width: cut });
    else if (fitted.length === 1) return [{ column: fitted[0]!.column, width: Math.max(1, width - gap) }];
    else fitted = fitted.toSpliced(leastKept(fitted.map(({ column }) => column)), 1);
  }
  return fitted;
}
