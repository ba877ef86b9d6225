// Names with `*`, as ARNs of selections, objectives and mutes have them.

export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.includes('*')) return pattern === text;
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 's').test(text);
}
