type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Without the members that are undefined: absent and undefined are not the same to exact optional types. */
export function defined<T extends object>(value: T): Defined<T> {
  const given = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const name in given) if (given[name] !== undefined) result[name] = given[name];
  // More than a dozen members added one by one make V8 keep a hash table for them, eight times the size of a copy.
  return { ...result } as Defined<T>;
}
