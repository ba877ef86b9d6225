/** Makes the entry the newest of the map, and drops the oldest one beyond `most`. */
export function setNewest<Key, Value>(known: Map<Key, Value>, [key, value]: readonly [Key, Value], most: number): void {
  known.delete(key);
  known.set(key, value);
  if (known.size <= most) return;
  const oldest = known.keys().next();
  if (!oldest.done) known.delete(oldest.value);
}
