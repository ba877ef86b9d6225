export interface BoundedCache<T> {
  get(key: string, make: () => T): T;
  /** What it holds now, in the unit of its capacity. */
  weight(): number;
}

const one = () => 1;

/**
 * Remembers what costs time to compute; forgets what was asked for longest ago, so memory stays bounded. Where entries
 * differ in size, `weigh` says how much of the capacity each takes.
 */
export function createBoundedCache<T>(capacity: number, weigh: (value: T) => number = one): BoundedCache<T> {
  const entries = new Map<string, T>();
  let total = 0;

  const forgetOldest = () => {
    // The newest stays, however heavy it is: its caller is about to use it.
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
        entries.delete(key);
        entries.set(key, known);
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
