/** A value that is computed when it is first needed. */
export interface Lazy<Value> {
  value(): Value;
  /** undefined: it was not needed yet. */
  known(): Value | undefined;
}

export function lazily<Value extends object>(compute: () => Value): Lazy<Value> {
  let known: Value | undefined;
  return {
    value() {
      known ??= compute();
      return known;
    },
    known: () => known,
  };
}
