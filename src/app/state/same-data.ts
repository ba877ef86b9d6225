import type { Data } from './data.ts';

/** Whether the data are equal, except for the named members. */
export function sameData(one: Data, other: Data, except: readonly (keyof Data)[] = []): boolean {
  if (one === other) return true;
  const names = new Set([...Object.keys(one), ...Object.keys(other)] as (keyof Data)[]);
  return [...names].every((name) => one[name] === other[name] || except.includes(name));
}
