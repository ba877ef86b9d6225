// The rows of a list from earlier responses, for requests that list changes only.

export interface KnownRows<Row> {
  /** Rows that are about to change. */
  busy(): Promise<readonly Row[]>;
  /** Rows with at least this time that have the value themselves. */
  saying(wanted: Saying<Row>): Promise<readonly Row[]>;
  /** The number of rows with at least this time, in epoch ms; the count stops at `most`. */
  count(since: number, most: number): Promise<number>;
  /** The row with the key of `like`, whose time may differ slightly, as in events. */
  find(like: Row): Promise<Row | undefined>;
  /** All rows, for short lists. */
  all(): Promise<readonly Row[]>;
}

export interface Saying<Row> {
  readonly member: keyof Row & string;
  readonly value: string;
  /** Epoch ms. */
  readonly since: number;
}
