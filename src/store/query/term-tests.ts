// The meaning of filter terms, shared by SQL filters and by the matcher of single rows.
import { withTimeLimit } from '../../lib/process/time-limit.ts';
import { fold } from '../fold.ts';
import type { Operator, Term } from './filter-language.ts';

export type TermOf<Kind extends Term['kind']> = Extract<Term, { readonly kind: Kind }>;

/** An expression of a filter backtracks without end. */
export class FilterTooSlow extends Error {}

/** For the rows of one statement, or for one row. Usual expressions take a few ms. */
const limitMs = 250;

export function limited<Result>(task: () => Result): Result {
  const done = withTimeLimit(limitMs, task);
  if (!done) throw new FilterTooSlow('takes too long, so it is not applied');
  return done.result;
}

export interface ScopeNames {
  readonly account: string;
  readonly region: string;
  /** The id of the account if it has no name. */
  readonly accountName: string;
}

/** The texts of a scope that a word or an expression is matched against. */
export const textsOfScope = ({ account, region, accountName }: ScopeNames): string[] => [account, region, accountName];

/** The match of `region:` and `account:`. */
export const isScopeNamed = (names: ScopeNames, by: 'region' | 'account', text: string): boolean =>
  (by === 'region' ? [names.region] : [names.account, names.accountName]).some((name) => hasText(name, text));

/** `text` is folded. */
export const hasText = (value: unknown, text: string): boolean =>
  typeof value === 'string' && fold(value).includes(text);

/** One text on each line: each is matched by itself. */
export const hasLine = (lines: string, pattern: RegExp): boolean =>
  lines.split('\n').some((line) => pattern.test(line));

const turned: Readonly<Record<Operator, Operator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' };

/** An age of less than an hour means a time later than an hour ago. */
export function boundOf({ column, operator, value }: TermOf<'compares'>, now: number) {
  if (column.kind === 'age') return { operator: turned[operator], value: now - value };
  return { operator, value: column.kind === 'until' ? now + value : value };
}
