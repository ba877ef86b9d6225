// Keeps the store within its limits by removing rows that only the oldest times need. The work is done in steps of a
// few ms: the caller decides when the next step runs.
import type { HistoryLimits } from '../../../config/limits.ts';
import { formatBytes } from '../../lib/text/format.ts';
import { createStatements, type Database, inTransaction } from '../sqlite.ts';
import { emptyLog, shrink, usedBytes } from './file-size.ts';
import { type Candidate, type CandidateOptions, type Candidates, createCandidates } from './prune-candidates.ts';
import { createOrphans } from './shared-orphans.ts';

export interface PruneOptions extends HistoryLimits, CandidateOptions {
  /** Of the disk that contains the store. */
  readonly freeBytes: number;
}

export interface Pruning {
  /** Returns false if nothing is left to do. */
  step(): boolean;
  removedRows(): number;
  /** A sentence, if the store is too large although nothing more may be removed. */
  problem(): string | undefined;
}

const rowsAtOnce = 1_000;
/**
 * So many rows are chosen together and removed in the order of their ids: rows that were written together are near each
 * other in the indexes, and each page that changes is written to the log.
 */
const rowsChosen = 4 * rowsAtOnce;
/** More than a row takes with its indexes: no more rows are removed than a store that is too large has to lose. */
const rowBytes = 1_500;
const pagesAtOnce = 500;

/** Starts a pruning, whose steps the caller runs. */
export function startPruning(database: Database, options: PruneOptions): Pruning {
  const sql = createStatements(database);
  const candidates = createCandidates(database, options);
  const orphans = createOrphans(database);
  const limit = sizeLimit(options, usedBytes(database));
  const oldest = options.now - options.keepMs;
  const chosen = createChosen(candidates);
  let removedRows = 0;
  let problem: string | undefined;

  /** Returns false if no row may or need be removed. */
  function removeRows(): boolean {
    const excessBytes = usedBytes(database) - limit;
    const isTooLarge = excessBytes > 0;
    const found = isTooLarge ? chosen(options.now, excessBytes / rowBytes) : chosen(oldest, rowsChosen);
    for (const { id, seq } of found) sql('delete from row where id = ? and seq = ?').run(id, seq);
    orphans.removeOf(new Set(found.flatMap(({ shared }) => shared ?? [])));
    mark(sql, found, oldest);
    removedRows += found.length;
    if (isTooLarge && found.length === 0) problem = tooLarge(usedBytes(database), limit);
    return found.length > 0;
  }

  function removeRest(): boolean {
    sql('delete from member where not exists (select 1 from row where id = member.row)').run();
    sql('delete from coverage where to_at <= ?').run(oldest);
    sql('delete from document where requested_at <= ?').run(oldest);
    return false;
  }

  const tasks = [removeRows, () => orphans.removeNext(rowsAtOnce), removeRest];

  return {
    step() {
      const [task] = tasks;
      if (task && !inTransaction(database, task)) tasks.shift();
      const isMore = shrink(database, pagesAtOnce) || tasks.length > 0;
      if (!isMore) emptyLog(database);
      return isMore;
    },
    removedRows: () => removedRows,
    problem: () => problem,
  };
}

/**
 * The next rows to remove before a bound, in the order of their ids. Rows that were chosen together are all removed, so
 * that none is left that is older than a removed one.
 */
function createChosen(candidates: Candidates): (bound: number, wanted: number) => readonly Candidate[] {
  let waiting: Candidate[] = [];
  return (bound, wanted) => {
    const most = Math.min(rowsChosen, rowsAtOnce * Math.max(1, Math.floor(wanted / rowsAtOnce)));
    if (waiting.length === 0) waiting = candidates(bound, most).toSorted((one, other) => one.id - other.id);
    return waiting.splice(0, rowsAtOnce);
  };
}

/** The store's own size counts as free, or the limit would sink as the store grows. */
const sizeLimit = ({ maxBytes, freeBytes }: PruneOptions, ownBytes: number): number =>
  Math.min(maxBytes, (freeBytes + ownBytes) / 10);

const tooLarge = (bytes: number, limit: number): string =>
  `The store has ${formatBytes(bytes)}, more than its limit of ${formatBytes(limit)}: rows that AWS still lists are never removed.`;

/** Records why rows of a resource were removed, and before which time its history has gaps. */
function mark(sql: ReturnType<typeof createStatements>, removed: readonly Candidate[], oldest: number): void {
  const before = new Map<string, { resource: number; why: string; until: number }>();
  for (const { resource, until } of removed) {
    const why = until <= oldest ? 'age' : 'size';
    const known = before.get(`${resource} ${why}`)?.until ?? until;
    before.set(`${resource} ${why}`, { resource, why, until: Math.max(known, until) });
  }
  for (const { resource, why, until } of before.values()) {
    const known = sql('select max(before_at) as until from pruned where resource = ? and why = ?').get(resource, why);
    sql('delete from pruned where resource = ? and why = ?').run(resource, why);
    sql('insert into pruned values(?, ?, ?)').run(resource, Math.max(until, Number(known?.until ?? 0)), why);
  }
}
