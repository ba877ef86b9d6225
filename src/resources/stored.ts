// How the rows of a resource are kept in the store: as versions, each from one time to another.
import type { Params } from './resource.ts';

// biome-ignore lint/suspicious/noExplicitAny: the registry holds resources of different rows
export interface Stored<Row = any> {
  /** The member that is a time which never changes, epoch ms. Absent: it has none. */
  readonly at?: keyof Row & string;
  state?(row: Row): string | undefined;
  startedAt?(row: Row): number | undefined;
  endedAt?(row: Row): number | undefined;
  /** ARN of the AWS resource that it is about. */
  subject?(row: Row): string | undefined;
  /** Members that many rows have alike: kept once for all of them. */
  readonly shared?: readonly (keyof Row & string)[];
  /** The same, as soon as the row is no longer busy. */
  readonly sharedOnceOver?: readonly (keyof Row & string)[];
  /** The member that is the key without the scope, as it stands. */
  readonly keyMember?: keyof Row & string;
  /** What is over never becomes busy again. */
  readonly endsForGood?: true;
  /** AWS no longer knows it, though the row says something of it. */
  isGone?(row: Row): boolean;
  /** Members whose change makes no new version: progress, counts, when it was asked for. */
  readonly volatile?: readonly (keyof Row & string)[];
  /** Of resources of which there are many rows: what a row says before its own text is parsed. */
  readonly lazy?: {
    /** The members that are these columns as they stand. */
    readonly columns: Readonly<Partial<Record<'at' | 'state' | 'started' | 'ended', keyof Row & string>>>;
    /** All members that are neither shared, nor the key, nor one of those. */
    readonly own: readonly (keyof Row & string)[];
  };
  /** Members that a filter looks at; absent: all texts. */
  readonly searched?: readonly (keyof Row & string)[];
  /** What a filter looks at beside those: words that are made of the row when it is drawn. No word of it may move with time. */
  words?(row: Row): string;
  /** The list shows only rows of which these members have these values. */
  readonly listed?: Readonly<Record<string, string | number | boolean>>;
  /** Members that this row tells, where its listing tells less than others do. undefined: all of them. */
  partial?(row: Row): readonly (keyof Row & string)[] | undefined;
  /**
   * Params that are members of the row: a whole answer to them lists every row that has these values, so that one which is
   * missing there has gone. An answer to other params says nothing of rows that it does not list.
   */
  readonly memberOfParam?: Readonly<Record<string, keyof Row & string>>;
  /** Rows leave AWS's list by growing old: that they are missing there says nothing. */
  readonly outlivesListing?: true;
  /** The list that nothing narrows goes back so far, in ms, at least where there is much: what is older is not missing there. */
  readonly listedMs?: number;
  /**
   * With `listedMs`: the list goes through the values of this member one by one, and goes back without end where there is
   * little. One older row with a value tells that of that value every row is listed.
   */
  readonly listedBy?: keyof Row & string;
  /** AWS remembers rows for so long, in ms: narrowed lists reach further back than the one that nothing narrows. */
  readonly rememberedMs?: number;
}

/** No member of a row tells that an answer to these params lists it, or all rows would have to be looked through for one. */
export const isListedApart = (stored: Stored, params: Params): boolean =>
  Object.keys(params).some((name) => name === 'id' || name === 'arn' || stored.memberOfParam?.[name] === undefined);

/** The stored rows of its account and Region that a whole answer lists. */
export interface ResponseCoverage {
  /** Members and their values. */
  readonly equals: Readonly<Record<string, string>>;
  /** Epoch ms: of `at`. Absent: however old. */
  readonly since?: number;
  /** Of a value of this member older rows are covered too, where the answer lists one of them. */
  readonly olderBy?: string;
}

/** undefined: a row that is missing in the answer may be there all the same. */
export function coverageOf(stored: Stored, params: Params, now: number): ResponseCoverage | undefined {
  if (stored.outlivesListing) return undefined;
  const equals: Record<string, string> = {};
  for (const [param, value] of Object.entries(params)) {
    const member = stored.memberOfParam?.[param];
    if (member === undefined) return undefined;
    equals[member] = value;
  }
  const { listedMs, listedBy } = stored;
  if (listedMs === undefined || Object.keys(equals).length > 0) return { equals };
  return { equals, since: now - listedMs, ...(listedBy === undefined ? {} : { olderBy: listedBy }) };
}
