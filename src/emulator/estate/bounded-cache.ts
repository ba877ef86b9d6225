export interface BoundedCache<T> {
  get(key: string, make: () => T): T;
}

/** Remembers what costs time to compute; forgets what was asked for longest ago, so memory stays bounded. */
export function createBoundedCache<T>(capacity: number): BoundedCache<T> {
  const entries = new Map<string, T>();
  return {
    get(key, make) {
      const known = entries.get(key);
      const value = known ?? make();
      if (known !== undefined) entries.delete(key);
      entries.set(key, value);
      if (entries.size > capacity) entries.delete(entries.keys().next().value ?? '');
      return value;
    },
  };
}
