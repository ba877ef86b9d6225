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

/**
 * The remaining width is divided evenly among the growing columns; a message gets what the others have no text for, and
 * without a message those with longer texts do.
 */
function shareOut(columns: readonly AnyColumn[], width: number): FittedColumn[] {
  const spare = Math.max(0, width - widthOf(columns));
  const message = columns.findIndex(({ takesRoom }) => takesRoom);
  const shares = message < 0 ? sharesByText(columns, spare) : sharesWithMessage(columns, spare, message);
  return columns.map((column, index) => ({
    column,
    width: Math.min(leastWidth(column) + (shares[index] ?? 0), width),
  }));
}

/** What the texts of a column leave it to want beside its least width. */
const wantOf = (column: AnyColumn): number =>
  column.width === 'grow' ? Math.max(0, (column.most ?? Number.POSITIVE_INFINITY) - leastWidth(column)) : 0;

function sharesWithMessage(columns: readonly AnyColumn[], spare: number, message: number): number[] {
  const even = evenShares(columns, spare);
  const capped = even.map((share, index) => (index === message ? 0 : Math.min(share, wantOf(columns[index]!))));
  return capped.with(message, spare - sum(capped));
}

function sharesByText(columns: readonly AnyColumn[], spare: number): number[] {
  const shares = columns.map(() => 0);
  let left = spare;
  for (;;) {
    const open = columns.map((column, index) => (wantOf(column) > (shares[index] ?? 0) ? column : undefined));
    if (left === 0 || open.every((column) => column === undefined)) break;
    const given = evenShares(open, left);
    open.forEach((column, index) => {
      if (!column) return;
      const more = Math.min(given[index] ?? 0, wantOf(column) - (shares[index] ?? 0));
      shares[index] = (shares[index] ?? 0) + more;
      left -= more;
    });
  }
  // Nobody has a text for the rest.
  return evenShares(columns, left).map((share, index) => share + (shares[index] ?? 0));
}

/** Zero for columns that do not grow. */
function evenShares(columns: readonly (AnyColumn | undefined)[], spare: number): number[] {
  const growing = columns.filter((column) => column?.width === 'grow').length;
  let remainder = growing > 0 ? spare % growing : 0;
  return columns.map((column) => {
    if (column?.width !== 'grow') return 0;
    const extra = remainder > 0 ? 1 : 0;
    remainder -= extra;
    return Math.floor(spare / growing) + extra;
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Widths for a static table, whose rows are all shown: each column is as wide as its widest text (its width in
 * `natural`), the widest ones are cut first, and those with the lowest `keep` are dropped when cutting would leave too
 * little text. `gap`: cells of each column besides its text.
 */
export function fitNatural(natural: readonly FittedColumn[], width: number, gap: number): readonly FittedColumn[] {
  let fitted = natural;
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
