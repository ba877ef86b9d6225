// Values that change with time alone. A tick does not redraw the screen: a component that shows an age passes a
// function that reads it, and is drawn again only if the shown value has changed.
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { Data } from '../../src/app/state/data.ts';

export interface Live {
  /** The same object as long as neither the time nor a response has changed. */
  data(): Data;
  subscribe(changed: () => void): () => void;
}

export const LiveContext = createContext<Live | undefined>(undefined);

/** `read` must be the same function as long as it would return the same value. */
export function useLive<T>(read: (data: Data) => T, isSame: (one: T, other: T) => boolean): T {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive needs a LiveContext');
  const last = useRef<{ data: Data; read: unknown; value: T }>(undefined);
  return useSyncExternalStore(live.subscribe, () => {
    const data = live.data();
    const known = last.current;
    if (known?.data === data && known.read === read) return known.value;
    const fresh = read(data);
    const value = known && isSame(known.value, fresh) ? known.value : fresh;
    last.current = { data, read, value };
    return value;
  });
}
