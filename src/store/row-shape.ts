// What the store must know of the rows of one resource. It knows no resource itself: whoever opens it says.

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type AnyRow = any;

export interface RowShape<Row = AnyRow> {
  /** The name of the resource, such as `backup-jobs`. */
  readonly resource: string;
  /** Identity within one account and Region. */
  key(row: Row): string;
  /** Epoch ms that never changes; 0: the row has none. */
  at(row: Row): number;
  /** AWS's word for the state, where it has one. */
  state?(row: Row): string | undefined;
  /** Something goes on with it. */
  isBusy?(row: Row): boolean;
  /** Epoch ms. */
  startedAt?(row: Row): number | undefined;
  endedAt?(row: Row): number | undefined;
  /** ARN of the AWS resource that the row is about. */
  subject?(row: Row): string | undefined;
  /** Members that many rows have alike: stored once. */
  readonly shared: readonly string[];
  /** Members whose change makes no new version: progress, counts, times of asking. */
  readonly volatile: readonly string[];
  /** Members that this row tells, where its listing tells less than others do. undefined: all of them. */
  partial?(row: Row): readonly string[] | undefined;
  /** What a filter looks at: names, ids, ARNs, types, states and messages. */
  searchTexts(row: Row): readonly string[];
  /** Values that columns sort by and that are no member of the row, by column. */
  readonly sortValues?: Readonly<Record<string, (row: Row) => number | string | undefined>>;
}

/** Who sees an account in a Region. */
export interface StoredScope {
  /** The lasting name of the role or user, with the endpoint. */
  readonly identity: string;
  readonly accountId: string;
  readonly region: string;
}
