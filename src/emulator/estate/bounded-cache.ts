export interface BoundedCache<T> {
  get(key: string, make: () => T): T;
  /** The current total weight, in the unit of the capacity. */
  weight(): number;
}

const unitWeight = () => 1;

/**
 * Caches computed values and evicts the least recently used once half is full, so that memory stays bounded. `weigh` returns the share of
 * the capacity that a value takes; the default is 1.
 */
export function createBoundedCache<T>(capacity: number, weigh: (value: T) => number = unitWeight): BoundedCache<T> {
  const entries = new Map<string, T>();
  let total = 0;

  const forgetOldest = () => {
    // The newest entry stays whatever its weight: its caller is about to use it.
    for (const [key, value] of entries) {
      if (total <= capacity || entries.size === 1) return;
      entries.delete(key);
      total -= weigh(value);
    }
  };

  return {
    weight: () => total,
    get(key, make) {
      const known = entries.get(key);
      if (known !== undefined) {
        // The order counts once something must go: to keep it earlier costs more than most of what is cached.
        if (total > capacity / 2) {
          entries.delete(key);
          entries.set(key, known);
        }
        return known;
      }
      const value = make();
      entries.set(key, value);
      total += weigh(value);
      forgetOldest();
      return value;
    },
  };
}
