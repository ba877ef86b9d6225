// The options and the methods of a poll.
import type { Clock } from '../lib/clock.ts';
import type { Archive } from './archive.ts';
import type { Cadence } from './pace.ts';
import type { Snapshot } from './snapshot.ts';

export interface Request {
  readonly signal: AbortSignal;
  /** Epoch ms by AWS's clock. */
  readonly now: number;
  /** Epoch ms of the newest whole response. */
  readonly since?: number;
  /** The present priority: it changes while the request waits, because the screen changes. */
  priority(): number;
  /**
   * Takes rows of the next page, which contains them again with more members. Absent: nothing waits for the first row.
   */
  readonly preview?: ((rows: readonly unknown[]) => void) | undefined;
}

export interface PollOptions<Row, Problem> {
  readonly clock: Clock;
  /** AWS's clock: epoch ms, and how many of its seconds pass in one. Absent: this machine's clock. */
  readonly there?: { now(): number; speed(): number };
  /** By AWS's clock, by which the rows age. */
  readonly cadence: Cadence;
  /** All rows, page by page. */
  readonly all: (request: Request) => AsyncIterable<readonly Row[]>;
  /** Only rows that are new or changed since the newest whole response. */
  readonly changes?: (request: Request & { since: number }) => AsyncIterable<readonly Row[]>;
  /**
   * For `changes` with new rows only: whether they are worth using for this number of rows. A `refresh` requests all
   * rows. Absent: `changes` returns all changes.
   */
  readonly newOnly?: (rowCount: number) => boolean;
  /** What a row lacks, in words. For a list without `changes`. */
  readonly lacks?: (row: Row) => string | undefined;
  /** The responses are one row each, which the snapshot has as `document`. */
  readonly isDocument?: boolean;
  /** While no row is busy the poll slows down to the idle interval. */
  readonly isBusy?: (row: Row) => boolean;
  readonly toProblem: (error: unknown) => Problem;
  /** Whether a refusal lasts until somebody changes something. */
  readonly isLasting?: (problem: Problem) => boolean;
  /** 0 to 1: the poll's phase in its interval. Absent: intervals count from its own start. */
  readonly phase?: number;
  /** Adds facts to a row that a response may lack. */
  readonly amend?: (row: Row) => Row;
  /** 1 or more: the factor by which the interval may be longer, because changes also arrive as events. */
  readonly stretch?: () => number;
  /** Absent: the rows are not stored. */
  readonly archive?: Archive<Row>;
  /** Called before a request: lets other polls run, because many may start at once. Absent: there are none. */
  readonly turn?: (priority: number) => Promise<void>;
  /** Called between two pages, with the number of rows: lets other work run. Absent: there is none. */
  readonly pause?: (rowCount: number) => Promise<void> | undefined;
}

export interface Poll<Row, Problem> {
  snapshot(): Snapshot<Problem>;
  /** The first watcher starts the poll, the last one to leave stops it. `priority` is called whenever it is needed. */
  watch(changed: () => void, priority?: () => number): () => void;
  /** The priority of a watcher has changed: a request may be due. */
  reconsider(): void;
  /** Sends a request now, unless one is in flight. */
  refresh(): void;
  /** The rows have changed in AWS: sends a request now, or as soon as the one in flight has its response. */
  outdate(): void;
  /** Aborts the request in flight and sends no other until `refresh`. */
  halt(): void;
  /** The archive has lost the rows: all of them are requested again. */
  lose(): void;
  /** While paused the poll sends no request by itself; `refresh` still does. */
  setPaused(paused: boolean): void;
  /** Takes rows that came without a request. */
  addRows(rows: readonly Row[]): void;
}
