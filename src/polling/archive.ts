// The storage of a poll's rows.

/** What an earlier run stored. */
export interface Archived {
  /** Epoch ms. */
  readonly loadedAt: number;
  /** false: the rows may not be all rows of that response. */
  readonly whole: boolean;
}

export interface Archive<Row> {
  /** undefined: no earlier run had a whole response. */
  load(): Promise<Archived | undefined>;
  /**
   * Called before each request: returns epoch ms of the request whose response another program has stored meanwhile;
   * undefined: this program has to send the request. Waits for a program that is sending it at this moment. Absent: no
   * other program shares the archive.
   */
  claim?(claim: RequestClaim): Promise<number | undefined>;
  /** Called before the first page of a response that was requested at `now`, in epoch ms. */
  begin(now: number): Recording<Row>;
  /** Adds rows that came without a request, at `now`. */
  add(rows: readonly Row[], now: number): void;
  /** Whether some row is busy. */
  isBusy(): Promise<boolean>;
  /** What the rows of another program's response lack, in words. Absent: they lack nothing. */
  lacks?(): Promise<string | undefined>;
}

export interface RequestClaim {
  /** Epoch ms: a response that was requested then or later is recent enough. */
  newEnough(): number;
  readonly signal: AbortSignal;
}

/** One response that is being received. */
export interface Recording<Row> {
  page(rows: readonly Row[]): void;
  /** Rows of the next page, which contains them again with more members. Absent: the page is awaited. */
  preview?(rows: readonly Row[]): void;
  /** Resolves once its rows can be read. `since`: it had only what is new or changed since the response that was requested then, epoch ms. Absent: it had all rows. */
  end(since?: number): Promise<void>;
  fail(problem: unknown, retryAt: number): void;
  /** Ends the response early: its rows stay. */
  leave(): void;
}
