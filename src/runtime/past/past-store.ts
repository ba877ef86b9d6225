// The store as the screen reads it: at the time on screen, which is the present or a past time.
import type { ReadableStore, StoreSight } from '../../engine/program-store.ts';

/** `asOf`: epoch ms; undefined: the present. */
export function createPastStore(store: ReadableStore, asOf: () => number | undefined): ReadableStore {
  let known: { readonly of: StoreSight; readonly time: number; readonly sight: StoreSight | undefined } | undefined;

  function sight(): StoreSight | undefined {
    const [time, present] = [asOf(), store.sight()];
    if (time === undefined || !present) return present;
    if (known?.of !== present || known.time !== time) known = { of: present, time, sight: present.at?.(time) };
    return known.sight;
  }

  return {
    ...store,
    sight,
    day(request) {
      const past = sight()?.past;
      return store.day(past ? { ...request, asOf: past } : request);
    },
  };
}
