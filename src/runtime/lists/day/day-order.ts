// The order of the overview's running jobs and audits, as the store reads it.
import type { DayOrder } from '../../../app/overview/overview-day.ts';
import type { Sort } from '../../../app/state/state.ts';
import type { DayRequest } from '../../../engine/day/day-summary.ts';
import { resources } from '../../../resources/index.ts';
import { jobListIds } from '../../../resources/resource-id.ts';
import type { BusySort } from '../../../store/query/busy-rows.ts';
import { sortOf } from '../list-query-of.ts';

export const orderOf = ({ first, running, audits }: DayOrder): Pick<DayRequest, 'running' | 'audits'> => ({
  running: { first, ...(running ? { sorts: jobListIds.map((id) => busySort(id, running)) } : {}) },
  ...(audits ? { audits: sortOf(resources.audits, audits) } : {}),
});

function busySort(id: (typeof jobListIds)[number], sort: Sort): BusySort {
  const { column, descending } = sort;
  if (column === 'kind') return { by: 'list', kind: 'number', descending };
  // The one that began first runs longest.
  if (column === 'elapsed') return { by: 'began', kind: 'number', descending: !descending };
  return sortOf(resources[id], sort);
}

/** They give the same rows in the same order. */
export const isSameOrder = (one: DayOrder | undefined, other: DayOrder | undefined): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
