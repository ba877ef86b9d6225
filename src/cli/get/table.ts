// Rows as a table of text: each column as wide as its widest text, and on a terminal no wider than that.
import { columnGap } from '../../../config/layout.ts';
import type { Row } from '../../app/rows.ts';
import { fitNatural } from '../../app/table-layout.ts';
import { displayWidth, pad, sanitize, truncate } from '../../lib/text.ts';
import type { AnyResource, Column } from '../../resources/resource.ts';

export interface TableOptions {
  readonly resource: AnyResource;
  readonly rows: readonly Row[];
  readonly now: number;
  readonly headers: boolean;
  /** All columns, uncut. */
  readonly wide: boolean;
  /** Cells of the terminal; absent where there is none: nothing is cut. */
  readonly width?: number | undefined;
  /** Names of accounts by id. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** What a table without a terminal shows: the columns that a screen of middling width has. */
const leastKeep = 70;

export function tableLines(options: TableOptions): string[] {
  const { rows, now, headers, wide, width } = options;
  const columns = columnsOf(options);
  const texts = columns.map((column) => rows.map((row) => sanitize(column.text(row, now))));
  const natural = columns.map(({ title }, at) =>
    (texts[at] ?? []).reduce((most, text) => Math.max(most, displayWidth(text)), headers ? displayWidth(title) : 0),
  );
  const limit = wide || width === undefined ? Number.POSITIVE_INFINITY : width + columnGap;
  const fitted = fitNatural(columns, natural, limit, columnGap);
  const line = (text: (column: Column<Row>) => string) =>
    fitted
      .map(({ column, width: cells }) => pad(truncate(text(column), cells), cells, column.align ?? 'left'))
      .join(' '.repeat(columnGap))
      .trimEnd();
  const body = rows.map((_, index) => line((column) => texts[columns.indexOf(column)]?.[index] ?? ''));
  return headers ? [line(({ title }) => title), ...body] : body;
}

/** Region and account stand behind the first column where there is more than one of either. */
function columnsOf({ resource, rows, wide, width, accounts }: TableOptions): readonly Column<Row>[] {
  const several = (of: (row: Row) => string) => new Set(rows.map(of)).size > 1;
  const { columns } = resource;
  const own = wide || width !== undefined ? columns : columns.filter(({ keep }) => keep >= leastKeep);
  const [first, ...others] = own;
  return [
    ...(first ? [first] : []),
    ...(several(({ scope }) => scope.accountId) ? [accountColumn(accounts)] : []),
    ...(several(({ scope }) => scope.region) ? [regionColumn] : []),
    ...others,
  ];
}

const regionColumn: Column<Row> = {
  ...{ id: 'region', title: 'REGION', width: 14, keep: 94 },
  text: ({ scope }) => scope.region,
};

const accountColumn = (names: ReadonlyMap<string, string>): Column<Row> => ({
  ...{ id: 'account', title: 'ACCOUNT', width: 12, keep: 94 },
  text: ({ scope }) => names.get(scope.accountId) ?? scope.accountId,
});
