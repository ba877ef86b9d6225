// SQL for values of rows.
import { sortPrefix } from '../row-codec.ts';
import { type Condition, condition } from './condition.ts';
import type { ListQuery, ValueSource } from './list-query.ts';

export type ValueKind = 'text' | 'number';

export type OwnSource = Exclude<ValueSource, 'region' | 'account'>;

export type MemberSource = Exclude<OwnSource, string>;

/** The path of a value in a document: names of members, outermost first. */
export const namesOf = (by: MemberSource): readonly string[] =>
  'stored' in by ? [`${sortPrefix}${by.stored}`] : by.member.split('.');

export const pathOf = (by: MemberSource): string =>
  `$${namesOf(by)
    .map((name) => `."${name}"`)
    .join('')}`;

/** The value in `doc`. A number is read as a double: node:sqlite throws for large integers. */
export const inDocument = (path: string, kind: ValueKind): Condition =>
  kind === 'text'
    ? condition('cast(doc ->> ? as text)', path)
    : condition("iif(json_type(doc, ?) in ('integer', 'real'), (doc ->> ?) * 1.0, null)", path, path);

/** A value of a row, from its own columns alone. */
export function ownValue(by: OwnSource, kind: ValueKind, keyMember?: string): Condition {
  if (by === 'at') return condition('nullif(at, 0)');
  if (by === 'state' || by === 'key') return condition(by);
  const own = inDocument(pathOf(by), kind);
  const isKey = kind === 'text' && 'member' in by && by.member === keyMember;
  return isKey ? condition(`ifnull(${own.sql}, key)`, ...own.values) : own;
}

/** The value of a shared member in the row itself: busy rows may have their own. */
export const busyValue = (path: string, kind: ValueKind): Condition => {
  const { sql, values } = inDocument(path, kind);
  return condition(`iif(busy = 1, ${sql}, null)`, ...values);
};

export function isShared(
  by: ValueSource,
  { sharedMembers = [] }: Pick<ListQuery, 'sharedMembers'>,
): by is { readonly member: string } {
  return typeof by === 'object' && 'member' in by && sharedMembers.includes(by.member.split('.')[0] ?? '');
}
