// The order of rows that need not be stored: the same order as a query with the same sort.
import type { ListSort } from '../list-query.ts';
import { type QueryMembers, type RowFacts, valueIn } from './row-facts.ts';

export type SortValue = number | string | undefined;

/** undefined: the row has no value, and is last. */
export function sortValueOf(facts: RowFacts, { by, kind }: ListSort, members: QueryMembers): SortValue {
  if (by === 'region' || by === 'account') return textValue(facts.names[by === 'region' ? 'region' : 'accountName']);
  const requested = by === 'state' || by === 'key' ? 'text' : kind;
  const value = valueIn(facts, { by, kind: requested, members });
  return typeof value === 'number' ? value : textValue(value);
}

const textValue = (value: string | undefined): string | undefined => (value ? value.toLowerCase() : undefined);

export interface Sortable {
  readonly by: SortValue;
  /** The key within the scope. */
  readonly key: string;
}

/** Missing values are last in both directions. Rows with equal values are ordered by key. */
export function compareBy(descending: boolean): (one: Sortable, other: Sortable) => number {
  const sign = descending ? -1 : 1;
  return (one, other) => compared(one.by, other.by, sign) || compareTexts(one.key, other.key);
}

function compared(one: SortValue, other: SortValue, sign: number): number {
  if (one === other) return 0;
  if (one === undefined) return 1;
  if (other === undefined) return -1;
  if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
  return sign * compareTexts(String(one), String(other));
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
