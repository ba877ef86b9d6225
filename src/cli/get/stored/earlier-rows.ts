// `get --since`: rows that AWS no longer lists, from the store, and the times that the store does not know.
import type { ListRow } from '../../../app/list/rows.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { AccessState } from '../../../engine/access/access.ts';
import { type RangeGap, rangeGaps } from '../../../engine/changes/range-gaps.ts';
import { storedTime } from '../../../engine/polls/stored-times.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { listedByParams } from '../../../resources/stored.ts';
import { gapRecords, gapSentences } from '../../../runtime/lists/gap-texts.ts';
import { listPlaces } from '../../../runtime/lists/list-places.ts';
import { rangeIn } from '../../../runtime/lists/list-query-of.ts';
import type { GetArguments } from '../arguments.ts';
import { collectedList } from './collected-list.ts';
import { rowsOfPlaces } from './rows-of-places.ts';

export interface EarlierRowsOptions extends Pick<GetArguments, 'resource' | 'params' | 'filter'> {
  readonly store: ProgramStore | undefined;
  /** The identity in a scope; undefined: unknown. */
  identityOf(scope: Scope): string | undefined;
  readonly state: AccessState;
  /** ARNs of other identities of this user whose rows count, too. */
  readonly arns: readonly string[];
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

/** undefined: the range is within what AWS lists. */
export async function earlierRows(options: EarlierRowsOptions): Promise<EarlierRows | undefined> {
  const { resource, params, filter, store, state, now } = options;
  const { stored } = resource;
  const range = rangeIn(resource, filter, now);
  const listedSince = now - (stored?.listedMs ?? 0);
  const from = range?.since ?? 0;
  if (!stored?.outlivesListing || !range || from >= listedSince) return undefined;
  if (!listedByParams(stored, params))
    return { gaps: [], problem: 'the store cannot select earlier rows by these parameters, so they are not shown' };
  if (!store) return { gaps: [], problem: 'there is no store here, so rows that AWS no longer lists are not known' };
  const sight = await store.opened();
  const { reader } = sight;
  const { requests, theirs, identityOf, of } = collectedList({
    ...options,
    known: reader.scopes(),
    isAnswered: (one, own) => storedTime(one, own, reader) !== undefined,
  });
  const places = listPlaces([...requests, ...theirs], identityOf, { of });
  if (!places)
    return { gaps: [], problem: 'AWS did not return the identity of the caller, so the store cannot be read' };
  for await (const [key, row] of rowsOfPlaces({ ...options, sight, places, accounts: state.accounts }))
    await options.row(key, row);
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
