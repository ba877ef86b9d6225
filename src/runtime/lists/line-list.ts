// The attention list on screen: all its lines are in memory, one for each cause, so no query is needed.

import { type ListRow, noRows, type Rows } from '../../app/list/rows.ts';
import type { Data } from '../../app/state/data.ts';
import type { Sort } from '../../app/state/state.ts';
import { isListed } from '../../domain/attention/findings/acknowledgement.ts';
import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import { minuteOf } from '../../lib/clock.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { FilterTooSlow } from '../../store/query/term-tests.ts';
import { createListFilter, type ListFilter, sortRows } from './list-of-rows.ts';

export interface LineListWanted {
  readonly resource: AnyResource;
  readonly filter: string;
  readonly sort: Sort;
  readonly data: Data;
}

interface Made {
  readonly of: readonly LineRow[];
  readonly requested: string;
  readonly rows: Rows;
}

/** For the screens on the stack and the overview. */
const mostRemembered = 4;

export function createLineList(): (lines: readonly LineRow[] | undefined, wanted: LineListWanted) => Rows {
  let remembered: readonly Made[] = [];
  return (lines, wanted) => {
    if (!lines) return noRows;
    const { filter, sort, data } = wanted;
    const requested = JSON.stringify([filter, sort, data.accounts.size, filter === '' ? 0 : minuteOf(data.now)]);
    const known = remembered.find((made) => made.of === lines && made.requested === requested);
    if (known) return known.rows;
    const made = { of: lines, requested, rows: make(lines, wanted) };
    remembered = [made, ...remembered].slice(0, mostRemembered);
    return made.rows;
  };
}

const make = (lines: readonly LineRow[], wanted: LineListWanted): Rows => rowsInMemory(lines.filter(isListed), wanted);

/** Filters and sorts rows that are all in memory. */
export function rowsInMemory(all: readonly ListRow[], { resource, filter, sort, data }: LineListWanted): Rows {
  const from = { now: () => data.now, accounts: () => data.accounts };
  const listed = all.map((row): readonly [string, ListRow] => [resource.key(row), row]);
  const { passing, problem } = filtered(listed, createListFilter(resource, filter, from));
  const sorted = sortRows(passing, { resource, sort, ...from });
  return {
    keys: sorted.map(([key]) => key),
    rows: sorted.map(([, row]) => row),
    indexOf: new Map(sorted.map(([key], index) => [key, index])),
    total: listed.length,
    isBehind: false,
    ...(problem === undefined ? {} : { filterProblem: problem }),
  };
}

function filtered(listed: readonly (readonly [string, ListRow])[], { passes, problem }: ListFilter) {
  try {
    return { passing: listed.filter(([, row]) => passes(row)), problem };
  } catch (error) {
    if (!(error instanceof FilterTooSlow)) throw error;
    return { passing: listed, problem: error.message };
  }
}
