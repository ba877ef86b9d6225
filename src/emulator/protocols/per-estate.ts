import type { Estate } from '../estate/estate.ts';

/** Creates one value for each estate, and releases it together with the estate. */
export function createPerEstate<T>(make: (estate: Estate) => T): (estate: Estate) => T {
  const known = new WeakMap<Estate, T>();
  return (estate) => {
    const held = known.get(estate) ?? make(estate);
    known.set(estate, held);
    return held;
  };
}
