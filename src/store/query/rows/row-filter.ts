// The terms of a filter as SQL, and as tests of SQL results if SQL cannot decide.
import { isPlainAscii } from '../../fold.ts';
import { allOf, anyOf, type Condition, condition, not } from '../condition.ts';
import type { Term } from '../filter-language.ts';
import type { QueryContext, Steps } from '../query-context.ts';
import { scopesWhere } from '../query-scopes.ts';
import { markingReading, readShared, type SharedReading } from '../read-shared.ts';
import { boundOf, hasLine, hasText, isScopeNamed, limited, type TermOf, textsOfScope } from '../term-tests.ts';
import { busyValue, inDocument, isShared, type MemberSource, type OwnSource, ownValue, pathOf } from '../value-sql.ts';

export interface RowFilter {
  readonly condition: Condition;
  /** The columns that the tests read. */
  readonly columns: readonly Condition[];
  /** Returns the rows that pass; in each row the columns begin at `from`. Absent: all rows pass. */
  readonly passing?: <Row extends readonly unknown[]>(rows: readonly Row[], from: number) => readonly Row[];
}

/** The state before the shared parts are read. */
interface TermPlan {
  readonly readings: readonly SharedReading[];
  finish(): TermFilter;
}

interface TermFilter {
  /** The condition for rows that may pass. */
  readonly condition: Condition;
  readonly columns?: readonly Condition[];
  /** Tests a row whose columns begin at `from`. */
  readonly test?: (row: readonly unknown[], from: number) => boolean;
}

/** Translates the terms to SQL, with tests for the terms that SQL cannot decide. */
export function* rowFilter(context: QueryContext, terms: readonly Term[]): Steps<RowFilter> {
  const plans = terms.map((term) => planOf(context, term));
  yield* readShared(
    context,
    plans.flatMap(({ readings }) => readings),
  );
  const filters = plans.map((plan) => plan.finish());
  const columns = filters.flatMap((filter) => filter.columns ?? []);
  const tests = testsOf(filters);
  const passing: RowFilter['passing'] = (rows, from) =>
    limited(() => rows.filter((row) => tests.every(({ test, offset }) => test(row, from + offset))));
  return {
    condition: allOf(filters.map((filter) => filter.condition)),
    columns,
    ...(tests.length > 0 ? { passing } : {}),
  };
}

/** Each test with the position of its columns. */
function testsOf(filters: readonly TermFilter[]) {
  let columnCount = 0;
  return filters.flatMap(({ test, columns = [] }) => {
    const offset = columnCount;
    columnCount += columns.length;
    return test ? { test, offset } : [];
  });
}

function planOf(context: QueryContext, term: Term): TermPlan {
  if (term.kind === 'word') return wordPlan(context, term);
  if (term.kind === 'expression') return expressionPlan(context, term);
  return columnPlan(context, term);
}

const decided = (isInverse: boolean, condition: Condition): TermPlan => ({
  readings: [],
  finish: () => ({ condition: isInverse ? not(condition) : condition }),
});

/** `like` and `lower` fold ASCII like the store; other keys are folded in `search`. `like` makes no copy of the value. */
const contains = (column: string, text: string): Condition =>
  isPlainAscii(text)
    ? condition(`ifnull(${column} like ? escape '\\', 0)`, `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`)
    : condition(`ifnull(instr(lower(${column}), ?) > 0, 0)`, text);

function wordPlan({ scopes }: QueryContext, { word, isInverse }: TermOf<'word'>): TermPlan {
  const { marks, reading } = markingReading(contains('search', word), (isTrue) => isTrue === 1);
  const inScope = scopesWhere(scopes, (names) => textsOfScope(names).some((text) => hasText(text, word)));
  const finish = () => {
    const own = [contains('key', word), contains('search', word)];
    const found = anyOf([marks.holds('shared'), inScope.holds('scope'), ...own]);
    return { condition: isInverse ? not(found) : found };
  };
  return { readings: [reading], finish };
}

function expressionPlan({ scopes }: QueryContext, { pattern, isInverse }: TermOf<'expression'>): TermPlan {
  const matches = (lines: unknown) => hasLine(String(lines), pattern);
  const { marks, reading } = markingReading(condition('search'), matches);
  const limitedReading: SharedReading = {
    column: reading.column,
    take: (ids, values) => limited(() => reading.take(ids, values)),
  };
  const finish = () => {
    const inScope = limited(() => scopesWhere(scopes, (names) => matches(textsOfScope(names).join('\n'))));
    const found = anyOf([marks.holds('shared'), inScope.holds('scope')]);
    const rest = condition(`iif(${found.sql}, null, key || ifnull(char(10) || search, ''))`, ...found.values);
    return {
      condition: condition('1'),
      columns: [rest],
      test: (row: readonly unknown[], at: number) => (row[at] === null || matches(row[at])) !== isInverse,
    };
  };
  return { readings: [limitedReading], finish };
}

function columnPlan(context: QueryContext, term: TermOf<'contains' | 'compares'>): TermPlan {
  const { by } = term.column;
  if (by === 'region' || by === 'account') return decided(term.isInverse, scopeCondition(context, by, term));
  if (term.kind === 'compares') return comparisonPlan(context, by, term);
  if (by === 'at') return decided(term.isInverse, condition('0'));
  if (by === 'state') return decided(term.isInverse, condition('ifnull(lower(state) = ?, 0)', term.text));
  return by === 'key' ? decided(term.isInverse, contains('key', term.text)) : memberPlan(context, by, term);
}

function scopeCondition({ scopes }: QueryContext, by: 'region' | 'account', term: TermOf<'contains' | 'compares'>) {
  if (term.kind === 'compares') return condition('0');
  return scopesWhere(scopes, (names) => isScopeNamed(names, by, term.text)).holds('scope');
}

/** SQL folds ASCII only, so texts of rows are tested in JavaScript. */
function memberPlan({ query }: QueryContext, by: MemberSource, { text, isInverse }: TermOf<'contains'>): TermPlan {
  const includes = (value: unknown) => hasText(value, text);
  if (!isShared(by, query)) {
    const test = (row: readonly unknown[], at: number) => includes(row[at]) !== isInverse;
    const columns = [ownValue(by, 'text', query.keyMember)];
    return { readings: [], finish: () => ({ condition: condition('1'), columns, test }) };
  }
  const path = pathOf(by);
  const { marks, reading } = markingReading(inDocument(path, 'text'), includes);
  const finish = () => {
    const mark = marks.holds('shared');
    const test = (row: readonly unknown[], at: number) =>
      (row[at] === null ? row[at + 1] === 1 : includes(row[at])) !== isInverse;
    const may = anyOf([condition('busy = 1'), isInverse ? not(mark) : mark]);
    return { condition: may, columns: [busyValue(path, 'text'), mark], test };
  };
  return { readings: [reading], finish };
}

function comparisonPlan({ query }: QueryContext, by: OwnSource, term: TermOf<'compares'>): TermPlan {
  const { operator, value } = boundOf(term, query.now);
  const compared = (own: Condition) => condition(`(${own.sql} ${operator} ?)`, ...own.values, value);
  if (!isShared(by, query)) {
    const own = compared(ownValue(by, 'number', query.keyMember));
    const isNumber = by === 'state' || by === 'key' ? condition('0') : own;
    return decided(term.isInverse, condition(`ifnull(${isNumber.sql}, 0)`, ...isNumber.values));
  }
  const { marks, reading } = markingReading(compared(inDocument(pathOf(by), 'number')), (isTrue) => isTrue === 1);
  const finish = () => {
    const [own, mark] = [compared(busyValue(pathOf(by), 'number')), marks.holds('shared')];
    const holds = condition(`ifnull(${own.sql}, ${mark.sql})`, ...own.values, ...mark.values);
    return { condition: term.isInverse ? not(holds) : holds };
  };
  return { readings: [reading], finish };
}
