import { hostileTexts } from './hostile-texts.ts';
import { seededRandom } from './matrix.ts';

/**
 * The characters that AWS allows in tags:
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
const legal = [...'aZ09 _.:/=+-@éß日本👍', '  ', '==', '@='];
const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', 'variable', 'fromAnswer', 'length'];

/** Maps of tags that AWS allows, and some that other services accept: quotes, commas, control characters. */
export function tagMaps(seed: number): () => Record<string, string> {
  const random = seededRandom(seed);
  const hostile = hostileTexts(seed + 1);
  const one = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const text = (least: number): string => {
    if (random() < 0.3) return hostile().padEnd(least, 'x').slice(0, 128);
    const length = least + Math.floor(random() * (random() < 0.1 ? 60 : 5));
    return Array.from({ length }, () => one(legal)).join('');
  };
  const key = (): string => (random() < 0.2 ? one(names) : text(1));
  return () => {
    const entries = Array.from({ length: Math.floor(random() * 6) }, () => [key(), text(0)] as const);
    return Object.fromEntries(entries.filter(([name]) => !/^aws:/i.test(name)));
  };
}

/** Equal for equal maps in any order: toEqual ignores an own member __proto__. */
export const entriesOf = (tags: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1));
