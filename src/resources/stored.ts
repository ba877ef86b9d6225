// How the store keeps the rows of a resource: as versions, each with its time of validity.
import type { Params } from './resource.ts';

// biome-ignore lint/suspicious/noExplicitAny: the registry holds resources of different rows
export interface Stored<Row = any> {
  /** The member with a time that never changes, epoch ms. Absent: there is none. */
  readonly at?: keyof Row & string;
  state?(row: Row): string | undefined;
  startedAt?(row: Row): number | undefined;
  endedAt?(row: Row): number | undefined;
  /** ARN of the AWS resource that the row is about. */
  subject?(row: Row): string | undefined;
  /** Members with equal values in many rows: stored once for all of them. */
  readonly shared?: readonly (keyof Row & string)[];
  /** The same, as soon as the row is no longer busy. */
  readonly sharedOnceOver?: readonly (keyof Row & string)[];
  /** The member that equals the key without the scope. */
  readonly keyMember?: keyof Row & string;
  /** A row that is over never becomes busy again. */
  readonly endsForGood?: true;
  /**
   * The row exists from its own time on, whenever it was seen first, and so until its end: in the past, a job that the
   * program saw later was there, with `state`.
   */
  readonly beforeEnd?: { readonly state: string; readonly waiting?: string; row(row: Row, time: number): Row };
  /** AWS no longer returns the row, and the row says so itself. */
  isGone?(row: Row): boolean;
  /** Members whose change makes no new version: progress, counts, request times. */
  readonly volatile?: readonly (keyof Row & string)[];
  /** Those of them that each row has: the others are left out of a past row that has them from later. */
  readonly always?: readonly (keyof Row & string)[];
  /** For resources with many rows: the members that can be read before the row's own text is parsed. */
  readonly lazy?: {
    /** The members that are stored in columns unchanged. */
    readonly columns: Readonly<Partial<Record<'at' | 'state' | 'started' | 'ended', keyof Row & string>>>;
    /** All members that are neither shared, nor the key, nor in a column. */
    readonly own: readonly (keyof Row & string)[];
  };
  /** Members that a filter searches; absent: all texts. */
  readonly searched?: readonly (keyof Row & string)[];
  /**
   * Further words that a filter searches: words that are computed when the row is drawn. They must not change with
   * time.
   */
  words?(row: Row): string;
  /** The list shows only rows whose members have these values. */
  readonly listed?: Readonly<Record<string, string | number | boolean>>;
  /** The members that this row has, if its listing returns fewer members than others. undefined: all of them. */
  partial?(row: Row): readonly (keyof Row & string)[] | undefined;
  /**
   * Params that are members of the row: a whole response to them lists every row with these values, so a missing row
   * has gone. A response to other params says nothing about rows that it does not list.
   */
  readonly memberOfParam?: Readonly<Record<string, keyof Row & string>>;
  /** Params that are a member of one entry of a list in the row: rows with such an entry are listed. */
  readonly entryOfParam?: Readonly<Record<string, EntryMember>>;
  /** Rows leave AWS's list because of their age: their absence means nothing. */
  readonly outlivesListing?: true;
  /** The request without params lists at least this many ms; older rows may be absent. */
  readonly listedMs?: number;
  /**
   * With `listedMs`: the list goes through the values of this member one by one, and has no time limit for values with
   * few rows. An older row with a value means that every row with that value is listed.
   */
  readonly listedBy?: keyof Row & string;
  /** How long AWS keeps rows, in ms: lists with params reach further back than the one without. */
  readonly rememberedMs?: number;
}

export interface EntryMember {
  /** The row's member with the list. */
  readonly list: string;
  /** The member of an entry. */
  readonly member: string;
}

/** Which rows a response to these params has; undefined: no member of a row decides it. */
export function listedByParams(
  { memberOfParam = {}, entryOfParam = {} }: Pick<Stored, 'memberOfParam' | 'entryOfParam'>,
  params: Params,
): ((row: Readonly<Record<string, unknown>>) => boolean) | undefined {
  const tests = Object.entries(params).map(([param, value]) => {
    const [member, entry] = [memberOfParam[param], entryOfParam[param]];
    if (member !== undefined) return (row: Readonly<Record<string, unknown>>) => row[member] === value;
    if (entry === undefined) return undefined;
    return (row: Readonly<Record<string, unknown>>) =>
      ((row[entry.list] ?? []) as readonly Readonly<Record<string, unknown>>[]).some(
        (one) => one[entry.member] === value,
      );
  });
  return tests.includes(undefined) ? undefined : (row) => tests.every((isListed) => isListed?.(row));
}

/**
 * No member of a row decides whether a response to these params lists it, or a scan of all rows would be needed to find
 * one.
 */
export const isListedApart = (stored: Stored, params: Params): boolean =>
  Object.keys(params).some(
    (name) =>
      name === 'id' ||
      name === 'arn' ||
      (stored.memberOfParam?.[name] === undefined && stored.entryOfParam?.[name] === undefined),
  );

/** The stored rows of an account and Region that a whole response covers. */
export interface ResponseCoverage {
  /** Members and their values. */
  readonly equals: Readonly<Record<string, string>>;
  /** Epoch ms, compared with `at`. Absent: any age. */
  readonly since?: number;
  /** For a value of this member older rows are covered, too, if the response lists one of them. */
  readonly olderBy?: string;
}

/** undefined: a row that is absent in the response may still exist. */
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
