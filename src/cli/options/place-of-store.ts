// The location of the store by the flags. Opens nothing, because the dashboard's store is opened in the engine's
// thread.
import type { StorePlace } from '../../store/file/location.ts';
import { removeOldResponses } from '../old-responses.ts';
import { placeOfStore } from '../store/arguments.ts';
import type { StoreFlags } from './store-options.ts';

export interface StorePlaceArguments {
  readonly store: StoreFlags;
  readonly demo: boolean;
  readonly endpointUrl?: string | undefined;
  readonly profiles: readonly string[];
}

/** Throws a UsageError if the store cannot be there. */
export function placeOf({ store, demo, endpointUrl, profiles }: StorePlaceArguments): Promise<StorePlace> {
  const isTemporary = store.isTemporary || (store.file === undefined && demo);
  // Not awaited; files that cannot be removed now are removed at the next start.
  if (!isTemporary) void removeOldResponses().catch(() => {});
  return placeOfStore({ flags: { ...store, isTemporary }, endpoint: endpointUrl, profile: profiles[0] });
}
