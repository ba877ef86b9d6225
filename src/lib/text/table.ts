/**
 * A table that texts from outside look things up in. It has its own members only: every ordinary object also has a
 * "constructor" and a "toString".
 */
export const tableOf = <Value>(entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.freeze(Object.assign(Object.create(null), entries));
