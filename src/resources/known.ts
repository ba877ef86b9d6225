// What is known of a list from earlier responses, for whoever asks what has changed since.

export interface Known<Row> {
  /** Rows with which something goes on. */
  busy(): Promise<readonly Row[]>;
  /** Rows that say this themselves and are at least so new. */
  saying(wanted: Saying<Row>): Promise<readonly Row[]>;
  /** How many rows are at least so new, in epoch ms; of more than `most` it is enough to know that. */
  count(since: number, most: number): Promise<number>;
  /** Of lists that are short. */
  all(): Promise<readonly Row[]>;
}

export interface Saying<Row> {
  readonly member: keyof Row & string;
  readonly value: string;
  /** Epoch ms. */
  readonly since: number;
}

/** Of rows in memory. `at`: epoch ms of a row that never changes. */
export const knownRows = <Row extends object>(
  rows: () => Iterable<Row>,
  { isBusy = () => false, at = () => 0 }: { isBusy?(row: Row): boolean; at?(row: Row): number },
): Known<Row> => ({
  busy: async () => [...rows()].filter(isBusy),
  saying: async ({ member, value, since }) => [...rows()].filter((row) => row[member] === value && at(row) >= since),
  count: async (since) => [...rows()].filter((row) => at(row) >= since).length,
  all: async () => [...rows()],
});
