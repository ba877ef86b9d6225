// What one kind of thing needs to say about itself. Screen, filter, sort, export, help and polling read it.
import type { CadenceName } from '../../config/polling.ts';
import type { InputOf, OperationOf, OutputOf, Service } from '../aws/aws.ts';
import type { Scope } from '../domain/scope.ts';
import type { Tone } from '../domain/tone.ts';
import type { ActionOn } from './action.ts';
import type { KnownRows } from './known.ts';
import type { ResourceId } from './resource-id.ts';
import type { Stored } from './stored.ts';

/** Narrows a list: names to values, all optional. What each resource understands is told in its `params`. */
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

/** One question to one account-Region. `call` and `pages` are bound to its scope, priority and abort signal. */
export interface Ask {
  readonly scope: Scope;
  readonly params: Params;
  /** Epoch ms. */
  readonly now: number;
  /** False: rows that could not be read were left out of what has come so far. */
  isWhole(): boolean;
  call<S extends Service, O extends OperationOf<S>>(
    service: S,
    operation: O,
    input: InputOf<S, O>,
    /** Where to ask instead of in `scope`. */
    elsewhere?: Scope,
  ): Promise<OutputOf<S, O>>;
  pages<S extends Service, O extends OperationOf<S>>(
    service: S,
    operation: O,
    input: InputOf<S, O>,
    /** `ahead`: the next page is asked for while this one is being read. */
    options?: { readonly ahead?: boolean },
  ): AsyncGenerator<OutputOf<S, O>>;
}

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Cells; 'grow' columns share what is left. */
  readonly width: number | 'grow';
  /** What to drop first when the screen is narrow: the lowest goes first. 100 is never dropped. */
  readonly keep: number;
  readonly align?: 'left' | 'right';
  text(row: Row, now: number): string;
  /** What to sort by when it is not the text; undefined sorts last. */
  sortBy?(row: Row, now: number): number | string | undefined;
  /** Of a text that moves with time, which a store cannot sort by: the same text as of a time that stays. */
  sortText?(row: Row): string;
  /**
   * The member that it is sorted and filtered by, where that is one as it stands; 'createdBy.planName' reaches inside. Absent:
   * what `sortBy`, `sortText` or `text` gives, which is kept beside the row.
   */
  readonly member?: string;
  /** The member that a filter looks at, where the column is sorted by another value: a risk by its rank. */
  readonly filterMember?: string;
  /** What a filter compares, as in `age:<2h` or `size:>1GB`. Absent: it looks for a text. */
  readonly measure?: 'number' | 'bytes' | 'duration' | 'age' | 'until';
  tone?(row: Row, now: number): Tone;
  /**
   * Of a column of names: the ARN or id of what is named. Things of one name are told apart by it, and names that begin alike
   * are cut so that they still differ.
   */
  identity?(row: Row): string | undefined;
  /** The same text in parts of different tones, each of the width that it has. */
  pieces?(row: Row, now: number): readonly { readonly text: string; readonly tone: Tone }[];
}

export interface Field {
  readonly label: string;
  readonly text: string;
  readonly tone?: Tone;
  /** The value of which `text` is the first line. */
  readonly whole?: string;
  /** Another line of the value above it, and where in that value it begins. */
  readonly continues?: { readonly from: number };
}

export type DetailSection =
  | { readonly kind: 'fields'; readonly title: string; readonly fields: readonly Field[] }
  /** Small and still, about twenty rows at most. */
  | {
      readonly kind: 'table';
      readonly title: string;
      // biome-ignore lint/suspicious/noExplicitAny: sections of different rows stand in one list
      readonly columns: readonly Column<any>[];
      readonly rows: readonly unknown[];
      /** Said in place of the rows when there are none. */
      readonly empty: string;
    };

export interface DrillDown<Row> {
  readonly to: ResourceId;
  readonly title: string;
  /** The answer is one thing: open its detail, not a list. */
  readonly single?: boolean;
  /** undefined: this row has nothing there. */
  params(row: Row): Params | undefined;
  /** A list of all that is watched, whatever the row's own scope. */
  readonly everywhere?: true;
  /** Where to look; the row's own scope unless said otherwise (a copy's point lies in the destination Region). */
  scope?(row: Row): Scope;
  /** Where there is more than one place to look. */
  scopes?(row: Row): readonly Scope[];
  /** It leads on where no credentials reach the account: the organization's lists tell of it. */
  readonly spansAccounts?: true;
}

/** A thing that AWS does not have: what was asked for, and where. */
export interface Missing {
  readonly scope: Scope;
  readonly params: Params;
}

export interface Resource<Row extends { readonly scope: Scope }, Exported extends object = Row> {
  readonly id: ResourceId;
  readonly title: string;
  readonly plural: string;
  /** Names the command line understands beside the id. */
  readonly aliases: readonly string[];
  /** A name in config/polling.ts. */
  readonly cadence: CadenceName;
  /** Its list can be asked for all accounts of an organization at once: ByAccountId. Its rows say where they live. */
  readonly acrossAccounts?: boolean;
  /** 'account': one Region answers for all of them. */
  readonly scope?: 'account';
  /** What narrows the list: each name with what it picks, such as `vaultName: "of one vault"`. */
  readonly params: Readonly<Record<string, string>>;
  /** The members that a program reads, in order: those of `exported`, where there is one. Times are epoch ms. */
  readonly fields: readonly MemberPath<Exported>[];
  /** AWS gives no such list: its rows are evaluated from the responses to these. */
  readonly derivedFrom?: readonly ResourceId[];
  /** All rows for these params, page by page. */
  list(ask: Ask): AsyncGenerator<Row[]>;
  /** Rows that are new or changed since `since` (epoch ms); the poll keeps the others. Absent: always list. */
  changes?(ask: Ask, since: number, known: KnownRows<Row>): AsyncGenerator<Row[]>;
  /**
   * With `changes` that tell of new rows alone, not of those that went or changed: whether it is worth it for so many rows of
   * this question. Absent: `changes` tells everything, of the question that nothing narrows.
   */
  newOnly?(params: Params, rowCount: number): boolean;
  /** With `changes`: a row so old that AWS no longer lists it. */
  isGone?(row: Row, now: number): boolean;
  /** Something goes on with it: while no row is busy, the list is asked for less often. */
  isBusy?(row: Row): boolean;
  /** What AWS has not told of it, in words: a list that has such a row is not known. */
  lacks?(row: Row): string | undefined;
  /** Identity: the key of the scope, a slash, and what is unique within it. */
  key(row: Row): string;
  /** How its rows are kept on disk. Absent: they are not. */
  readonly stored?: Stored<Row>;
  readonly columns: readonly Column<Row>[];
  readonly sort: { readonly column: string; readonly descending: boolean };
  /** One line that names the row, for breadcrumbs. */
  label(row: Row): string;
  /** ARN or id for the clipboard. */
  copyText(row: Row, now: number): string;
  /** The row as a program reads it, with what is made of it as of now. Absent: as it is. */
  exported?(row: Row, now: number): Exported;
  /** The whole document behind the row, as AWS sends it, with what belongs to it. */
  describe(ask: Ask, row: Row): Promise<unknown>;
  /** `document` is what `describe` gave; undefined until it is there. */
  detail(row: Row, document: unknown, now: number): DetailSection[];
  readonly drillDowns: readonly DrillDown<Row>[];
  /** Where a question for one thing leads when AWS says that it is not there. */
  readonly whenGone?: DrillDown<Missing>;
  readonly actions?: readonly ActionOn<Row>[];
  /** `enter` on a row follows the first drill-down instead of opening the detail. */
  readonly enterDrillsDown?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: the registry holds resources of different rows
export type AnyResource = Resource<any, any>;
