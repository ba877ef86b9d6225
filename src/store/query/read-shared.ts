// Tests shared members once for all rows that share them.
import { type Condition, Marks } from './condition.ts';
import type { QueryContext, Steps } from './query-context.ts';

export interface SharedReading {
  readonly column: Condition;
  /** Takes the values of the column, in chunks. */
  readonly take: (ids: readonly number[], values: readonly unknown[]) => void;
}

/** Reads all shared parts once for all readings. */
export function* readShared({ database, size }: QueryContext, readings: readonly SharedReading[]): Steps {
  if (readings.length === 0) return;
  const columns = readings.map(({ column }) => column.sql).join(', ');
  const statement = database.prepare(`select id, ${columns} from shared where id > ? order by id limit ${size}`);
  statement.setReturnArrays(true);
  const values = readings.flatMap(({ column }) => column.values);
  for (let last = 0; ; ) {
    const rows = statement.all(...values, last) as unknown as [number, ...unknown[]][];
    const ids = rows.map(([id]) => id);
    for (const [index, { take }] of readings.entries()) {
      take(
        ids,
        rows.map((row) => row[index + 1]),
      );
    }
    if (rows.length < size) return;
    last = ids.at(-1) ?? 0;
    yield undefined;
  }
}

/** Marks the shared parts with a value that passes. */
export function markingReading(column: Condition, passes: (value: unknown) => boolean) {
  const marks = new Marks();
  const take: SharedReading['take'] = (ids, values) => {
    for (const [index, id] of ids.entries()) if (passes(values[index])) marks.add(id);
  };
  return { marks, reading: { column, take } };
}
