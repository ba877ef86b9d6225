// Rows as a text table: each column as wide as its widest text, and on a terminal the table no wider than the terminal.
import { columnGap } from '../../../config/layout.ts';
import { type ApartCells, createListNames, type ListNames } from '../../app/list/list-names.ts';
import type { ListRow } from '../../app/list/rows.ts';
import { type FittedColumn, fitNatural } from '../../app/list/table-layout.ts';
import { ownerOf, regionOf, type ShownPlaces, shownPlaces } from '../../app/state/places.ts';
import { displayWidth, pad, sanitize, truncate } from '../../lib/text/text.ts';
import type { AnyResource, Column } from '../../resources/resource.ts';

export interface TableOptions {
  readonly resource: AnyResource;
  readonly rows: readonly ListRow[];
  readonly now: number;
  readonly headers: boolean;
  /** All columns, uncut. */
  readonly wide: boolean;
  /** Ids, in order; absent: the usual ones. */
  readonly columns?: readonly string[];
  /** Width of the terminal in cells; absent without a terminal: nothing is cut. */
  readonly width?: number | undefined;
  /** Names of accounts by id. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Whether account and Region have a column; absent: if the rows have several of them. */
  readonly places?: ShownPlaces;
  /** Minimum column widths, for a table that continues. */
  readonly atLeast?: readonly number[];
  /** The names of rows that were printed before; absent: none. */
  readonly names?: ListNames;
}

/** undefined: there is no terminal, or one whose size is unknown (0). */
export const widthOf = ({ isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): number | undefined =>
  (isTTY && columns) || undefined;

/** The columns of a table without a terminal: those of a screen of medium width. */
const leastKeep = 70;

export function tableLines(options: TableOptions): string[] {
  const { head, line } = createTable(options);
  return [...(options.headers ? [head] : []), ...options.rows.map(line)];
}

export interface Table {
  readonly head: string;
  line(row: ListRow): string;
  /** Widths of the columns before anything was cut. */
  readonly natural: readonly number[];
}

export function createTable(options: TableOptions): Table {
  const { rows, now, headers, wide, width, atLeast = [] } = options;
  const columns = columnsOf(options);
  const apartIn = apartCells(rows, options.names ?? createListNames(columns));
  const whole = apartIn(columns.map((column) => ({ column, width: Number.POSITIVE_INFINITY })));
  const textOf = (column: Column<ListRow>, row: ListRow, apart: ReadonlyMap<ListRow, ApartCells> = whole) =>
    apart.get(row)?.[column.id] ?? sanitize(column.text(row, now));
  const natural = columns.map((column, at) => ({
    column,
    width: rows.reduce(
      (most, row) => Math.max(most, displayWidth(textOf(column, row))),
      Math.max(atLeast[at] ?? 0, headers ? displayWidth(column.title) : 0),
    ),
  }));
  const limit = wide || width === undefined ? Number.POSITIVE_INFINITY : width + columnGap;
  const fitted = fitNatural(natural, limit, columnGap);
  const cut = apartIn(fitted);
  const line = (text: (column: Column<ListRow>) => string) =>
    fitted
      .map(({ column, width: cells }) => pad(truncate(text(column), cells), cells, column.align ?? 'left'))
      .join(' '.repeat(columnGap))
      .trimEnd();
  return {
    natural: natural.map(({ width: cells }) => cells),
    head: line(({ title }) => title),
    line: (row) => line((column) => textOf(column, row, cut)),
  };
}

type ApartIn = (fitted: readonly FittedColumn[]) => ReadonlyMap<ListRow, ApartCells>;

function apartCells(rows: readonly ListRow[], names: ListNames): ApartIn {
  for (const row of rows) names.add(row);
  return (fitted) =>
    new Map(
      rows.flatMap((row) => {
        const cells = names.cellsOf(row, fitted);
        return cells ? [[row, cells] as const] : [];
      }),
    );
}

/** Region and account come after the first column if there are several of either. */
function columnsOf(options: TableOptions): readonly Column<ListRow>[] {
  const { resource, rows, wide, width, accounts, places } = options;
  if (options.columns) {
    const all = [...resource.columns, regionColumn, accountColumn(accounts)];
    return options.columns.flatMap((id) => all.find((column) => column.id === id) ?? []);
  }
  const { account, region } = places ?? shownPlaces(rows.map(({ scope }) => scope));
  const { columns } = resource;
  const own = wide || width !== undefined ? columns : columns.filter(({ keep }) => keep >= leastKeep);
  const [first, ...others] = own;
  return [
    ...(first ? [first] : []),
    ...(account && first?.id !== 'account' ? [accountColumn(accounts)] : []),
    ...(region ? [regionColumn] : []),
    ...others,
  ];
}

const regionColumn: Column<ListRow> = {
  id: 'region',
  title: 'REGION',
  width: 14,
  keep: 94,
  text: regionOf,
};

const accountColumn = (names: ReadonlyMap<string, string>): Column<ListRow> => ({
  id: 'account',
  title: 'ACCOUNT',
  width: 12,
  keep: 94,
  text: (row) => ownerOf(row, names),
});
