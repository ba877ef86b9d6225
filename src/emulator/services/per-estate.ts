import type { Estate } from '../estate/estate.ts';

/** What callers keep in a service belongs to an estate, and is gone with it. */
export function createPerEstate<T>(make: (estate: Estate) => T): (estate: Estate) => T {
  const known = new WeakMap<Estate, T>();
  return (estate) => {
    const held = known.get(estate) ?? make(estate);
    known.set(estate, held);
    return held;
  };
}
