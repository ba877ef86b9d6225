// Keeps the store within its limits by removing rows that only the oldest times need. The work is done in steps of a
// few ms: the caller decides when the next step runs.
import type { HistoryLimits } from '../../../config/limits.ts';
import { steadyMs } from '../../lib/clock.ts';
import { formatBytes } from '../../lib/text/format.ts';
import { createStatements, type Database, inTransaction, withoutCheckpoint } from '../sqlite.ts';
import { emptyLogIfFree, freePages, pageCount, shrink, usedBytes, writeBack } from './file-size.ts';
import { type Candidate, type CandidateOptions, type Candidates, createCandidates } from './prune-candidates.ts';
import { createRemains } from './prune-remains.ts';
import { createOrphans, type Orphans } from './shared-orphans.ts';
import { createStepBudget, mostPieces } from './step-budget.ts';

export interface PruneOptions extends HistoryLimits, CandidateOptions {
  /** Of the disk that contains the store. */
  readonly freeBytes: number;
  /** A clock that nobody sets, in ms. */
  readonly steadyMs?: () => number;
}

export interface Pruning {
  /** Returns false if nothing is left to do. */
  step(): boolean;
  removedRows(): number;
  /** A sentence, if the store is too large although nothing more may be removed. */
  problem(): string | undefined;
}

/** The rows of a piece. A step consists of as many pieces as it has time for. */
const rowsOfPiece = 50;
/** Most parts are in use, and only looked up. */
const partsOfPiece = 200;
const rowsOfStep = rowsOfPiece * mostPieces;
/**
 * So many rows are chosen together and removed in the order of their ids: rows that were written together are near each
 * other in the indexes, and each page that changes is written to the log.
 */
const rowsChosen = { bySize: 4 * rowsOfStep, byAge: 8 * rowsOfStep };
/** More than a row takes with its indexes: no more rows are removed than a store that is too large has to lose. */
const rowBytes = 1_500;
const pagesOfPiece = 20;

/** Starts a pruning, whose steps the caller runs. */
export function startPruning(database: Database, options: PruneOptions): Pruning {
  const budget = createStepBudget(options.steadyMs ?? steadyMs);
  const orphans = createOrphans(database);
  const removal = createRemoval(database, orphans, options);
  const remains = createRemains(database, options.now - options.keepMs);
  const commit = (work: () => boolean) =>
    withoutCheckpoint(database, () =>
      inTransaction(database, () => {
        orphans.begin();
        const isMore = work();
        removal.mark();
        return isMore;
      }),
    );
  const tasks = [
    () => removal.step((piece) => budget.run(commit, piece)),
    () => budget.run(commit, () => orphans.removeNext(partsOfPiece)),
    () => budget.run(commit, remains.removeNext),
    () => freePages(database) > 0 && budget.run(commit, () => shrink(database, pagesOfPiece)),
  ];
  /** Something was written to the log: a step of its own writes it into the file. */
  let isLogged = false;

  return {
    step() {
      const before = changes(database);
      if (isLogged) writeBack(database);
      else if (!tasks[0]?.()) tasks.shift();
      isLogged = changes(database) !== before;
      const isMore = isLogged || tasks.length > 0;
      if (!isMore) emptyLogIfFree(database);
      return isMore;
    },
    removedRows: removal.removedRows,
    problem: removal.problem,
  };
}

/** Another program may have written a row since it was chosen. */
const removeSame = `delete from row where id in (select row.id from json_each(?) as chosen
  join row on row.id = chosen.value ->> 0 where row.at = chosen.value ->> 1 and row.valid_to is chosen.value ->> 2)
  returning shared`;

interface Removal extends Pick<Pruning, 'removedRows' | 'problem'> {
  /** Returns false if no row may or need be removed. `run` does pieces of it in a transaction. */
  step(run: (piece: () => boolean) => boolean): boolean;
  /** Records what was removed since the last call: to be called at the end of each transaction. */
  mark(): void;
}

function createRemoval(database: Database, orphans: Orphans, options: PruneOptions): Removal {
  const sql = createStatements(database);
  const candidates = createCandidates(database, options);
  const limit = sizeLimit(options, usedBytes(database));
  const oldest = options.now - options.keepMs;
  const chosen = createChosen(candidates, { ...options, oldest });
  let removedRows = 0;
  let problem: string | undefined;
  let unmarked: Candidate[] = [];

  function remove(found: readonly Candidate[]): void {
    const removed = sql(removeSame).all(JSON.stringify(found.map(({ id, at, validTo }) => [id, at, validTo])));
    removedRows += removed.length;
    orphans.removeOf(new Set(removed.flatMap(({ shared }) => (shared === null ? [] : [Number(shared)]))));
    unmarked.push(...found);
  }

  return {
    step(run) {
      // To choose takes as long as to remove: it is a step of its own.
      if (chosen.isEmpty()) {
        const excessBytes = usedBytes(database) - limit;
        chosen.choose(excessBytes);
        if (excessBytes > 0 && chosen.isEmpty()) problem = tooLarge(usedBytes(database), limit);
        return !chosen.isEmpty();
      }
      run(() => {
        remove(chosen.take(rowsOfPiece));
        return !chosen.isEmpty();
      });
      return true;
    },
    mark() {
      mark(sql, unmarked, oldest);
      unmarked = [];
    },
    removedRows: () => removedRows,
    problem: () => problem,
  };
}

/**
 * The next rows to remove, in the order of their ids. Of a store that is too large, rows that were chosen together are all
 * removed, so that none is left that is older than a removed one.
 */
function createChosen(candidates: Candidates, { now, oldest }: { readonly now: number; readonly oldest: number }) {
  let waiting: Candidate[] = [];
  return {
    /** Only if none waits. `excessBytes`: what a store has that is too large. */
    choose(excessBytes: number): void {
      const wanted = rowsOfStep * Math.max(1, Math.floor(excessBytes / rowBytes / rowsOfStep));
      const found =
        excessBytes > 0
          ? candidates.oldest(now, Math.min(rowsChosen.bySize, wanted))
          : candidates.some(oldest, rowsChosen.byAge);
      waiting = found.toSorted((one, other) => one.id - other.id);
    },
    isEmpty: () => waiting.length === 0,
    take: (most: number): readonly Candidate[] => waiting.splice(0, most),
  };
}

/** Increases with each row that is written, and with each page that is given back. */
const changes = (database: Database): number =>
  Number(createStatements(database)('select total_changes() as count').get()?.count) - pageCount(database);

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
