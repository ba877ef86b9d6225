// Chance without chance: the same key always throws the same numbers.
import { hexOf, uuidOf } from './hex-text.ts';

/** Four words of 32 bits, from which a die is made. */
export type Seed = readonly [number, number, number, number];

export interface Dice {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  hex(length: number): string;
  uuid(): string;
}

/** cyrb128, public domain: https://github.com/bryc/code/blob/master/jshash/PRNGs.md */
export function seedOf(...keys: (string | number)[]): Seed {
  const text = keys.join('|');
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  a ^= b ^ c ^ d;
  return [a >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** A seed of its own for each number: cheaper than hashing a text for each slot of a series. */
export function mixSeed([a, b, c, d]: Seed, n: number): Seed {
  const low = n >>> 0;
  const high = Math.floor(n / 4294967296) >>> 0;
  return [a ^ Math.imul(low, 2654435761), b ^ Math.imul(high ^ low, 2246822519), c ^ low, d ^ high];
}

export function createDice(seed: Seed): Dice {
  let [a, b, c, d] = seed;
  // sfc32
  const word = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i += 1) word();

  const next = () => word() / 4294967296;
  const between = (low: number, high: number) => low + next() * (high - low);
  return {
    next,
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    chance: (share) => next() < share,
    pick: (list) => {
      const item = list[Math.floor(next() * list.length)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
    hex: (length) => hexOf(word, length),
    uuid: () => uuidOf(word),
  };
}
