// Patterns in which `*` stands for any text, none included. Not by a regular expression: one with ten of them takes years
// to find out that a long text does not match.

/** Whether the whole text is as the pattern says. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return pattern === text;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  // Each part as early as it can stand: that leaves most for those behind it.
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
