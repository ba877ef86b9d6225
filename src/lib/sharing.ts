// Equal texts and small objects of many rows kept once: of 100,000 jobs most members say what others say too.
import { RecentMap } from './recent-map.ts';
import { isSame } from './same.ts';

export interface Sharing {
  /** The row, its members replaced by equal ones that were seen before. */
  share<Row extends object>(row: Row): Row;
  /** The value, or an equal one that was seen before. */
  shared(value: unknown): unknown;
}

/** Texts of a few characters cost no more than the look for them saves. */
const shortest = 4;

/** Of a member, enough to find an object again that has it; whether all of it is equal is looked at then. */
const endOf = (member: unknown): string => String(member).slice(-8);

/** `most`: texts, or objects, that are remembered at the least; what did not come again lately is forgotten. */
export function createSharing(most = 50_000): Sharing {
  const texts = new RecentMap<string, string>(most);
  const objects = new RecentMap<string, object>(most);

  const remembered = <T>(known: RecentMap<string, T>, key: string, value: T): T => {
    known.set(key, value);
    return value;
  };

  const sharedText = (text: string): string =>
    text.length < shortest ? text : (texts.get(text) ?? remembered(texts, text, text));

  const sharedObject = (value: object): object => {
    const key = Object.values(value).map(endOf).join();
    const known = objects.get(key);
    return known !== undefined && isSame(known, value) ? known : remembered(objects, key, share(value));
  };

  const shared = (value: unknown): unknown => {
    if (typeof value === 'string') return sharedText(value);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? sharedObject(value) : value;
  };

  function share<Row extends object>(row: Row): Row {
    const members = row as Record<string, unknown>;
    for (const name in members) {
      const value = members[name];
      // An equal text is another object all the same: which of the two is kept makes the difference.
      if (typeof value === 'string' || typeof value === 'object') members[name] = shared(value);
    }
    return row;
  }

  return { share, shared };
}
