// Which sources import a source.
import { globSync, readFileSync } from 'node:fs';
import { importsOf } from './import-graph.ts';
import { piecesOf } from './probes.ts';

let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** The importers by the path of what they import. */
function allImporters(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of globSync('{src,components}/**/*.{ts,tsx}')) {
    for (const target of importsOf(file)) found.set(target, (found.get(target) ?? new Set()).add(file));
  }
  return found;
}

const runsNothing = (file: string): boolean => piecesOf(file, readFileSync(file, 'utf8')).length === 0;

/** Those of a source; of one that is but a table, the importers of its importers as well. */
export function importersOf(file: string): ReadonlySet<string> {
  known ??= allImporters();
  const found = new Set(known.get(file));
  for (const importer of found) {
    if (runsNothing(importer)) for (const further of known.get(importer) ?? []) found.add(further);
  }
  return found;
}
