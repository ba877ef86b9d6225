// Where the flags want the store. Opens nothing, for the dashboard's store is opened in the engine's thread.
import type { StorePlace } from '../../store/file/location.ts';
import { removeOldAnswers } from '../old-answers.ts';
import { placeOfStore } from '../store/arguments.ts';
import type { StoreFlags } from './store-options.ts';

export interface StorePlaceArguments {
  readonly store: StoreFlags;
  readonly demo: boolean;
  readonly endpointUrl?: string | undefined;
  readonly profiles: readonly string[];
}

/** A UsageError where it cannot lie where the flags want it. */
export function placeOf({ store, demo, endpointUrl, profiles }: StorePlaceArguments): Promise<StorePlace> {
  const isTemporary = store.isTemporary || (store.file === undefined && demo);
  // Nobody waits for it; what could not be removed now goes with the next start.
  if (!isTemporary) void removeOldAnswers().catch(() => {});
  return placeOfStore({ flags: { ...store, isTemporary }, endpoint: endpointUrl, profile: profiles[0] });
}
