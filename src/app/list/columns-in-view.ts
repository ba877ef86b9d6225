// What the rows in view say about the columns of their table: names that must not be cut get their room, a message gets the
// room of columns that are empty, and one that no row has leaves its own. A column that has had a value, or a width, keeps it while the list is on screen, so that
// scrolling does not move the others to and fro.
import { displayWidth } from '../../lib/text/text.ts';
import type { FittableColumn as AnyColumn } from './table-layout.ts';

/** Columns of names beside a message: in steps, so that a name that is a little longer moves nothing. */
const widthStep = 16;
const narrowestNames = 32;

const roomOfNames = (text: number): number => Math.max(narrowestNames, Math.ceil(text / widthStep) * widthStep);

/** What is known of the columns so far. */
export interface SeenColumns {
  /** Ids of columns with a text in some row. */
  readonly filled: ReadonlySet<string>;
  /** The widest text of columns that are not cut, and of those that grow beside a message, in cells. */
  readonly widest: ReadonlyMap<string, number>;
}

export const nothingSeen: SeenColumns = { filled: new Set(), widest: new Map() };

/** Whether anything depends on the rows. */
export const dependsOnRows = (columns: readonly AnyColumn[]): boolean =>
  columns.some(({ takesRoom, whole }) => takesRoom || whole !== undefined);

/** With these rows. The same object if they add nothing. */
export function seenColumns(
  columns: readonly AnyColumn[],
  { rows, now, before }: { readonly rows: readonly unknown[]; readonly now: number; readonly before: SeenColumns },
): SeenColumns {
  const hasMessage = columns.some(({ takesRoom }) => takesRoom);
  const filled = new Set(before.filled);
  const widest = new Map(before.widest);
  for (const column of columns) {
    const { id, whole } = column;
    if (hasMessage && !filled.has(id) && rows.some((row) => column.text(row, now) !== '')) filled.add(id);
    const grows = hasMessage && column.width === 'grow' && !column.takesRoom;
    if (whole === undefined && !grows) continue;
    const text = Math.max(0, ...rows.map((row) => displayWidth(column.text(row, now))));
    const width = whole === undefined ? roomOfNames(text) : grows ? text : Math.min(whole, text);
    if (width > (widest.get(id) ?? 0)) widest.set(id, width);
  }
  const isSame =
    filled.size === before.filled.size && [...widest].every(([id, width]) => before.widest.get(id) === width);
  return isSame ? before : { filled, widest };
}

/** The columns to fit into the table. `sorted`: the column of the sort stays. */
export function columnsInView(
  columns: readonly AnyColumn[],
  { filled, widest }: SeenColumns,
  sorted?: string,
): readonly AnyColumn[] {
  const message = columns.find(({ takesRoom }) => takesRoom);
  const isMade = message !== undefined && filled.has(message.id);
  return columns
    .filter(({ id, width, takesRoom }, index) => {
      if (index === 0 || id === sorted || filled.has(id) || filled.size === 0) return true;
      // A message that no row has leaves its room to the others.
      return takesRoom ? false : !isMade || width === 'grow';
    })
    .map((column) => ofWidth(column, widest.get(column.id)));
}

function ofWidth(column: AnyColumn, widest: number | undefined): AnyColumn {
  if (widest === undefined) return column;
  if (column.whole === undefined) return { ...column, most: widest };
  const least = Math.max(Math.min(column.whole, widest), displayWidth(column.title));
  if (column.width !== 'grow') return { ...column, width: least };
  return { ...column, least, most: widest > column.whole ? roomOfNames(widest) : least };
}
