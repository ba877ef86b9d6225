// Opens the store for a command: in a thread for the dashboard, in this one for what draws nothing.
import { systemClock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { WorkerSource } from '../lib/worker-source.ts';
import { createStoreInProcess, type ProgramStore } from '../runtime/program-store.ts';
import { createStoreThread } from '../runtime/store-thread.ts';
import { locateStore, type StorePlace } from '../store/location.ts';
import { openStore } from '../store/open-store.ts';
import { stateFolder } from './places.ts';

export interface StoreArguments {
  /** False: nothing that was known before is read, and nothing is kept. */
  readonly cache: boolean;
  readonly demo: boolean;
  readonly endpointUrl?: string | undefined;
}

/** undefined: none is used. */
function placeOf({ cache, demo, endpointUrl }: StoreArguments): StorePlace | undefined {
  return cache && !demo ? locateStore({ stateFolder: stateFolder(), endpoint: endpointUrl }) : undefined;
}

export function openStoreInProcess(args: StoreArguments, log: Log): ProgramStore | undefined {
  const place = placeOf(args);
  if (!place) return undefined;
  try {
    const { database, notices, close } = openStore(place, { now: systemClock.now });
    for (const notice of notices) log.info('store', { notice });
    return createStoreInProcess({ database, now: systemClock.now, close });
  } catch (error) {
    log.warn('nothing is kept', { error });
    return undefined;
  }
}

export interface StoreThreadSurroundings {
  readonly worker: WorkerSource;
  readonly log: Log;
  /** A sentence for the user. */
  tell(text: string): void;
}

export function startStoreThread(args: StoreArguments, { worker, log, tell }: StoreThreadSurroundings) {
  const place = placeOf(args);
  return (
    place &&
    createStoreThread({
      ...{ source: worker, place, now: systemClock.now, tell },
      failed(error) {
        log.error('store failed', { error });
        tell('The store failed: what comes from now on is not kept; the log says why.');
      },
    })
  );
}
