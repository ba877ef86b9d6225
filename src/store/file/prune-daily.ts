// Where only commands run that end soon, nobody prunes in the background: so they do a little of it, once a day.
import { dayMs } from '../../lib/duration.ts';
import { createStatements, type Database } from '../sqlite.ts';
import { type PruneOptions, startPruning } from './prune.ts';

export interface PruneDailyOptions extends PruneOptions {
  /** Asked before each step. */
  hasTime(): boolean;
}

const prunedAt = 'pruned at';

/** What is not done within the time is done another day. */
export function pruneDaily(database: Database, { hasTime, ...options }: PruneDailyOptions): void {
  const sql = createStatements(database);
  const last = Number(sql('select value from meta where name = ?').get(prunedAt)?.value ?? 0);
  // One of the future is of a clock that went wrong.
  if (last > options.now - dayMs && last <= options.now) return;
  sql('insert or replace into meta values(?, ?)').run(prunedAt, options.now);
  const pruning = startPruning(database, options);
  while (hasTime() && pruning.step());
}
