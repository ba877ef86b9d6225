// `vaultop get LIST --watch`: the rows, then the changes, polled at the dashboard's intervals until the command ends.

import type { ListRow } from '../../../app/list/rows.ts';
import type { AnySnapshot } from '../../../app/state/data.ts';
import { type ListRequest, requestKey } from '../../../app/state/lists/poll-request.ts';
import type { ResponseObserver } from '../../../engine/polls/response-observer.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import type { Clock } from '../../../lib/clock.ts';
import { type SeenFrom, sortRows } from '../../../runtime/lists/list-of-rows.ts';
import type { OpenFeed } from '../../open-feed.ts';
import { exitCodes } from '../../output/exit-codes.ts';
import type { World } from '../../world.ts';
import type { GetArguments } from '../arguments.ts';
import { type ChangedRow, type Changes, type ChangesOptions, createChanges } from '../derived/changes.ts';
import { createMatches } from '../matches.ts';
import type { Pipe } from '../pipe.ts';
import { patienceMs } from '../places.ts';
import { createTroubles } from '../troubles.ts';
import { textFor } from '../writers.ts';
import { createWatchWriter } from './watch-writers.ts';
import { createWatchedList } from './watched-list.ts';

export interface WatchOptions {
  readonly args: GetArguments;
  readonly world: Pick<World, 'aws' | 'place'>;
  readonly pipe: Pipe;
  readonly clock: Clock;
  /** Stores the responses. */
  readonly store: ProgramStore;
  /** The live feed, which updates the list in addition. */
  readonly feed?: OpenFeed | undefined;
  /** Called with a problem, and with its end. */
  complain(line: string): void;
  readonly ended: AbortSignal;
  /** The present width of the terminal; undefined: there is none. */
  width(): number | undefined;
}

/**
 * Runs until `ended`, or until the reader closes the pipe. Returns the exit code: whether all scopes responded in the
 * end.
 */
export async function watchList(options: WatchOptions): Promise<number> {
  const { args, world, pipe, clock, ended, feed, store, width } = options;
  const writer = createWatchWriter(args, textFor(args.format, pipe.write));
  const troubles = createTroubles(options.complain);
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  // An expression may fail before the promise is awaited.
  failed.catch(() => {});
  const { observer, changesIn } = createLooking(args, {
    same: writer.same,
    now: world.aws.now,
    accounts: () => list.accounts(),
    fail,
  });
  const list = createWatchedList({
    args,
    world,
    clock,
    feed,
    store,
    observer,
    changed: () => look(),
  });
  let isPatient = true;
  let hasBegun = false;
  let isWriting = false;
  let isNew = false;

  /** While a slow reader takes its time, changes are collected. */
  const look = () => {
    if (ended.aborted) return;
    troubles.look(list.troubles());
    isNew = true;
    const isReady = writer.streams || hasBegun || (!isPatient && isAnswered()) || list.isWhole();
    if (isReady && !isWriting) writeChanges().catch(fail);
  };

  const writeChanges = async () => {
    isWriting = true;
    while (isNew && !ended.aborted && !pipe.closed.aborted) {
      isNew = false;
      const now = world.aws.now();
      const accounts = list.accounts();
      const looked = list.responses().flatMap(changesIn);
      const [first = [], later = []] = [true, false].map((isFirst) =>
        looked.flatMap((place) => (place.isFirst === isFirst ? place.changes : [])),
      );
      const said = [...inOrder(first, args, now, accounts).slice(0, args.limit), ...later];
      const isBeginning = !hasBegun;
      // A streaming format begins before it is known whether there are rows.
      hasBegun = !writer.streams || said.length > 0 || list.isWhole();
      if (isBeginning && hasBegun && said.length === 0) reportNone();
      const isSaid = said.length > 0 || (isBeginning && writer.writesEmpty);
      if (isSaid)
        await writer.write(said, {
          now,
          width: width(),
          accounts,
          places: list.places(),
        });
    }
    isWriting = false;
  };

  const isAnswered = () =>
    list.responses().some(([, { loadedAt, receivedAt }]) => (loadedAt ?? receivedAt) !== undefined);

  /** Not if no scope responded, which is already reported. */
  const reportNone = () => {
    const { plural } = args.resource;
    if (isAnswered() && list.troubles().length === 0) {
      options.complain(`no ${plural}${args.filter ? ' that match the filter' : ''} yet: waiting for changes.`);
    }
  };

  const cancel = clock.setTimeout(() => {
    isPatient = false;
    look();
  }, patienceMs);
  list.start();
  look();
  try {
    await Promise.race([aborted(ended), aborted(pipe.closed), failed]);
    const isWell = list.responses().length > 0 && list.troubles().length === 0;
    return isWell || pipe.closed.aborted ? exitCodes.fine : exitCodes.failed;
  } finally {
    cancel();
    list.stop();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) return done();
    signal.addEventListener('abort', () => done(), { once: true });
  });

interface Looked {
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
    const place = places.get(key) ?? {
      changes: createChanges(options),
      isFirst: true,
    };
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
    const { isFirst } = place;
    place.isFirst = false;
    return [{ isFirst, changes: place.changes.take() }];
  };
  return { observer, changesIn };
}

/** The initial rows, in the requested order, or else in the list's own. */
function inOrder(
  changes: readonly ChangedRow[],
  { resource, sort = resource.sort }: GetArguments,
  now: number,
  accounts: ReadonlyMap<string, string>,
): ChangedRow[] {
  const byKey = new Map(changes.map((change) => [change.key, change]));
  const rows = changes.map(({ key, row }): [string, ListRow] => [key, row]);
  return sortRows(rows, {
    resource,
    sort,
    now: () => now,
    accounts: () => accounts,
  }).flatMap(([key]) => byKey.get(key) ?? []);
}
