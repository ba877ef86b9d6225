// A windowed table: only rows in view are read, and each row is one Text. The cursor is a mark in the gutter and the
// reversed name, not an inverse row, because of the cost of a cursor move over ssh.
import { Box } from 'ink';
import { memo, useCallback, useMemo, useRef } from 'react';
import { columnGap } from '../../config/layout.ts';
import type { Glyphs } from '../../config/themes/glyphs.ts';
import type { RowMark } from '../../src/app/forms/run.ts';
import { tableGutter } from '../../src/app/layout.ts';
import {
  columnsInView,
  dependsOnRows,
  nothingSeen,
  type SeenColumns,
  seenColumns,
} from '../../src/app/list/columns-in-view.ts';
import { type ApartCells, type ListNames, listNamesOf } from '../../src/app/list/list-names.ts';
import { type FittedColumn, fitColumns } from '../../src/app/list/table-layout.ts';
import type { Data } from '../../src/app/state/data.ts';
import type { Sort } from '../../src/app/state/state.ts';
import type { Tone } from '../../src/domain/tone.ts';
import { minuteOf } from '../../src/lib/clock.ts';
import { minuteMs } from '../../src/lib/duration.ts';
import type { Sequence } from '../../src/lib/sequence.ts';
import { firstCells } from '../../src/lib/text/text.ts';
import type { Column } from '../../src/resources/resource.ts';
import { fitPieces, Line, type Piece, padded, samePieces, widthOf } from './line.tsx';
import { useLive } from './live.ts';
import { useAppearance } from './look.tsx';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type AnyRow = any;

export interface TableProps {
  readonly rows: Sequence<AnyRow>;
  readonly keys: Sequence<string>;
  readonly columns: readonly Column<AnyRow>[];
  /** The names of all rows. Absent: they are collected from the rows, which are few. */
  readonly names?: ListNames | undefined;
  readonly width: number;
  /** Number of lines, including the column titles. */
  readonly height: number;
  /** Index of the first row in view. */
  readonly top: number;
  /** -1: no cursor. */
  readonly cursorIndex: number;
  readonly heads?: boolean;
  readonly sort?: Sort;
  readonly skippedColumns?: number;
  /** Keys of the marked rows, which the next action applies to. */
  readonly marked?: readonly string[];
}

const gap = ' '.repeat(columnGap);

export function Table(props: TableProps) {
  const {
    rows,
    keys,
    columns,
    names,
    width,
    height,
    top,
    cursorIndex,
    heads = true,
    sort,
    skippedColumns = 0,
    marked = [],
  } = props;
  const mark = useMemo(() => columns.find(isMarking), [columns]);
  const room = Math.max(0, height - (heads ? 1 : 0));
  const first = Math.max(0, Math.min(top, rows.length - 1));
  const shown = useMemo(() => rows.slice(first, first + room), [rows, first, room]);
  const seen = useSeenColumns(columns, shown);
  const sorted = sort?.column;
  const fitted = useMemo(
    // Scrolled sideways, every column is shown in turn.
    () =>
      fitColumns(
        skippedColumns > 0 ? columns : columnsInView(columns, seen, sorted),
        width - tableGutter,
        skippedColumns,
      ),
    [columns, seen, sorted, width, skippedColumns],
  );
  const name = useMemo(() => nameIn(fitted), [fitted]);
  const all = useMemo(() => names ?? listNamesOf(rows, columns), [names, rows, columns]);
  const apart = useMemo(() => shown.map((row) => toText(all.cellsOf(row, fitted))), [shown, all, fitted]);
  return (
    <Box flexDirection="column" width={width} height={height}>
      {heads ? <TableHeads fitted={fitted} {...(sort ? { sort } : {})} /> : null}
      {shown.map((row, index) => (
        <TableRow
          key={keys.at(first + index) ?? index}
          row={row}
          fitted={fitted}
          mark={mark}
          name={name}
          apart={apart[index] ?? ''}
          rowKey={keys.at(first + index) ?? ''}
          marked={marked.includes(keys.at(first + index) ?? '')}
          cursor={first + index === cursorIndex}
        />
      ))}
    </Box>
  );
}

const minuteNow = ({ now }: Data): number => minuteOf(now);

/** What the rows say about their columns, as long as the columns are the same. */
function useSeenColumns(columns: readonly Column<AnyRow>[], rows: readonly AnyRow[]): SeenColumns {
  const minute = useLive(minuteNow, Object.is);
  const known = useRef<{ readonly columns: unknown; readonly seen: SeenColumns }>(undefined);
  return useMemo(() => {
    if (!dependsOnRows(columns)) return nothingSeen;
    const before = known.current?.columns === columns ? known.current.seen : nothingSeen;
    const seen = seenColumns(columns, { rows, now: minute * minuteMs, before });
    known.current = { columns, seen };
    return seen;
  }, [columns, rows, minute]);
}

/** The column that names the row: the first of names, else the first that grows, else the first. */
const nameIn = (fitted: readonly FittedColumn[]): number =>
  [({ column }: FittedColumn) => column.identity !== undefined, ({ column }: FittedColumn) => column.width === 'grow']
    .map((isName) => fitted.findIndex(isName))
    .find((index) => index >= 0) ?? 0;

/** The column with the state of a row; its tone is shown as a mark before the row, with and without colour. */
const isMarking = ({ id, tone }: Column<AnyRow>): boolean =>
  tone !== undefined && /^(state|status|risk|lock)$/.test(id);

interface HeadsProps {
  readonly fitted: readonly FittedColumn[];
  readonly sort?: Sort;
}

const TableHeads = memo(function TableHeads({ fitted, sort }: HeadsProps) {
  const { glyphs } = useAppearance();
  const last = fitted.length - 1;
  const pieces = fitted.flatMap(({ column, width }, index): Piece[] => {
    const sorted = sort?.column === column.id;
    const arrow = sorted ? (sort.descending ? glyphs.descending : glyphs.ascending) : '';
    const title = padded(
      `${padded(column.title, Math.min(column.title.length, width - arrow.length))}${arrow}`,
      width,
      column.align,
    );
    return [{ text: index < last ? title + gap : title.trimEnd(), tone: sorted ? 'accent' : 'muted' }];
  });
  return <Line pieces={[{ text: ' '.repeat(tableGutter) }, ...pieces]} />;
});

interface RowProps {
  readonly row: AnyRow;
  readonly fitted: readonly FittedColumn[];
  readonly mark: Column<AnyRow> | undefined;
  /** The index of the column that the cursor reverses. */
  readonly name: number;
  /** The cells that depend on other rows, as JSON, so that they are compared by value. */
  readonly apart: string;
  readonly cursor: boolean;
  readonly rowKey: string;
  readonly marked: boolean;
}

const TableRow = memo(function TableRow({ row, fitted, mark, name, apart, cursor, rowKey, marked }: RowProps) {
  const { glyphs } = useAppearance();
  const { state, before, named, after } = useLive(
    useCallback(
      ({ now, acting }: Data) => {
        const drawing = { fitted, mark, name, glyphs };
        return drawRow({ row, apart: toCells(apart), now, rowMark: acting.rowMark(rowKey) }, drawing);
      },
      [row, rowKey, fitted, mark, name, apart, glyphs],
    ),
    sameRow,
  );
  const shown: Piece = marked ? { text: `${glyphs.chosen} `, tone: 'accent' } : state;
  const gutter: Piece = { text: cursor ? glyphs.cursor : ' ', tone: 'accent' };
  return <Line pieces={[gutter, shown, ...before, ...(cursor ? reversedCell(named) : named), ...after]} />;
});

const toText = (apart: ApartCells | undefined): string => (apart ? JSON.stringify(apart) : '');
const toCells = (apart: string): ApartCells => (apart === '' ? {} : JSON.parse(apart));

/** The common props of all rows. */
interface RowDrawing {
  readonly fitted: readonly FittedColumn[];
  readonly mark: Column<AnyRow> | undefined;
  readonly name: number;
  readonly glyphs: Glyphs;
}

interface RowFacts {
  readonly row: AnyRow;
  readonly apart: ApartCells;
  readonly now: number;
  readonly rowMark: RowMark | undefined;
}

interface DrawnRow {
  /** The mark of the state, before the cells. */
  readonly state: Piece;
  readonly before: readonly Piece[];
  /** The cell that the cursor reverses. */
  readonly named: readonly Piece[];
  readonly after: readonly Piece[];
}

const sameRow = (one: DrawnRow, other: DrawnRow): boolean =>
  samePieces([one.state], [other.state]) &&
  samePieces(one.before, other.before) &&
  samePieces(one.named, other.named) &&
  samePieces(one.after, other.after);

function drawRow(facts: RowFacts, drawing: RowDrawing): DrawnRow {
  const { row, now, rowMark } = facts;
  const { fitted, mark, name, glyphs } = drawing;
  const tone: Tone = rowMark?.tone ?? mark?.tone?.(row, now) ?? 'plain';
  const cells = withRowMark(cellsOf(facts, fitted), rowMark, drawing);
  return {
    state: { text: `${glyphs.marks[tone]}${row.learnedAt === undefined ? ' ' : learnedMark}`, tone },
    before: cells.slice(0, name).flat(),
    named: cells[name] ?? [],
    after: cells.slice(name + 1).flat(),
  };
}

const cellsOf = ({ row, apart, now }: RowFacts, fitted: readonly FittedColumn[]): Piece[][] =>
  fitted.map(({ column, width }, index) => {
    const isLast = index === fitted.length - 1;
    if (column.pieces) return paddedPieces(column.pieces(row, now), isLast ? width : width + columnGap);
    const text = padded(apart[column.id] ?? column.text(row, now), width, column.align);
    return [{ text: isLast ? text.trimEnd() : text + gap, tone: column.tone?.(row, now) }];
  });

/** Of a past row that the program saw later: its own times say that it was there. */
export const learnedMark = '~';

/** The mark of an action replaces the state of the row, or its last column if it has no state. */
function withRowMark(cells: Piece[][], rowMark: RowMark | undefined, { fitted, mark }: RowDrawing): Piece[][] {
  if (!rowMark || cells.length === 0) return cells;
  const marking = fitted.findIndex(({ column }) => column === mark);
  const at = marking >= 0 ? marking : fitted.length - 1;
  const width = fitted[at]?.width ?? 0;
  const text = padded(rowMark.text, width) + (at < fitted.length - 1 ? gap : '');
  return cells.with(at, [{ text, tone: rowMark.tone }]);
}

/** A move of the cursor writes these cells of two rows. */
const mostReversed = 18;

/** The text without the blanks after it, in a tone that every theme can reverse. */
function reversedCell(cell: readonly Piece[]): readonly Piece[] {
  const text = cell.map((piece) => piece.text).join('');
  const name = firstCells(text.trimEnd(), mostReversed);
  return [
    { text: name, tone: 'plain', inverse: true },
    { text: text.slice(name.length), tone: cell[0]?.tone },
  ];
}

/** Adjacent pieces of one tone are joined: fewer colour changes mean fewer bytes. */
function paddedPieces(pieces: readonly Piece[], width: number): Piece[] {
  const joined: Piece[] = [];
  for (const { text, tone } of pieces) {
    const last = joined.at(-1);
    if (last && last.tone === tone) joined[joined.length - 1] = { ...last, text: last.text + text };
    else joined.push({ text, tone });
  }
  const fitted = fitPieces(joined, width);
  return [...fitted, { text: ' '.repeat(Math.max(0, width - widthOf(fitted))) }];
}
