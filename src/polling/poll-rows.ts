// The rows that one poll keeps: how pages of an answer change them, and which have changed.
import { isSame } from '../lib/same.ts';
import { TextMap } from '../lib/text-map.ts';
import { type ChangeLog, createChangeLog } from './change-log.ts';
import { type CapRules, createRowCap, type DroppedRows } from './row-cap.ts';

export interface PollRowsOptions<Row> {
  readonly key: (row: Row) => string;
  /** A row that can be forgotten. */
  readonly isGone?: ((row: Row, now: number) => boolean) | undefined;
  readonly cap?: CapRules<Row> | undefined;
  /** What is kept of a row that is new or says something new. */
  readonly keep?: ((row: Row) => Row) | undefined;
}

/** `first`: there was no answer before; `whole`: it replaces the rows once it is whole; `changes`: it adds to them. */
export type AnswerKind = 'first' | 'whole' | 'changes';

export interface AnswerRows<Row> {
  /** Whether what has come shows at once. */
  readonly isShown: boolean;
  take(page: readonly Row[]): void;
  end(now: number): void;
  /** Some could not be read: what was listed before and is not now may be one of them, and stays. */
  endInPart(): void;
}

export interface PollRows<Row> {
  /** The map lives on and changes in place. */
  current(): ReadonlyMap<string, Row>;
  readonly changes: ChangeLog;
  dropped(): DroppedRows;
  restore(rows: ReadonlyMap<string, Row>): void;
  begin(kind: AnswerKind): AnswerRows<Row>;
  /** Rows that were learned of in another way. */
  add(rows: readonly Row[]): void;
}

const fewestChanges = 1_000;

export function createPollRows<Row>({ key, isGone, keep, ...options }: PollRowsOptions<Row>): PollRows<Row> {
  const cap = createRowCap(options.cap);
  let current = new TextMap<Row>();
  /** Rows there were since the answer before: of a list that shrinks, each that goes is a change. */
  let mostLately = 0;
  // More changes than rows tell nobody anything: to look at all rows is as good, and a job that runs changes all day.
  const changes = createChangeLog(() => Math.max(fewestChanges, current.size, mostLately));

  /** A row that says what it said before stays the same object: nobody need look at it again. */
  const take = (page: readonly Row[], rows: TextMap<Row>, isListing = false) => {
    for (const row of page) {
      const id = key(row);
      // What ran while it was too old to be kept otherwise has its end told before it goes.
      const before = current.get(id);
      const isNew = rows === current ? before === undefined : !rows.has(id);
      if (isNew && cap.refuses(row, isListing)) continue;
      const same = before !== undefined && isSame(before, row);
      if (isNew) cap.adds(rows, id, row);
      rows.set(id, same ? before : (keep?.(row) ?? row));
      if (!same && rows === current) changes.add(id);
    }
    mostLately = Math.max(mostLately, rows.size);
    cap.trim(rows, changes.add);
  };

  const forgetGone = (now: number) => {
    if (!isGone) return;
    for (const [id, row] of current) {
      if (!isGone(row, now)) continue;
      current.delete(id);
      cap.removes(current, id, row);
      changes.add(id);
    }
  };

  const replace = (after: TextMap<Row>) => {
    for (const [id, row] of after) if (current.get(id) !== row) changes.add(id);
    for (const id of current.keys()) if (!after.has(id)) changes.add(id);
    current = after;
  };

  return {
    current: () => current,
    changes,
    dropped: cap.dropped,
    restore(rows) {
      current = new TextMap();
      for (const [id, row] of rows) {
        current.set(id, keep?.(row) ?? row);
        changes.add(id);
      }
    },
    begin(kind) {
      if (kind !== 'changes') cap.reset();
      const rows = kind === 'whole' ? new TextMap<Row>() : current;
      return {
        isShown: rows === current,
        take: (page) => take(page, rows, kind !== 'changes'),
        end(now) {
          if (kind === 'changes') forgetGone(now);
          if (rows !== current) replace(rows);
          mostLately = rows.size;
        },
        endInPart() {
          if (rows === current) return;
          for (const [id, row] of current) {
            if (rows.has(id)) continue;
            cap.adds(rows, id, row);
            rows.set(id, row);
          }
          replace(rows);
        },
      };
    },
    add: (rows) => take(rows, current),
  };
}
