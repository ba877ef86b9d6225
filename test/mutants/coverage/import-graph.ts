// Which files import which, as far as their texts tell.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(?!type\s)(?:[^'";]*?\s+from\s+)?'(\.[^']+)'|import\(\s*'(\.[^']+)'\s*\)/g;

const known = new Map<string, readonly string[]>();

/** The files of ours that a file imports; types alone do not count. */
export function importsOf(file: string): readonly string[] {
  let found = known.get(file);
  if (found === undefined) {
    const names = [...readFileSync(file, 'utf8').matchAll(statement)].map(
      ([, still, dynamic]) => still ?? dynamic ?? '',
    );
    found = names.map((name) => join(dirname(file), name)).filter((path) => /\.tsx?$/.test(path) && existsSync(path));
    known.set(file, found);
  }
  return found;
}

/** All that is loaded with a file, which is one of them. */
export function reachedFrom(file: string): ReadonlySet<string> {
  const found = new Set([file]);
  for (const reached of found) for (const next of importsOf(reached)) found.add(next);
  return found;
}
