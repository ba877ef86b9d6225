/**
 * A table that is looked up by texts from outside. It has only its own members: every ordinary object also has a
 * "constructor" and a "toString".
 */
export const tableOf = <Value>(entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.freeze(Object.assign(Object.create(null), entries));
