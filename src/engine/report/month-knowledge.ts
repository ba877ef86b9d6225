// Which part of a month the store knows of an account-Region, list by list.

import { type KnownTimes, knownTimes } from '../../domain/report/known-times.ts';
import type { MonthUnknown, MonthWatched } from '../../domain/report/month-report.ts';
import { dayMs } from '../../lib/duration.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import { resources } from '../../resources/index.ts';
import type { MonthReader } from '../../store/read/month-reader.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { listedForMs } from '../store/listed-for.ts';
import { type MonthList, type MonthPlace, monthLists } from './month-places.ts';
import type { CountedRange } from './place-reader.ts';

export interface KnowledgeReader {
  readonly reader: Pick<StoreReader, 'watchedTimes' | 'requestState'>;
  readonly month: Pick<MonthReader, 'prunedBefore'>;
}

export interface PlaceKnowledge {
  /** For which times of their creation all rows of the list are known. */
  knows(list: MonthList): KnownTimes;
  readonly watched: readonly MonthWatched[];
  readonly unknown: readonly MonthUnknown[];
  /** Any response or refusal of a list is stored. */
  readonly isAnyRequested: boolean;
}

/** The parameters of a whole list. */
const noParams = '[]';

export function placeKnowledge(place: MonthPlace, counted: CountedRange, readers: KnowledgeReader): PlaceKnowledge {
  const { accountId, region } = place.scope;
  const ofLists = monthLists.map((list) => ({ list, ...knowledgeOf(list, place, readers) }));
  const byList = new Map(ofLists.map((one) => [one.list, one] as const));
  return {
    knows: (list) => byList.get(list)?.known ?? knownTimes([]),
    isAnyRequested: ofLists.some(({ isRequested }) => isRequested),
    watched: ofLists.flatMap(({ list, watched }) =>
      knownTimes(watched)
        .ranges.filter(({ from, to }) => to >= counted.from && from < counted.to)
        .map(({ from, to }) => ({ accountId, region, list, from, to })),
    ),
    unknown: ofLists.flatMap((one) =>
      unknownOf(one, counted).map((unknown) => ({ accountId, region, list: one.list, ...unknown })),
    ),
  };
}

interface ListKnowledge {
  readonly list: MonthList;
  /** The times of whole responses. */
  readonly watched: readonly TimeRange[];
  readonly known: KnownTimes;
  readonly isRequested: boolean;
  readonly problem: string | undefined;
  readonly failingSince: number | undefined;
  /** Epoch ms; older rows may have been removed. */
  readonly removedBefore: number | undefined;
  readonly removedWhy: string;
}

function knowledgeOf(
  list: MonthList,
  place: MonthPlace,
  { reader, month }: KnowledgeReader,
): Omit<ListKnowledge, 'list'> {
  const scopes = place.requestedFor(list);
  const watched = scopes.flatMap((scope) => reader.watchedTimes(list, scope, noParams));
  const states = scopes.flatMap((scope) => reader.requestState(list, scope, noParams) ?? []);
  const failing = states.find(({ problem }) => problem !== undefined);
  const isFine = states.some(({ problem, wholeAt }) => problem === undefined && wholeAt !== undefined);
  const [pruned] = month.prunedBefore(list).toReversed();
  const removedBefore = pruned && pruned.before - (listedForMs[list] ?? 0);
  return {
    watched,
    known: knownTimes(createdWithin(list, watched, removedBefore)),
    isRequested: states.length > 0 || watched.length > 0,
    problem: isFine ? undefined : failing?.problem,
    failingSince: isFine ? undefined : failing?.failingSince,
    removedBefore,
    removedWhy: pruned?.why ?? '',
  };
}

/** A response lists what was created up to its request, and as far back as AWS lists rows. */
function createdWithin(list: MonthList, watched: readonly TimeRange[], removedBefore = Number.NEGATIVE_INFINITY) {
  const { listedMs, outlivesListing } = resources[list].stored ?? {};
  const backMs = outlivesListing ? (listedMs ?? 0) : 0;
  return watched
    .map(({ from, to }) => ({ from: Math.max(from - backMs, removedBefore), to }))
    .filter(({ from, to }) => to >= from);
}

type FoundUnknown = Pick<MonthUnknown, 'why' | 'from' | 'to' | 'detail'>;

function unknownOf(one: ListKnowledge, { from, to }: CountedRange): FoundUnknown[] {
  const { list, watched, known, problem, failingSince, removedBefore, removedWhy } = one;
  const refused: FoundUnknown[] =
    problem === undefined ? [] : [{ why: 'refused', from: failingSince ?? from, to, detail: problem }];
  if (watched.length === 0) return [...refused, { why: 'never', from, to }];
  if (!resources[list].stored?.outlivesListing) return [...refused, ...stateGaps(watched, { from, to })];
  return [
    ...refused,
    ...known.gaps(from, to).flatMap((gap): FoundUnknown[] =>
      removedBefore !== undefined && gap.from < removedBefore
        ? [
            { why: 'pruned' as const, from: gap.from, to: Math.min(gap.to, removedBefore), detail: removedWhy },
            { why: 'not-watched' as const, from: removedBefore, to: gap.to },
          ].filter((part) => part.to > part.from)
        : [{ why: 'not-watched', ...gap }],
    ),
  ];
}

/** What exists at a time shows up in the next response, unless it was gone by then. */
const seldomMs = dayMs;

function stateGaps(watched: readonly TimeRange[], { from, to }: TimeRange): FoundUnknown[] {
  const near = knownTimes(watched.map((range) => ({ from: range.from - seldomMs / 2, to: range.to + seldomMs / 2 })));
  return near
    .gaps(from, to)
    .filter((gap) => gap.to - gap.from >= seldomMs)
    .map((gap) => ({ why: 'not-watched', ...gap }));
}
