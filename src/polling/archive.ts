// Where the rows of one poll go.

/** What an earlier run knew. */
export interface Archived {
  /** Epoch ms. */
  readonly loadedAt: number;
  /** False: these need not be all rows of that answer. */
  readonly whole: boolean;
}

export interface Archive<Row> {
  /** undefined: no earlier run had a complete answer. */
  load(): Promise<Archived | undefined>;
  /**
   * Before each request: when the answer was requested that another program has got meanwhile, in epoch ms; undefined: this
   * one has to ask. Waits for a program that asks at this moment. Absent: no other program shares the archive.
   */
  claim?(claim: RequestClaim): Promise<number | undefined>;
  /** Before the first page of an answer that was asked for at `now`, in epoch ms. */
  begin(now: number): Recording<Row>;
  /** Rows that were learned of in another way, at `now`. */
  add(rows: readonly Row[], now: number): void;
  /** Something goes on with a row. */
  isBusy(): Promise<boolean>;
  /** What rows that another program's answer brought do not tell, in words. Absent: they tell everything. */
  lacks?(): Promise<string | undefined>;
}

export interface RequestClaim {
  /** Epoch ms: an answer that was requested then or later need not be asked for again. */
  newEnough(): number;
  readonly signal: AbortSignal;
}

/** One answer, as it comes in. */
export interface Recording<Row> {
  page(rows: readonly Row[]): void;
  /** Rows of the next page, which has them again with more in them. Absent: it is waited for. */
  preview?(rows: readonly Row[]): void;
  /** Resolves once its rows can be read. `since`: it had only what is new or changed since the answer that was requested then, epoch ms. Absent: it had all rows. */
  end(since?: number): Promise<void>;
  fail(problem: unknown, retryAt: number): void;
  /** Nobody waits for the rest any more: its rows stay. */
  leave(): void;
}
