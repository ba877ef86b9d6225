// The changes that the list shows: of the range of times in its filter, or all versions of one row.
import type { ChangeRow } from '../../domain/changes/change-row.ts';
import { type RangeGap, rangeGaps } from '../../engine/changes/range-gaps.ts';
import { mostChanges, readChanges } from '../../engine/changes/read-changes.ts';
import { readVersions } from '../../engine/changes/read-versions.ts';
import { dayMs } from '../../lib/duration.ts';
import { formatDateTime } from '../../lib/text/format.ts';
import { resources } from '../../resources/index.ts';
import type { Params } from '../../resources/resource.ts';
import { type ResourceId, resourceIds } from '../../resources/resource-id.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { ListPlaces } from '../lists/list-places.ts';
import { rangeIn } from '../lists/list-query-of.ts';

export interface ChangesInOptions {
  readonly reader: StoreReader;
  readonly places: ListPlaces;
  readonly params: Params;
  readonly filter: string;
  /** Epoch ms: the time on screen. */
  readonly now: number;
  /** Epoch ms of the present if `now` is a past time: later changes are left out, and those that were seen later are not. */
  readonly present?: number | undefined;
}

export interface ChangesIn {
  /** In no order, before the filter. */
  readonly rows: readonly ChangeRow[];
  /** A sentence about changes that are missing. */
  readonly note?: string;
  /** Before these times nothing is known of an account-Region, but what AWS itself dates. */
  readonly gaps: readonly RangeGap[];
}

/** The range of a list whose filter has none. */
export const usualRangeMs = dayMs;

/** Epoch ms; all times if the list is that of one row. */
export function changesRange({
  params,
  filter,
  now,
  present,
}: Pick<ChangesInOptions, 'params' | 'filter' | 'now' | 'present'>) {
  const { since, until } = rangeIn(resources.changes, filter, now) ?? {};
  const usual = params.key === undefined && until === undefined ? now - usualRangeMs : 0;
  const end = until ?? Number.MAX_SAFE_INTEGER;
  return { from: since ?? usual, to: present === undefined ? end : Math.min(end, now) };
}

/** In steps: between two of them other work can be done. */
export function* readChangesIn(options: ChangesInOptions): Generator<undefined, ChangesIn> {
  const { reader, places, params, now, present = now } = options;
  const { list, key } = params;
  const scopes = places.scopes(reader.scopeIds());
  const wanted = { reader, scopes, scopeOf: places.scopeOf, now: present, ...changesRange(options) };
  if (key !== undefined) {
    const at = Number(params.rowTime ?? Number.NaN);
    return { rows: isStoredList(list) ? readVersions({ list, key, ...(at > 0 ? { at } : {}) }, wanted) : [], gaps: [] };
  }
  const { rows, cutAt } = yield* readChanges(wanted);
  const isListed = (row: ChangeRow) =>
    (list === undefined || row.list === list) && (params.id === undefined || row.id === params.id);
  return {
    rows: rows.filter(isListed),
    gaps: gapsBefore(options, wanted),
    ...(cutAt === undefined ? {} : { note: cutText(cutAt) }),
  };
}

/** What changed between two responses is known from both, so only the beginning of the range matters. */
function gapsBefore({ reader, places, now }: ChangesInOptions, { from, to }: { from: number; to: number }) {
  const { requested, scopeOf } = places;
  const range = { from, to: Math.min(to, now) };
  return rangeGaps({ reader, list: 'vaults', requested, scopeOf, range }).filter((gap) => gap.from === from);
}

const isStoredList = (list: string | undefined): list is ResourceId =>
  resourceIds.some((id) => id === list && resources[id].stored);

const cutText = (cutAt: number): string =>
  `More than ${mostChanges} changes: those before ${formatDateTime(cutAt)} are not read. Narrow the list with until:.`;

export function changesIn(options: ChangesInOptions): ChangesIn {
  const steps = readChangesIn(options);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
