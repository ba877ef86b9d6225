// Decides from a row alone whether it passes a filter: for rows that are printed as they arrive. The same rows pass as
// in a query with the same filter.
import type { Operator, Term } from '../filter-language.ts';
import { boundOf, hasLine, hasText, isScopeNamed, limited, type TermOf, textsOfScope } from '../term-tests.ts';
import { type QueryMembers, type RowFacts, valueIn } from './row-facts.ts';

/** `now`: epoch ms, for ages. */
export type RowTest = (facts: RowFacts, now: number) => boolean;

/** The test throws FilterTooSlow if an expression backtracks without end. */
export function createRowMatcher(terms: readonly Term[], members: QueryMembers): RowTest {
  const tests = terms.map((term): RowTest => {
    const test = testOf(term, members);
    return (facts, now) => test(facts, now) !== term.isInverse;
  });
  return (facts, now) => tests.every((test) => test(facts, now));
}

/** Whether rows pass or fail because time passes. */
export const movesWithTime = (terms: readonly Term[]): boolean =>
  terms.some((term) => term.kind === 'compares' && (term.column.kind === 'age' || term.column.kind === 'until'));

function testOf(term: Term, members: QueryMembers): RowTest {
  if (term.kind === 'word') return wordTest(term);
  if (term.kind === 'expression') return expressionTest(term);
  const { by } = term.column;
  if (by === 'region' || by === 'account') {
    return ({ names }) => term.kind === 'contains' && isScopeNamed(names, by, term.text);
  }
  return term.kind === 'compares' ? comparisonTest(term, members) : columnTest(term, members);
}

/** Folds like SQLite; other characters of a key are folded in `search`. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const wordTest =
  ({ word }: TermOf<'word'>): RowTest =>
  ({ key, search, sharedSearch, names }) =>
    [lower(key), search(), sharedSearch()].some((text) => text?.includes(word)) ||
    textsOfScope(names).some((text) => hasText(text, word));

function expressionTest({ pattern }: TermOf<'expression'>): RowTest {
  const test: RowTest = ({ key, search, sharedSearch, names }) =>
    [key, search(), sharedSearch(), ...textsOfScope(names)].some(
      (lines) => typeof lines === 'string' && hasLine(lines, pattern),
    );
  return isQuick(pattern) ? test : (facts, now) => limited(() => test(facts, now));
}

/**
 * An expression with one repetition or alternative has few ways to match. For other expressions the time is limited,
 * which takes longer than most expressions.
 */
function isQuick({ source }: RegExp): boolean {
  const count = (text: string, signs: RegExp) => text.match(signs)?.length ?? 0;
  if (/[([\\]/.test(source)) return count(source, /[*+{?|]/g) < 2;
  return source.split('|').every((alternative) => count(alternative, /[*+{?]/g) < 2);
}

function columnTest({ column, text }: TermOf<'contains'>, members: QueryMembers): RowTest {
  const { by } = column;
  if (by === 'at' || by === 'region' || by === 'account') return () => false;
  if (by === 'state') return ({ state }) => lower(state() ?? '') === text;
  if (by === 'key') return ({ key }) => lower(key).includes(text);
  return (facts) => hasText(valueIn(facts, { by, kind: 'text', members }), text);
}

function comparisonTest(term: TermOf<'compares'>, members: QueryMembers): RowTest {
  const { by } = term.column;
  if (by === 'state' || by === 'key' || by === 'region' || by === 'account') return () => false;
  return (facts, now) => {
    const { operator, value } = boundOf(term, now);
    const own = valueIn(facts, { by, kind: 'number', members });
    return typeof own === 'number' && comparisons[operator](own, value);
  };
}

const comparisons: Readonly<Record<Operator, (one: number, other: number) => boolean>> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
  '=': (one, other) => one === other,
};
