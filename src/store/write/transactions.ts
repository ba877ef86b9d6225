// Transactions of the writer, each with its number and its time.
import { createStatements, type Database, inTransaction } from '../sqlite.ts';

export interface Transaction {
  /** Epoch ms of AWS's clock, unchanged. */
  readonly now: number;
  /** Epoch ms of AWS's clock, never earlier than the time of an earlier transaction, whatever the clock says. */
  readonly stamp: number;
  /**
   * The number for the rows that the transaction writes. Only a writer may request it: readers look for numbers higher
   * than the last one they saw.
   */
  seq(): number;
}

export interface TransactionsOptions {
  readonly database: Database;
  now(): number;
  /** Called if caches of the database may be invalid. */
  onDoubt(): void;
}

export interface Transactions {
  run<Result>(task: (transaction: Transaction) => Result): Result;
  /** The last transaction of this writer that was committed. */
  lastSeq(): number;
}

/**
 * The counter in `meta` that increases when shared parts or scopes are removed. Other programs then drop their cached
 * ids, or they would write rows with dangling references.
 */
const sharedRemoved = 'shared removed';

/** To be called in the transaction that removes. */
export const countRemoval = (database: Database): void =>
  void database
    .prepare('insert into meta values(?, 1) on conflict(name) do update set value = value + 1')
    .run(sharedRemoved);

export function createTransactions({ database, now, onDoubt }: TransactionsOptions): Transactions {
  const statement = createStatements(database);
  let lastSeq = 0;
  let removals = 0;

  function begin() {
    const rows = statement("select name, value from meta where name in ('seq', 'stamp', ?)").all(sharedRemoved);
    const meta = Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)]));
    if (removals !== (meta[sharedRemoved] ?? 0)) onDoubt();
    removals = meta[sharedRemoved] ?? 0;
    const time = Math.trunc(now());
    return { seq: meta.seq ?? 0, now: time, stamp: Math.max(time, meta.stamp ?? 0) };
  }

  function run<Result>(task: (transaction: Transaction) => Result): Result {
    let seq = 0;
    try {
      const result = inTransaction(database, () => {
        const before = begin();
        seq = before.seq;
        const next = () => {
          seq = before.seq + 1;
          return seq;
        };
        const made = task({ now: before.now, stamp: before.stamp, seq: next });
        if (seq > before.seq) remember({ seq, stamp: before.stamp });
        return made;
      });
      lastSeq = seq;
      return result;
    } catch (error) {
      onDoubt();
      throw error;
    }
  }

  function remember(values: Readonly<Record<string, number>>): void {
    const write = statement('insert into meta values(?, ?) on conflict(name) do update set value = excluded.value');
    for (const name in values) write.run(name, values[name] ?? 0);
  }

  return { run, lastSeq: () => lastSeq };
}
