// Filters and sorts rows in memory, with the same results as a list of the store.
import type { Sort } from '../../app/state/state.ts';
import type { Scope } from '../../domain/scope.ts';
import { rowShapeOf } from '../../engine/store/row-shapes.ts';
import { storedScope } from '../../engine/stored-scope.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { parseFilter } from '../../store/query/filter-language.ts';
import { compareBy, sortValueOf } from '../../store/query/rows/row-comparison.ts';
import { createRowFacts, membersOfShape, type RowFacts } from '../../store/query/rows/row-facts.ts';
import { createRowMatcher, movesWithTime } from '../../store/query/rows/row-matcher.ts';
import type { AnyRow, RowShape } from '../../store/row-shape.ts';
import { filterColumns, sortOf } from './list-query-of.ts';

export interface SeenFrom {
  /** Epoch ms of AWS's clock. */
  now(): number;
  /** Names by id. */
  accounts(): ReadonlyMap<string, string>;
}

export interface ListFilter {
  /** The reason why the filter is not applied: then all rows pass. */
  readonly problem?: string;
  /** Incomplete terms, which match all rows. */
  readonly unfinished: readonly string[];
  /** Rows pass or fail because of their age. */
  readonly movesWithTime: boolean;
  /** Throws FilterTooSlow if an expression takes too long. */
  passes(row: AnyRow): boolean;
}

export function createListFilter(resource: AnyResource, filter: string, from: SeenFrom): ListFilter {
  const { terms, unfinished, problem } = parseFilter(filter, filterColumns(resource));
  const shape = rowShapeOf(resource, from.now);
  const matches = createRowMatcher(terms, membersOfShape(shape));
  const factsOf = factsFrom(shape, from);
  return {
    unfinished,
    movesWithTime: movesWithTime(terms),
    ...(problem === undefined ? {} : { problem }),
    passes: (row) => terms.length === 0 || matches(factsOf(row), from.now()),
  };
}

/** `rows`: with their keys. */
export function sortRows<Item extends readonly [key: string, row: AnyRow]>(
  rows: readonly Item[],
  { resource, sort, ...from }: SeenFrom & { readonly resource: AnyResource; readonly sort: Sort },
): Item[] {
  const shape = rowShapeOf(resource, from.now);
  const [factsOf, members, listSort] = [factsFrom(shape, from), membersOfShape(shape), sortOf(resource, sort)];
  const sortables = rows.map((item) => {
    const facts = factsOf(item[1]);
    return { item, key: facts.key, by: sortValueOf(facts, listSort, members) };
  });
  const compare = compareBy(sort.descending);
  // Keys with their scopes decide last, so that equal keys of two account-Regions have a fixed order.
  const whole = ({ item: [key] }: (typeof sortables)[number]) => key;
  return sortables
    .sort((one, other) => compare(one, other) || (whole(one) < whole(other) ? -1 : 1))
    .map(({ item }) => item);
}

function factsFrom(shape: RowShape, { accounts }: Pick<SeenFrom, 'accounts'>): (row: AnyRow) => RowFacts {
  const factsOf = createRowFacts(shape);
  return (row: AnyRow & { readonly scope: Scope }) => {
    const { accountId: account, region } = storedScope(row.scope, '');
    return factsOf(row, { account, region, accountName: accounts().get(account) ?? account });
  };
}
