// Without a long-running program nothing is pruned in the background: short commands prune a little, once a day.
import { dayMs } from '../../lib/duration.ts';
import { createStatements, type Database } from '../sqlite.ts';
import { type PruneOptions, startPruning } from './prune.ts';

export interface PruneDailyOptions extends PruneOptions {
  /** Called before each step. */
  hasTime(): boolean;
}

const prunedAt = 'pruned at';

/** The rest is pruned on another day if the time is over. */
export function pruneDaily(database: Database, { hasTime, ...options }: PruneDailyOptions): void {
  const sql = createStatements(database);
  const last = Number(sql('select value from meta where name = ?').get(prunedAt)?.value ?? 0);
  // A time in the future comes from a wrong clock.
  if (last > options.now - dayMs && last <= options.now) return;
  sql('insert or replace into meta values(?, ?)').run(prunedAt, options.now);
  const pruning = startPruning(database, options);
  while (hasTime() && pruning.step());
}
