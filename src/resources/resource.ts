// The declaration of a kind of AWS resource. Screen, filter, sort, export, help and polling read it.
import type { CadenceName } from '../../config/polling.ts';
import type { InputOf, OperationOf, OutputOf, Service } from '../aws/aws.ts';
import type { Scope } from '../domain/scope.ts';
import type { Tone } from '../domain/tone.ts';
import type { ActionOn, AnyContext } from './action.ts';
import type { KnownRows } from './known.ts';
import type { ResourceId } from './resource-id.ts';
import type { Stored } from './stored.ts';

/** Narrows a list: names to values, all optional. The `params` of each resource say which names it accepts. */
export type Params = Readonly<Record<string, string>>;

/**
 * The path of a member of a row, at most two members deep: 'createdBy.planId'. Members of each part of a union count, and so
 * do members that a row need not have. Lists and dates have no paths inside.
 */
export type MemberPath<T> = 0 extends 1 & T
  ? string
  : T extends object
    ? { [Name in keyof T & string]: Name | `${Name}.${MemberName<NonNullable<T[Name]>>}` }[keyof T & string]
    : never;

type MemberName<T> = T extends readonly unknown[] | Date ? never : T extends object ? keyof T & string : never;

/** Bound to the scope, the priority and the abort signal of a list request. */
export interface RequestCalls {
  call<S extends Service, O extends OperationOf<S>>(
    service: S,
    operation: O,
    input: InputOf<S, O>,
  ): Promise<OutputOf<S, O>>;
  pages<S extends Service, O extends OperationOf<S>>(
    service: S,
    operation: O,
    input: InputOf<S, O>,
  ): AsyncGenerator<OutputOf<S, O>>;
}

/** One list request to one account-Region. */
export interface RequestContext extends RequestCalls {
  readonly scope: Scope;
  readonly params: Params;
  /** Epoch ms. */
  readonly now: number;
  /** false: items that could not be parsed were left out of the response so far. */
  isWhole(): boolean;
  /**
   * Takes rows of the next page, which contains them again with more members. Absent: nothing waits for the first row.
   */
  readonly preview?: ((rows: readonly unknown[]) => void) | undefined;
  /** `scope`: of the calls, instead of the request's. `ahead`: the next page is requested while this one is being read. */
  callsWith(options: { readonly scope?: Scope; readonly ahead?: boolean }): RequestCalls;
}

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** In cells; 'grow' columns share the remaining width. */
  readonly width: number | 'grow';
  /** For a column that grows: other columns are dropped before it gets less. */
  readonly least?: number;
  /** The text is not cut, up to so many cells: other columns get less, or are dropped. */
  readonly whole?: number;
  /** A message: it gets the room of columns that are empty in all rows in view. */
  readonly takesRoom?: true;
  /** Its width on a wide screen, and up to where its text is not cut there. */
  readonly roomy?: number;
  /** The order in which columns are dropped on a narrow screen: the lowest first. 100 is never dropped. */
  readonly keep: number;
  readonly align?: 'left' | 'right';
  text(row: Row, now: number): string;
  /** The sort value, if it is not the text; undefined sorts last. */
  sortBy?(row: Row, now: number): number | string | undefined;
  /** For a text that changes with time, by which a store cannot sort: the same text as of a fixed time. */
  sortText?(row: Row): string;
  /**
   * The member that the column sorts and filters by, if there is one; 'createdBy.planName' is a nested one. Absent: the
   * result of `sortBy`, `sortText` or `text`, which the store keeps with the row.
   */
  readonly member?: string;
  /** The member that a filter compares, if the column sorts by another value: a risk by its rank. */
  readonly filterMember?: string;
  /** The kind of value in a filter comparison, as in `age:<2h` or `size:>1GB`. Absent: a filter searches text. */
  readonly measure?: 'number' | 'bytes' | 'duration' | 'age' | 'until';
  tone?(row: Row, now: number): Tone;
  /**
   * For a column of names: the ARN or id of the named resource. It distinguishes resources of the same name, and names
   * with a common beginning are cut so that they still differ.
   */
  identity?(row: Row): string | undefined;
  /** For a text that is a time in UTC without a sign of it: the same text in another zone (an IANA name). */
  readonly clock?: { text(row: Row, zone: string): string };
  /** The text in pieces of different tones, each with its own width. */
  pieces?(row: Row, now: number): readonly { readonly text: string; readonly tone: Tone }[];
}

export interface Field {
  readonly label: string;
  readonly text: string;
  readonly tone?: Tone;
  /** The value of which `text` is the first line. */
  readonly whole?: string;
  /** Another line of the value above, and its offset in that value. */
  readonly continues?: { readonly from: number };
}

export type DetailSection =
  | { readonly kind: 'fields'; readonly title: string; readonly fields: readonly Field[] }
  /** A small table that does not change, of at most about twenty rows. */
  | {
      readonly kind: 'table';
      readonly title: string;
      // biome-ignore lint/suspicious/noExplicitAny: sections of different rows stand in one list
      readonly columns: readonly Column<any>[];
      readonly rows: readonly unknown[];
      /** Shown in place of rows if there are none. */
      readonly empty: string;
    };

export interface DrillDown<Row> {
  readonly to: ResourceId;
  readonly title: string;
  /** The target is a single row: its detail opens instead of a list. */
  readonly single?: boolean;
  /** undefined: this row has no target. */
  params(row: Row): Params | undefined;
  /** The filter of the list, where params do not say which rows it has. */
  filter?(row: Row): string | undefined;
  /** The list of all watched scopes, whatever the row's own scope. */
  readonly everywhere?: true;
  /**
   * The scope of the target. Absent: the row's own scope. (The recovery point of a copy is in the destination Region.)
   */
  scope?(row: Row): Scope;
  /** The scopes of the target, if there are several. */
  scopes?(row: Row): readonly Scope[];
  /** The drill-down also works if no credentials reach the account: the organization's lists contain the target. */
  readonly spansAccounts?: true;
}

/** Something that AWS does not have: the params of the request, and its scope. */
export interface Missing {
  readonly scope: Scope;
  readonly params: Params;
}

export interface Resource<Row extends { readonly scope: Scope }, Exported extends object = Row> {
  readonly id: ResourceId;
  readonly title: string;
  readonly plural: string;
  /** Names on the command line besides the id. */
  readonly aliases: readonly string[];
  /** A name in config/polling.ts. */
  readonly cadence: CadenceName;
  /**
   * The list can be requested for all accounts of an organization at once: ByAccountId. Its rows contain their account.
   */
  readonly acrossAccounts?: boolean;
  /** 'account': the response of one Region covers all Regions. */
  readonly scope?: 'account';
  /** The params of the list: each name with its meaning, such as `vaultName: "of one vault"`. */
  readonly params: Readonly<Record<string, string>>;
  /** Params that narrow nothing unless one of these is given with them. */
  readonly paramsNeed?: Readonly<Record<string, readonly string[]>>;
  /** Params that decide the rows by themselves, the first of several: with each, the only others that count. */
  readonly paramsDeciding?: Readonly<Record<string, readonly string[]>>;
  /** The members for programs, in order: those of `exported`, if there is one. Times are epoch ms. */
  readonly fields: readonly MemberPath<Exported>[];
  /** Set if AWS has no such list: its rows are evaluated from the responses to these lists. */
  readonly derivedFrom?: readonly ResourceId[];
  /** All rows for these params, page by page. */
  list(request: RequestContext): AsyncGenerator<Row[]>;
  /**
   * Rows that are new or changed since `since` (epoch ms); the poll keeps the other rows. Absent: the whole list is
   * requested.
   */
  changes?(request: RequestContext, since: number, known: KnownRows<Row>): AsyncGenerator<Row[]>;
  /**
   * For `changes` that return only new rows, not those that went or changed: whether `changes` is worth using for this
   * number of rows. Absent: `changes` returns all changes, and is used for requests without params.
   */
  newOnly?(params: Params, rowCount: number): boolean;
  /** With `changes`: the row is so old that AWS no longer lists it. */
  isGone?(row: Row, now: number): boolean;
  /** Whether the row is about to change: while no row is busy, the list is requested less often. */
  isBusy?(row: Row): boolean;
  /** What AWS did not return for the row, in words: a list with such a row counts as unknown. */
  lacks?(row: Row): string | undefined;
  /** The key of the scope, a slash, and an id that is unique within the scope. */
  key(row: Row): string;
  /** How the store keeps the rows. Absent: it does not. */
  readonly stored?: Stored<Row>;
  readonly columns: readonly Column<Row>[];
  /** Further columns on screen, from rows of other lists that are known without a request: no list is sorted by them. */
  related?(known: AnyContext['known']): readonly Column<Row>[];
  readonly sort: { readonly column: string; readonly descending: boolean };
  /** One line that names the row, for breadcrumbs. */
  label(row: Row): string;
  /** ARN or id for the clipboard. */
  copyText(row: Row, now: number): string;
  /** The row for programs, with values as of `now`. Absent: the row itself. */
  exported?(row: Row, now: number): Exported;
  /** The whole document behind the row, as AWS returns it, with related documents. */
  describe(request: RequestContext, row: Row): Promise<unknown>;
  /** `document`: the result of `describe`; undefined until it has arrived. */
  detail(row: Row, document: unknown, now: number): DetailSection[];
  /** Further sections, from rows of other lists that are known without a request. */
  knownSections?(row: Row, known: AnyContext['known']): DetailSection[];
  /** Derived lists that `knownSections` reads: they are evaluated while such a detail is open. */
  readonly sectionsFrom?: readonly ResourceId[];
  readonly drillDowns: readonly DrillDown<Row>[];
  /** The drill-down from a request for one row, if AWS says that it does not exist. */
  readonly whenGone?: DrillDown<Missing>;
  readonly actions?: readonly ActionOn<Row>[];
  /** A row is about several account-Regions: the list has no columns of theirs. */
  readonly spansPlaces?: boolean;
  /** `enter` on a row follows the first drill-down instead of opening the detail. */
  readonly enterDrillsDown?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: the registry holds resources of different rows
export type AnyResource = Resource<any, any>;
