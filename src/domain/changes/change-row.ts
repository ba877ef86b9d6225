// One change of one thing: it is new, some of its members changed, or it is gone.
import type { Scope } from '../scope.ts';

export type ChangeKind = 'new' | 'changed' | 'gone';

export interface MemberChange {
  /** In words: 'min retention days', 'ScheduleExpression'. */
  readonly member: string;
  /** Absent: there was no value. */
  readonly before?: string;
  readonly after?: string;
}

export interface ChangeRow {
  readonly scope: Scope;
  /** Unique within the scope; the same each time the change is read. */
  readonly id: string;
  readonly kind: ChangeKind;
  /** Epoch ms: AWS's own time of the change if there is one, else the time at which this program saw it. */
  readonly at: number;
  /** Epoch ms of the response that shows the change. */
  readonly seenAt: number;
  /** Epoch ms of the last response that does not show the change yet; absent: there is none. */
  readonly unseenAt?: number;
  /** The kind of thing in words, such as 'backup vault'. */
  readonly what: string;
  /** The list that has the thing, and the key of its row there, without the scope. */
  readonly list: string;
  readonly key: string;
  /** A time of the row that never changes, epoch ms; absent: it has none. */
  readonly rowAt?: number;
  readonly name: string;
  /** The change in one line. */
  readonly change: string;
  readonly members: readonly MemberChange[];
  /** The actor of the matching event, its name, and its id in the list of audits. */
  readonly by?: string;
  readonly event?: string;
  readonly auditId?: string;
  /** The row after the change; of a thing that is gone, the last one. */
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  readonly row: any;
}
