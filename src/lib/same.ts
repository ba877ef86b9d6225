/**
 * Whether two plain values (texts, numbers, lists, objects without cycles, rows) have the same content; other values
 * are never equal.
 */
export function isSame(value: unknown, otherValue: unknown): boolean {
  if (Object.is(value, otherValue)) return true;
  const [one, other] = [value, otherValue];
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (!isPlain(one) || !isPlain(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  // Counted without lists of names, which would be garbage for each compared job.
  let unmatched = 0;
  for (const name in left) {
    if (!(name in right) || !isSame(left[name], right[name])) return false;
    unmatched += 1;
  }
  for (const _ in right) unmatched -= 1;
  return unmatched === 0;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}
