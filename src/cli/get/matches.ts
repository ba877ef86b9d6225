// `--filter`, row by row. A row that the expression could not be matched against does not count as a mismatch.
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

/** Throws a UsageError if the filter is invalid, or, for a row, if its expression takes too long. */
export function createMatches({ resource, filter }: FilterAsked, from: SeenFrom): Matches {
  const wrong = (problem: string) => new UsageError(`--filter ${filter}: ${problem}.`);
  const { passes, movesWithTime, unfinished, problem } = createListFilter(resource, filter, from);
  if (problem !== undefined) throw wrong(problem);
  // On screen an incomplete term matches all rows, which the person sees; in a script with an empty variable it would
  // print the whole list.
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

/** Throws a UsageError if the filter is invalid. */
export const checkFilter = (requested: FilterAsked): void =>
  void createMatches(requested, { now: Date.now, accounts: () => new Map() });
