// Which programs have the store open, by marks in `meta`. A mark whose program does not run any more was left by one that was
// killed, or that lost power: then the file is looked through.

import { createStatements, type Database, inTransaction } from '../sqlite.ts';
import { isRunning, processSpace } from './processes.ts';

/** A mark of another machine tells nothing, until no program can have run for so long. In ms. */
const longestRunMs = 30 * 86_400_000;

const ownMark = (): string => `open ${processSpace()} ${process.pid}`;

/** Stays until the file was looked through and found whole: whoever opens it first need not have the time for that. */
const unchecked = 'unchecked';

/** Sets the mark of this process. True: a program ended without taking its mark away, and nobody has looked since. */
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

/** The file was found whole. */
export const markChecked = (database: Database): void =>
  void database.prepare('delete from meta where name = ?').run(unchecked);

export const unmarkOpen = (database: Database): void =>
  void database.prepare('delete from meta where name = ?').run(ownMark());

interface Mark {
  readonly name: string;
  /** Since when. */
  readonly value: number;
}

function isLeft({ name, value }: Mark, now: number): boolean {
  const [, space, pid] = name.split(' ');
  if (space !== processSpace()) return now - value > longestRunMs;
  // A process that has our id and a mark was another one before us.
  return Number(pid) === process.pid || !isRunning(Number(pid));
}
