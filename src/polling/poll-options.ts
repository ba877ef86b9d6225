// What a poll is given, and what it can do.
import type { Clock } from '../lib/clock.ts';
import type { Archive } from './archive.ts';
import type { Cadence } from './pace.ts';
import type { Snapshot } from './snapshot.ts';

export interface Request {
  readonly signal: AbortSignal;
  /** Epoch ms, where the rows come from. */
  readonly now: number;
  /** Epoch ms of the newest complete answer. */
  readonly since?: number;
  /** How urgent it is at this moment: it changes while the question waits, as people look here and there. */
  priority(): number;
  /** Takes rows of the next page, which has them again with more in them. Absent: nobody waits for the first row. */
  readonly preview?: ((rows: readonly unknown[]) => void) | undefined;
}

export interface PollOptions<Row, Problem> {
  readonly clock: Clock;
  /** The clock where the rows come from: epoch ms, and how many seconds pass there in one. Absent: as here. */
  readonly there?: { now(): number; speed(): number };
  /** In which the rows grow old, so by the clock there. */
  readonly cadence: Cadence;
  /** All rows, page by page. */
  readonly all: (request: Request) => AsyncIterable<readonly Row[]>;
  /** Only what is new or changed since the newest complete answer. */
  readonly changes?: (request: Request & { since: number }) => AsyncIterable<readonly Row[]>;
  /**
   * With `changes` that tell of new rows alone: whether so many rows are worth it. Who asks by `refresh` is answered whole.
   * Absent: they tell all that has changed.
   */
  readonly newOnly?: (rowCount: number) => boolean;
  /** What a row does not tell, in words. Of a list without `changes`. */
  readonly lacks?: (row: Row) => string | undefined;
  /** Its answers are one row each, which the snapshot has as `document`. */
  readonly isDocument?: boolean;
  /** While no row is busy the poll slows down to the idle cadence. */
  readonly isBusy?: (row: Row) => boolean;
  readonly toProblem: (error: unknown) => Problem;
  /** A refusal that stays until somebody does something about it. */
  readonly isLasting?: (problem: Problem) => boolean;
  /** 0 to 1: this poll's moment in its turn. Absent: its turns count from its own start. */
  readonly phase?: number;
  /** What is known of a row besides, of which an answer may not know yet. */
  readonly amend?: (row: Row) => Row;
  /** 1 and more: how much longer than its cadence it may wait, since news comes in another way too. */
  readonly stretch?: () => number;
  /** Absent: its rows are nowhere. */
  readonly archive?: Archive<Row>;
  /** Before a question: lets others have their turn, since many may begin at once. Absent: nobody has. */
  readonly turn?: (priority: number) => Promise<void>;
  /** Between two pages: lets others have their turn after one of so many rows. Absent: nobody has. */
  readonly pause?: (rowCount: number) => Promise<void> | undefined;
}

export interface Poll<Row, Problem> {
  snapshot(): Snapshot<Problem>;
  /** The first watcher starts it, the last one to leave stops it. `priority` is asked anew whenever it matters. */
  watch(changed: () => void, priority?: () => number): () => void;
  /** A watcher's priority has changed: it may be time to ask. */
  reconsider(): void;
  /** Asks now, unless it is asking already. */
  refresh(): void;
  /** Leaves the question that is out and asks nothing more, until `refresh`. */
  halt(): void;
  /** Its rows are not in the archive any more: it asks for all of them again. */
  lose(): void;
  /** While paused it asks nothing by itself; `refresh` still does. */
  setPaused(paused: boolean): void;
  /** Takes in rows that were learned of in another way than by asking. */
  addRows(rows: readonly Row[]): void;
}
