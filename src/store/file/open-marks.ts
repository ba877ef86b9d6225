// Marks in `meta` of the programs that have the store open. A mark without a running program was left by a program that
// was killed, or by a power failure: then the file is checked.

import { createStatements, type Database, inTransaction } from '../sqlite.ts';
import { isRunning, processSpace } from './processes.ts';

/** A mark of another machine is ignored after this time, for which no program runs. In ms. */
const longestRunMs = 30 * 86_400_000;

const ownMark = (): string => `open ${processSpace()} ${process.pid}`;

/**
 * This mark stays until the file was checked and found intact: the program that opens the file first may have no time
 * for the check.
 */
const unchecked = 'unchecked';

/**
 * Sets the mark of this process. The result is true if a program ended without removing its mark, and the file was not
 * checked since.
 */
export function markOpen(database: Database, now: number): boolean {
  const sql = createStatements(database);
  return inTransaction(database, () => {
    const marks = sql("select name, value from meta where name like 'open %'").all() as unknown as Mark[];
    const left = marks.filter((mark) => isLeft(mark, now));
    for (const { name } of left) sql('delete from meta where name = ?').run(name);
    sql('insert or replace into meta(name, value) values(?, ?)').run(ownMark(), now);
    if (left.length > 0) sql('insert or replace into meta(name, value) values(?, ?)').run(unchecked, now);
    return sql('select 1 from meta where name = ?').get(unchecked) !== undefined;
  });
}

/** To be called when the file was found intact. */
export const markChecked = (database: Database): void =>
  void database.prepare('delete from meta where name = ?').run(unchecked);

export const unmarkOpen = (database: Database): void =>
  void database.prepare('delete from meta where name = ?').run(ownMark());

interface Mark {
  readonly name: string;
  /** The time at which the mark was set. */
  readonly value: number;
}

function isLeft({ name, value }: Mark, now: number): boolean {
  const [, space, pid] = name.split(' ');
  if (space !== processSpace()) return now - value > longestRunMs;
  // The mark with our process id belongs to an earlier process.
  return Number(pid) === process.pid || !isRunning(Number(pid));
}
