import type { Data } from './data.ts';

/** Whether nothing has changed, except perhaps what is named. */
export function sameData(one: Data, other: Data, except: readonly (keyof Data)[] = []): boolean {
  if (one === other) return true;
  const names = new Set([...Object.keys(one), ...Object.keys(other)] as (keyof Data)[]);
  return [...names].every((name) => one[name] === other[name] || except.includes(name));
}
