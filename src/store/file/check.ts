// Checks the store: SQLite's integrity check of the file, and the invariants between the tables.

import { type Database, openForWriting } from '../sqlite.ts';
import { markChecked } from './open-marks.ts';
import { troubleOf } from './trouble.ts';

/** The maximum number of counted violations of each invariant. */
const mostProblems = 20;

interface Rule {
  readonly text: string;
  /** Returns a row for each violation. */
  readonly select: string;
}

const rules: readonly Rule[] = [
  {
    text: 'keys with more than one open version',
    select: 'select 1 from row where valid_to is null group by resource, scope, key having count(*) > 1',
  },
  {
    text: 'rows whose shared part is missing',
    select: 'select 1 from row where shared is not null and shared not in (select id from shared)',
  },
  { text: 'rows whose scope is missing', select: 'select 1 from row where scope not in (select id from scope)' },
  {
    text: 'rows whose resource is missing',
    select: 'select 1 from row where resource not in (select id from resource)',
  },
  { text: 'versions that end before they begin', select: 'select 1 from row where valid_to < valid_from' },
];

/** Returns the problems as sentences; empty if the store is intact. Takes seconds for each GB. */
export function checkStore(database: Database): readonly string[] {
  const damages = quickCheck(database);
  // In a damaged file the other checks mean nothing.
  return damages.length > 0 ? damages : rules.flatMap((rule) => brokenRule(database, rule));
}

/** Only SQLite's integrity check of the file. */
export function quickCheck(database: Database): readonly string[] {
  const rows = database.prepare(`pragma quick_check(${mostProblems})`).all() as { quick_check: string }[];
  const lines = rows.flatMap((row) => row.quick_check.split('\n'));
  return lines.filter((line) => line !== 'ok' && !line.startsWith('*** in database'));
}

function brokenRule(database: Database, { text, select }: Rule): readonly string[] {
  const { count } = database.prepare(`select count(*) as count from (${select})`).get() as { count: number };
  return count === 0 ? [] : [`${count} ${text}`];
}

/**
 * To be called after a crash, with a connection of its own: it takes seconds for each GB. A file that was found intact
 * is not checked again at the next start.
 */
export function checkAfterCrash(path: string): readonly string[] {
  const database = openForWriting(path);
  try {
    const problems = quickCheck(database);
    if (problems.length === 0) markChecked(database);
    return problems;
  } catch (error) {
    if (troubleOf(error) !== 'damaged') throw error;
    return [(error as Error).message];
  } finally {
    database.close();
  }
}
