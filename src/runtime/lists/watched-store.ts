// Announces writes of the store while something that they may have changed is on screen.
import type { Data } from '../../app/state/data.ts';
import type { ReadableStore, StoreSight } from '../../engine/program-store.ts';

export interface WatchedStore {
  /** undefined: the store cannot be read yet. */
  sight(): StoreSight | undefined;
  /** Something that the next write may change is on screen. */
  watch(): void;
  /** The number of the last transaction that wrote rows, read once for each version of the data. */
  seqOf(sight: StoreSight, data: Data): number;
}

/** `changed` is called once for each write after `watch`. */
export function createWatchedStore(store: ReadableStore, changed: () => void): WatchedStore {
  let sequence: { readonly data: Data; readonly reader: StoreSight['reader']; readonly seq: number } | undefined;
  let isWatched = false;
  store.subscribe(() => {
    if (!isWatched) return;
    [isWatched, sequence] = [false, undefined];
    changed();
  });
  return {
    sight: () => store.sight(),
    watch() {
      isWatched = true;
    },
    seqOf({ reader }, data) {
      if (sequence?.data !== data || sequence.reader !== reader) sequence = { data, reader, seq: reader.lastSeq() };
      return sequence.seq;
    },
  };
}
