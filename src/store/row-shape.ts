// What the store must know of the rows of one resource. It knows no resource itself: whoever opens it says.

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type AnyRow = any;

/** What a row can say before its own text is parsed. */
export interface LazyShape {
  /** The members that columns have as they stand. */
  readonly columns: Readonly<Partial<Record<'at' | 'state' | 'started' | 'ended', string>>>;
  /** All other members that are the row's own, but for its key. */
  readonly own: readonly string[];
}

export interface RowShape<Row = AnyRow> {
  /** The name of the resource, such as `backup-jobs`. */
  readonly resource: string;
  /** Identity within one account and Region. */
  key(row: Row): string;
  /** The member that is the key, where one is as it stands: it is not stored twice. */
  readonly keyMember?: string;
  /** Epoch ms that never changes and is the same in each response; 0: no row of the resource has one. */
  at(row: Row): number;
  /** AWS's word for the state, where it has one. */
  state?(row: Row): string | undefined;
  /** Something goes on with it. */
  isBusy?(row: Row): boolean;
  /** A row that is over never becomes busy again, whatever a response says: jobs. */
  readonly endsForGood?: boolean;
  /** Epoch ms. */
  startedAt?(row: Row): number | undefined;
  endedAt?(row: Row): number | undefined;
  /** ARN of the AWS resource that the row is about. It depends on shared members alone. */
  subject?(row: Row): string | undefined;
  /** Members that many rows have alike: stored once. */
  readonly shared: readonly string[];
  /** The same for members that differ from row to row while those are busy, such as the message. */
  readonly sharedOnceOver?: readonly string[];
  /** The member by whose values one response may go further back in time for some than for others. */
  readonly listedBy?: string;
  /** Members whose change makes no new version: progress, counts, times of asking. */
  readonly volatile: readonly string[];
  /** Members that this row tells, where its listing tells less than others do. undefined: all of them. */
  partial?(row: Row): readonly string[] | undefined;
  /**
   * What a filter looks at: names, ids, ARNs, types, states and messages. A text that is a shared member is stored with the
   * shared ones: whether it is given depends on shared members alone.
   */
  searchTexts(row: Row): readonly string[];
  /** Absent: rows are parsed at once. */
  readonly lazy?: LazyShape;
  /** Values that columns sort by and that are no member of the row, by column. */
  readonly sortValues?: Readonly<Record<string, (row: Row) => number | string | undefined>>;
}

/** In place of an account: what counts over all accounts of an organization. */
export const wholeOrganization = '*';

/** Who sees an account in a Region. */
export interface StoredScope {
  /** The lasting name of the role or user, with the endpoint. */
  readonly identity: string;
  readonly accountId: string;
  readonly region: string;
}
