// Opens the store for a command that draws nothing, in this thread.
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HistoryLimits } from '../../config/limits.ts';
import { createStoreInProcess, type ProgramStore } from '../engine/program-store.ts';
import { listedForMs } from '../engine/store/listed-for.ts';
import { systemClock } from '../lib/clock.ts';
import type { Log } from '../lib/files/log.ts';
import type { StorePlace } from '../store/file/location.ts';
import { type OpenStore, openStore } from '../store/file/open-store.ts';
import { pruneDaily } from '../store/file/prune-daily.ts';
import { StoreRefused, troubleOf } from '../store/file/trouble.ts';
import { migrate } from '../store/schema.ts';
import { openForWriting } from '../store/sqlite.ts';
import { UsageError } from './options/options.ts';
import { placeOf, type StorePlaceArguments } from './options/place-of-store.ts';
import { complain } from './output/output.ts';

/** undefined: nothing is to be stored, or the store cannot be opened. */
export async function openKeptStore(
  args: StorePlaceArguments,
  options: InProcessOptions,
): Promise<ProgramStore | undefined> {
  const place = await placeOf(args);
  if (place.path === undefined) return undefined;
  try {
    return openPlace(place, options);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    options.log.warn('nothing is kept', { error });
    return undefined;
  }
}

/** For a command that reads what it has just stored: if nothing is kept, the store is deleted with the command. */
export async function openStoreInProcess(args: StorePlaceArguments, options: InProcessOptions): Promise<ProgramStore> {
  return openPlace(await placeOf(args), options);
}

export interface InProcessOptions {
  readonly log: Log;
  readonly limits: HistoryLimits;
  /** Epoch ms of AWS's clock. */
  now(): number;
}

function openPlace(place: StorePlace, { log, limits, now }: InProcessOptions): ProgramStore {
  try {
    const store = openStore(place, { now, limits });
    for (const notice of store.notices) log.info('store', { notice });
    // Nothing is kept where the user said.
    if (place.isNamed && store.kind === 'temporary') for (const notice of store.notices) complain(notice);
    const failed = (error: unknown) => log.warn('nothing more is kept', { error });
    const close = () => {
      prune(store, { limits, now, failed });
      store.close();
    };
    return createStoreInProcess({ database: store.database, now, clock: 'none', close, failed });
  } catch (error) {
    if (error instanceof StoreRefused) throw new UsageError(error.message);
    throw error;
  }
}

/** For a command that stores nothing: a temporary file, or memory if there can be none. */
export function openTemporaryStore(now: () => number): ProgramStore {
  const store = temporaryStore(now);
  if (store) return createStoreInProcess({ ...store, now, clock: 'none' });
  const database = openForWriting(':memory:');
  migrate(database);
  return createStoreInProcess({ database, now, clock: 'none', close: () => database.close() });
}

function temporaryStore(now: () => number): Pick<OpenStore, 'database' | 'close'> | undefined {
  try {
    const { database, close } = openStore({ isNamed: false, isShared: false, notices: [] }, { now });
    return { database, close };
  } catch (error) {
    if (troubleOf(error) === undefined) throw error;
    return undefined;
  }
}

interface PruneOptions {
  readonly limits: HistoryLimits;
  now(): number;
  failed(error: unknown): void;
}

/** The maximum delay of a command because of pruning. */
const longestPruningMs = 500;

function prune({ database, path, kind }: OpenStore, { limits, now, failed }: PruneOptions): void {
  if (kind === 'temporary') return;
  const until = systemClock.now() + longestPruningMs;
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    const options = { ...limits, listedForMs, now: now(), freeBytes: bavail * bsize };
    pruneDaily(database, { ...options, hasTime: () => systemClock.now() < until });
  } catch (error) {
    if (troubleOf(error) === undefined) throw error;
    failed(error);
  }
}
