// Values of rows in SQL.
import { sortPrefix } from '../row-codec.ts';
import { type Condition, condition } from './condition.ts';
import type { ListQuery, ValueSource } from './list-query.ts';

export type ValueKind = 'text' | 'number';

export type OwnSource = Exclude<ValueSource, 'region' | 'account'>;

export type MemberSource = Exclude<OwnSource, string>;

/** Where in a document a value stands: the names of members, from the outermost. */
export const namesOf = (by: MemberSource): readonly string[] =>
  'stored' in by ? [`${sortPrefix}${by.stored}`] : by.member.split('.');

export const pathOf = (by: MemberSource): string =>
  `$${namesOf(by)
    .map((name) => `."${name}"`)
    .join('')}`;

/** Stands in `doc`. A number is a double: node:sqlite refuses integers that are none. */
export const inDocument = (path: string, kind: ValueKind): Condition =>
  kind === 'text'
    ? condition('cast(doc ->> ? as text)', path)
    : condition("iif(json_type(doc, ?) in ('integer', 'real'), (doc ->> ?) * 1.0, null)", path, path);

/** Of a row, from its own columns alone. */
export function ownValue(by: OwnSource, kind: ValueKind, keyMember?: string): Condition {
  if (by === 'at') return condition('nullif(at, 0)');
  if (by === 'state' || by === 'key') return condition(by);
  const own = inDocument(pathOf(by), kind);
  const isKey = kind === 'text' && 'member' in by && by.member === keyMember;
  return isKey ? condition(`ifnull(${own.sql}, key)`, ...own.values) : own;
}

/** What a member that rows share is in a row of its own: rows under way may say it themselves. */
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
