// `vaultop get LIST --watch`: the rows, then the changes, polled at the dashboard's intervals until the command ends.

import type { ListRow } from '../../../app/list/rows.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { OpenFeed } from '../../open-feed.ts';
import { exitCodes } from '../../output/exit-codes.ts';
import type { World } from '../../world.ts';
import type { GetArguments } from '../arguments.ts';
import type { ChangedRow } from '../derived/changes.ts';
import type { Pipe } from '../pipe.ts';
import { patienceMs } from '../places.ts';
import { createTroubles } from '../troubles.ts';
import { sortedRows, type TableContext, textFor } from '../writers.ts';
import { createWatchWriter } from './watch-writers.ts';
import { createWatchedRows } from './watched-rows.ts';

export interface WatchOptions {
  readonly args: GetArguments;
  readonly world: Pick<World, 'aws' | 'place'>;
  readonly pipe: Pipe;
  readonly clock: Clock;
  /** Stores the responses. */
  readonly store: ProgramStore;
  /** ARNs of other identities of this user whose rows count, too. Absent: none. */
  readonly otherIdentities?: readonly string[] | undefined;
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
  const { args, world, pipe, clock, ended, width } = options;
  const writer = createWatchWriter(args, textFor(args.format, pipe.write));
  const troubles = createTroubles(options.complain);
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  // An expression may fail before the promise is awaited.
  failed.catch(() => {});
  const rows = createWatchedRows({ ...options, same: writer.same, changed: () => look(), fail });
  const { list, collected } = rows;
  let isPatient = true;
  let hasBegun = false;
  let isWriting = false;
  let isNew = false;

  /** While a slow reader takes its time, changes are collected. */
  const look = () => {
    if (ended.aborted) return;
    // Which lists the own identities may not read must be known.
    const isKnown = (!isPatient && rows.isAnswered()) || list.isWhole();
    if (isKnown) collected.look();
    troubles.look(rows.troubles());
    isNew = true;
    const isReady = writer.streams || hasBegun || (isKnown && collected.isRead());
    if (isReady && !isWriting) writeChanges().catch(fail);
  };

  const writeChanges = async () => {
    isWriting = true;
    while (isNew && !ended.aborted && !pipe.closed.aborted) {
      isNew = false;
      const now = world.aws.now();
      const accounts = list.accounts();
      const looked = rows.looked();
      const [first = [], later = []] = [true, false].map((isFirst) =>
        looked.flatMap((place) => (place.isFirst === isFirst ? place.changes : [])),
      );
      const said = [...inOrder(first, args, { now, accounts }).slice(0, args.limit), ...later];
      const isBeginning = !hasBegun;
      // A streaming format begins before it is known whether there are rows.
      hasBegun = !writer.streams || said.length > 0 || (list.isWhole() && collected.isRead());
      if (isBeginning && hasBegun && said.length === 0) reportNone();
      const isSaid = said.length > 0 || (isBeginning && writer.writesEmpty);
      if (isSaid)
        await writer.write(said, {
          now,
          width: width(),
          accounts,
          places: rows.places(),
        });
    }
    isWriting = false;
  };

  /** Not if no scope responded, which is already reported. */
  const reportNone = () => {
    const { plural } = args.resource;
    if (rows.isAnswered() && rows.troubles().length === 0) {
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
    const isWell = list.responses().length > 0 && rows.troubles().length === 0;
    return isWell || pipe.closed.aborted ? exitCodes.fine : exitCodes.failed;
  } finally {
    cancel();
    collected.stop();
    list.stop();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) return done();
    signal.addEventListener('abort', () => done(), { once: true });
  });

/** The initial rows, in the requested order, or else in the list's own. */
function inOrder(
  changes: readonly ChangedRow[],
  args: GetArguments,
  context: Pick<TableContext, 'now' | 'accounts'>,
): ChangedRow[] {
  const byKey = new Map(changes.map((change) => [change.key, change]));
  const rows = changes.map(({ key, row }): [string, ListRow] => [key, row]);
  return sortedRows(rows, args, context).flatMap(([key]) => byKey.get(key) ?? []);
}
