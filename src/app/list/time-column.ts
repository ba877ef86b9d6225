// The time beside an age, on wide screens.
import { shortTime } from '../../domain/time-zones.ts';
import type { Column } from '../../resources/resource.ts';

/** Narrower screens leave the room to names. */
export const roomyColumns = 160;

// biome-ignore lint/suspicious/noExplicitAny: columns of all resources pass through here
type AnyColumn = Column<any>;

/** The columns with one more behind the first age: the first to be dropped. */
export function withTimeColumn(columns: readonly AnyColumn[], width: number): readonly AnyColumn[] {
  const at = columns.findIndex(({ measure, clock }) => measure === 'age' && !clock);
  const age = columns[at];
  if (!age || width < roomyColumns) return columns;
  return columns.toSpliced(at + 1, 0, timeOfAge(age));
}

/** A column of ages sorts by its time, epoch ms. */
function timeOfAge({ id, sortBy }: AnyColumn): AnyColumn {
  const textIn = (row: unknown, zone: string): string => {
    const at = sortBy?.(row, 0);
    return typeof at === 'number' ? shortTime(at, zone) : '';
  };
  return {
    id: `${id}-at`,
    title: 'AT UTC',
    width: 11,
    keep: 0,
    text: (row) => textIn(row, 'UTC'),
    clock: { text: textIn },
  };
}
