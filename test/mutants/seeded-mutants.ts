// The order in which mutants are tried: it depends on the seed and on the text of the sources alone.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { type Mutant, mutantsOf } from './mutants-of.ts';

/** What is changed, by the name under which it is counted. */
export const areas: Readonly<Record<string, readonly string[]>> = {
  rules: ['src/domain'],
  store: ['src/store'],
  polls: ['src/polling', 'src/engine/polls'],
  writer: ['src/terminal'],
  actions: ['src/resources/actions', 'src/engine/actions', 'src/app/forms'],
};

const isBelow = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

export const areaOf = (file: string): string =>
  Object.entries(areas).find(([, folders]) => folders.some((folder) => isBelow(file, folder)))?.[0] ?? 'other';

/** Sources of the areas; with `only`, those below the path. */
function filesOf(only: string | undefined): string[] {
  const files = globSync('{src,components}/**/*.{ts,tsx}').sort();
  return files.filter((file) => (only === undefined ? areaOf(file) !== 'other' : isBelow(file, only)));
}

const orderOf = (seed: number, id: string): string => createHash('sha256').update(`${seed} ${id}`).digest('hex');

/** One of each area and operator, then a second of each, and so on: long files and frequent operators get no more. */
export function seededMutants(seed: number, only?: string): Mutant[] {
  const all = filesOf(only).flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')));
  const ordered = all.map((mutant) => ({ mutant, order: orderOf(seed, mutant.id) }));
  ordered.sort((a, b) => (a.order < b.order ? -1 : 1));
  const groups = Map.groupBy(ordered, ({ mutant }) => `${areaOf(mutant.file)} ${mutant.operator}`);
  const ranked = [...groups.values()].flatMap((group) => group.map((entry, rank) => ({ ...entry, rank })));
  ranked.sort((a, b) => a.rank - b.rank || (a.order < b.order ? -1 : 1));
  return ranked.map(({ mutant }) => mutant);
}
