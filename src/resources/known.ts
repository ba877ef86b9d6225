// What is known of a list from earlier responses, for whoever asks what has changed since.

export interface KnownRows<Row> {
  /** Rows with which something goes on. */
  busy(): Promise<readonly Row[]>;
  /** Rows that say this themselves and are at least so new. */
  saying(wanted: Saying<Row>): Promise<readonly Row[]>;
  /** How many rows are at least so new, in epoch ms; of more than `most` it is enough to know that. */
  count(since: number, most: number): Promise<number>;
  /** The row with the key of this one, whose time may differ by a little, as events give it. */
  find(like: Row): Promise<Row | undefined>;
  /** Of lists that are short. */
  all(): Promise<readonly Row[]>;
}

export interface Saying<Row> {
  readonly member: keyof Row & string;
  readonly value: string;
  /** Epoch ms. */
  readonly since: number;
}
