// Whether a row passes a filter, told of the row alone: for rows that are written out as they come. It passes exactly the
// rows that the query with the same filter gives.
import type { Operator, Term } from '../filter-language.ts';
import { boundOf, hasLine, hasText, isScopeNamed, limited, type TermOf, textsOfScope } from '../term-tests.ts';
import { type QueryMembers, type RowFacts, valueIn } from './row-facts.ts';

/** `now`: epoch ms, for ages. */
export type RowTest = (facts: RowFacts, now: number) => boolean;

/** Throws FilterTooSlow where an expression backtracks without end. */
export function createRowMatcher(terms: readonly Term[], members: QueryMembers): RowTest {
  const tests = terms.map((term): RowTest => {
    const test = testOf(term, members);
    return (facts, now) => test(facts, now) !== term.isInverse;
  });
  return (facts, now) => tests.every((test) => test(facts, now));
}

/** The passing of time alone makes rows come and go. */
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

/** Folds as SQLite does; what else there is of a key stands folded in `search`. */
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

/** What repeats or has alternatives once can be tried in few ways. Watching the time takes longer than most expressions. */
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
