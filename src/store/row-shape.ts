// What the store must know of the rows of a resource. The store knows no resources: the program that opens it passes
// the shapes.

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type AnyRow = any;

/** What can be read of a row before its own text is parsed. */
export interface LazyShape {
  /** The members that are stored in columns unchanged. */
  readonly columns: Readonly<Partial<Record<'at' | 'state' | 'started' | 'ended', string>>>;
  /** All other members of the row itself, except the key. */
  readonly own: readonly string[];
}

export interface BeforeEnd<Row = AnyRow> {
  /** AWS's word for the state. */
  readonly state: string;
  /** The same before the row has started. Absent: it starts at once. */
  readonly waiting?: string;
  /** The row as it was at a time before its end, in epoch ms. */
  row(row: Row, time: number): Row;
}

export interface RowShape<Row = AnyRow> {
  /** The name of the resource, such as `backup-jobs`. */
  readonly resource: string;
  /** The key within one account and Region. */
  key(row: Row): string;
  /** The member that equals the key, if there is one: it is not stored twice. */
  readonly keyMember?: string;
  /** Epoch ms that never changes and is the same in each response; 0: no row of the resource has one. */
  at(row: Row): number;
  /** AWS's word for the state, if the resource has one. */
  state?(row: Row): string | undefined;
  /** Whether the row is about to change. */
  isBusy?(row: Row): boolean;
  /** A row that is over never becomes busy again, whatever a response says: jobs. */
  readonly endsForGood?: boolean;
  /** Epoch ms. */
  startedAt?(row: Row): number | undefined;
  endedAt?(row: Row): number | undefined;
  /** ARN of the AWS resource that the row is about. It depends on shared members alone. */
  subject?(row: Row): string | undefined;
  /** Members with equal values in many rows: stored once. */
  readonly shared: readonly string[];
  /** The same for members that differ between busy rows, such as the message. */
  readonly sharedOnceOver?: readonly string[];
  /**
   * The row exists from its own time on, whenever it was seen first, and with these members until its end. Absent: when
   * it began to exist is known only from responses.
   */
  readonly beforeEnd?: BeforeEnd<Row>;
  /** Volatile members that each row has. */
  readonly always?: readonly string[];
  /** The member for whose values a response may reach back differently in time. */
  readonly listedBy?: string;
  /** Members whose change makes no new version: progress, counts, request times. */
  readonly volatile: readonly string[];
  /** The members that this row has, if its listing returns fewer members than others. undefined: all of them. */
  partial?(row: Row): readonly string[] | undefined;
  /**
   * The texts that a filter searches: names, ids, ARNs, types, states and messages. A text that is a shared member is
   * stored with the shared members: its presence depends on shared members alone.
   */
  searchTexts(row: Row): readonly string[];
  /** Absent: rows are parsed at once. */
  readonly lazy?: LazyShape;
  /** Sort values of columns that are not members of the row, by column. */
  readonly sortValues?: Readonly<Record<string, (row: Row) => number | string | undefined>>;
}

/** In place of an account: counts over all accounts of an organization. */
export const wholeOrganization = '*';

/** An account and Region as one identity sees it. */
export interface StoredScope {
  /** The permanent name of the role or user, with the endpoint. */
  readonly identity: string;
  readonly accountId: string;
  readonly region: string;
}

/** The scopes whose responses have the rows of this one: its own, and that of the whole organization. */
export const answeringScopes = (scope: StoredScope): readonly StoredScope[] =>
  scope.accountId === wholeOrganization ? [scope] : [scope, { ...scope, accountId: wholeOrganization }];
