// `--filter`, row by row. Rows that an expression could not be tried on are not taken for rows that do not match.
import type { AnyResource } from '../../resources/resource.ts';
import { createListFilter, type ListFilter, type SeenFrom } from '../../runtime/lists/list-of-rows.ts';
import { FilterTooSlow } from '../../store/query/term-tests.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import { UsageError } from '../options/options.ts';

export interface FilterAsked {
  readonly resource: AnyResource;
  readonly filter: string;
}

export type Matches = Pick<ListFilter, 'movesWithTime' | 'passes'>;

/** A UsageError where the filter is wrong, or, of a row, where its expression takes too long. */
export function createMatches({ resource, filter }: FilterAsked, from: SeenFrom): Matches {
  const wrong = (problem: string) => new UsageError(`--filter ${filter}: ${problem}.`);
  const { passes, movesWithTime, unfinished, problem } = createListFilter(resource, filter, from);
  if (problem !== undefined) throw wrong(problem);
  // Who types sees that all rows pass; of a script it would be the whole list for an empty variable.
  if (unfinished[0] !== undefined) throw wrong(`the term "${unfinished[0]}" is not finished`);
  return {
    movesWithTime,
    passes(row: AnyRow) {
      try {
        return passes(row);
      } catch (error) {
        throw error instanceof FilterTooSlow ? wrong(error.message) : error;
      }
    },
  };
}

/** Throws a UsageError where the filter is wrong. */
export const checkFilter = (asked: FilterAsked): void =>
  void createMatches(asked, { now: Date.now, accounts: () => new Map() });
