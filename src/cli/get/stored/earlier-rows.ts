// `get --since`: rows that AWS no longer lists, from the store, and the times that the store does not know.
import type { ListRow } from '../../../app/list/rows.ts';
import type { ListRequest } from '../../../app/state/lists/poll-request.ts';
import type { Scope } from '../../../domain/scope.ts';
import { type RangeGap, rangeGaps } from '../../../engine/changes/range-gaps.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { listedByParams } from '../../../resources/stored.ts';
import { gapRecords, gapSentences } from '../../../runtime/lists/gap-texts.ts';
import { listPlaces } from '../../../runtime/lists/list-places.ts';
import { listQueryOf, rangeIn } from '../../../runtime/lists/list-query-of.ts';
import type { GetArguments } from '../arguments.ts';

export interface EarlierRowsOptions extends Pick<GetArguments, 'resource' | 'params' | 'filter'> {
  readonly store: ProgramStore | undefined;
  /** The list in each scope. */
  readonly requests: readonly ListRequest[];
  /** The identity in a scope; undefined: unknown. */
  identityOf(scope: Scope): string | undefined;
  /** Names by id. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
  /** Called for each row, also for those that AWS lists. */
  row(key: string, row: ListRow): Promise<void>;
}

export interface EarlierRows {
  readonly gaps: readonly RangeGap[];
  /** The reason why nothing is known of rows that AWS no longer lists. */
  readonly problem?: string;
}

const rowsAtOnce = 200;

/** undefined: the range is within what AWS lists. */
export async function earlierRows(options: EarlierRowsOptions): Promise<EarlierRows | undefined> {
  const { resource, params, filter, store, requests, identityOf, accounts, now } = options;
  const { stored, sort } = resource;
  const range = rangeIn(resource, filter, now);
  const listedSince = now - (stored?.listedMs ?? 0);
  const from = range?.since ?? 0;
  if (!stored?.outlivesListing || !range || from >= listedSince) return undefined;
  if (!listedByParams(stored, params))
    return { gaps: [], problem: 'the store cannot select earlier rows by these parameters, so they are not shown' };
  if (!store) return { gaps: [], problem: 'there is no store here, so rows that AWS no longer lists are not known' };
  const places = listPlaces(requests, (connection) =>
    identityOf(requests.find(({ scope }) => scope.connection === connection)?.scope as Scope),
  );
  if (!places)
    return { gaps: [], problem: 'AWS did not return the identity of the caller, so the store cannot be read' };
  const { reader, queries } = await store.opened();
  const wanted = { resource, stored, params, filter, sort, accounts, now, isSettled: () => true };
  const found = await queries.ids(listQueryOf(wanted, { scopes: places.groups(reader.scopeIds()) }));
  const ids = found?.ids ?? new Int32Array();
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    for (const one of reader.rows([...ids.subarray(at, at + rowsAtOnce)])) {
      if (!one) continue;
      const row = { ...one.row, scope: places.scopeOf(one.scope) };
      await options.row(resource.key(row), row);
    }
  }
  const to = Math.min(range.until ?? now, now);
  const gaps = rangeGaps({
    reader,
    list: resource.id,
    requested: places.requested,
    scopeOf: places.scopeOf,
    range: { from, to },
  });
  return { gaps };
}

/** For the output: records for programs, and sentences for people. */
export const toReport = (found: EarlierRows | undefined, accounts: ReadonlyMap<string, string>) => ({
  gaps: gapRecords(found?.gaps ?? []),
  sentences: [
    ...gapSentences(found?.gaps ?? [], accounts),
    ...(found?.problem === undefined ? [] : [`${found.problem}.`]),
  ],
});
