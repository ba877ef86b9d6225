// The rows of a watched list and their changes: those that AWS returns, and those that other identities collected.
import type { ListRow } from '../../../app/list/rows.ts';
import type { AnySnapshot } from '../../../app/state/data.ts';
import { type ListRequest, requestKey } from '../../../app/state/lists/poll-request.ts';
import { type ShownPlaces, shownPlaces } from '../../../app/state/places.ts';
import type { ResponseObserver } from '../../../engine/polls/response-observer.ts';
import type { SeenFrom } from '../../../runtime/lists/list-of-rows.ts';
import type { GetArguments } from '../arguments.ts';
import { type ChangedRow, type Changes, type ChangesOptions, createChanges } from '../derived/changes.ts';
import { createMatches } from '../matches.ts';
import type { ScopeProblem } from '../troubles.ts';
import { type CollectedChanges, createCollectedChanges } from './collected-changes.ts';
import type { WatchOptions } from './watch.ts';
import { createWatchedList, type WatchedList } from './watched-list.ts';

export interface WatchedRowsOptions extends WatchOptions {
  /** Whether both rows print the same. */
  same(before: ListRow, after: ListRow): boolean;
  /** Called when there may be changes, or problems. */
  changed(): void;
  /** Ends the command. */
  fail(error: unknown): void;
}

export interface WatchedRows {
  readonly list: WatchedList;
  readonly collected: CollectedChanges;
  /** The changes of each scope since the last call. */
  looked(): readonly Looked[];
  /** The present problems. */
  troubles(): readonly ScopeProblem[];
  /** At least one scope has responded. */
  isAnswered(): boolean;
  places(): ShownPlaces;
}

export function createWatchedRows(options: WatchedRowsOptions): WatchedRows {
  const { args, world, store, clock, same, changed, fail, complain } = options;
  const looking = createLooking(args, { same, now: world.aws.now, accounts: () => list.accounts(), fail });
  const list = createWatchedList({ ...options, observer: looking.observer });
  const collected = createCollectedChanges({
    args,
    arns: options.otherIdentities ?? [],
    store,
    clock,
    now: world.aws.now,
    list,
    changes: looking.collected.changes,
    isOwn: looking.isOwn,
    complain,
    changed,
    failed: fail,
  });
  return {
    list,
    collected,
    looked: () => [
      ...list.responses().flatMap(looking.changesIn),
      ...(collected.isRead() ? [looking.collectedChanges()] : []),
    ],
    troubles: () => [...list.troubles(), ...collected.troubles()],
    isAnswered: () => list.responses().some(([, { loadedAt, receivedAt }]) => (loadedAt ?? receivedAt) !== undefined),
    places: () => shownPlaces([...list.scopes(), ...collected.scopes()]),
  };
}

export interface Looked {
  /** The initial rows, not changes. */
  readonly isFirst: boolean;
  readonly changes: readonly ChangedRow[];
}

interface LookingOptions extends SeenFrom {
  same(before: ListRow, after: ListRow): boolean;
  /** Ends the command. */
  fail(error: unknown): void;
}

interface Place {
  readonly changes: Changes;
  isFirst: boolean;
}

/** Returns the changes of a scope since the last call. */
function createLooking(args: GetArguments, { same, now, accounts, fail }: LookingOptions) {
  const { resource, limit } = args;
  const places = new Map<string, Place>();
  const matches = createMatches(args, { now, accounts });
  const changesOf = (request: ListRequest): Changes => {
    const key = requestKey(request);
    const place = places.get(key) ?? newPlace();
    places.set(key, place);
    return place.changes;
  };
  const options: ChangesOptions = {
    keyOf: resource.key,
    same,
    wanted: matches.passes,
    movesWithTime: matches.movesWithTime,
    isGone: (row) => resource.isGone?.(row, now()) ?? false,
  };
  const newPlace = (): Place => ({ changes: createChanges(options), isFirst: true });
  const collected = newPlace();
  const observer: ResponseObserver = {
    begin: (request) => changesOf(request).begin(),
    page(request, rows) {
      try {
        changesOf(request).page(rows);
      } catch (error) {
        fail(error);
      }
    },
    end(request, isWhole) {
      try {
        changesOf(request).end(isWhole);
      } catch (error) {
        fail(error);
      }
    },
  };
  const changesIn = ([key, { loadedAt }]: readonly [key: string, response: AnySnapshot]): Looked[] => {
    const place = places.get(key);
    // With a limit, the first rows of a scope are known only when all have arrived.
    if (!place || (limit !== Number.POSITIVE_INFINITY && loadedAt === undefined)) return [];
    return [lookedAt(place)];
  };
  return {
    observer,
    changesIn,
    /** Of rows that other identities collected. */
    collected,
    collectedChanges: (): Looked => lookedAt(collected),
    isOwn: (key: string): boolean => places.values().some(({ changes }) => changes.has(key)),
  };
}

function lookedAt(place: Place): Looked {
  const { isFirst } = place;
  place.isFirst = false;
  return { isFirst, changes: place.changes.take() };
}
