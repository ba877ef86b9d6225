// How the changes of a list are told: which versions count, what they are called, and which events cause them.
import type { Audit } from '../../domain/audits/audit.ts';
import type { ChangeKind, MemberChange } from '../../domain/changes/change-row.ts';
import type { ComparedRow } from '../../domain/changes/member-changes.ts';
import type { Params } from '../resource.ts';

/** The members of an event that name the thing. Empty: the event names no thing, such as a setting of the Region. */
export type EventTarget = Partial<Audit['touched']> & { readonly target?: string };

// biome-ignore lint/suspicious/noExplicitAny: the table has lists of different rows
export interface ChangedList<Row = any> {
  readonly name: (row: Row) => string;
  /** Epoch ms at which AWS says that the thing was made; undefined: AWS does not say. */
  madeAt?(row: Row): number | undefined;
  /** Epoch ms at which AWS says that the row got its present state; undefined: AWS does not say. */
  changedAt?(row: Row): number | undefined;
  /** Empty: the versions mean the same. Absent: all members are compared, except those that name the thing. */
  compare?(before: ComparedRow, after: ComparedRow): readonly MemberChange[];
  /** Members that do not count, besides those that the store keeps without versions. */
  readonly ignored?: readonly (keyof Row & string)[];
  /** In words: 'created' and 'gone' by default. */
  newText?(row: Row, at: number): string;
  goneText?(row: Row, at: number): string;
  /** The row names no time of its own, and this list shows since when it would have been seen. Absent: its own list. */
  readonly seenWith?: 'backup-jobs';
  target?(row: Row): EventTarget | undefined;
  /** CloudTrail's event names, the most telling first. */
  readonly causes?: Readonly<Partial<Record<ChangeKind, readonly string[]>>>;
  /** The row by itself in its list; undefined: AWS gives no single row. */
  params?(row: Row): Params | undefined;
}
