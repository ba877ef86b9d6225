// Seeded pseudo-random numbers: the same seed always yields the same sequence.
import { hexOf, upperUuidOf, uuidOf, type WordSource } from './hex-text.ts';

/** Four 32-bit words that seed a generator. */
export type Seed = readonly [number, number, number, number];

export interface Random {
  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number;
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  hex(length: number): string;
  uuid(): string;
  /** An upper-case UUID, as AWS Backup uses for job ids. */
  jobId(): string;
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

/** A distinct seed for each number: cheaper than hashing a text for each slot of a series. */
export function mixSeed([a, b, c, d]: Seed, n: number): Seed {
  const low = n >>> 0;
  const high = Math.floor(n / 4294967296) >>> 0;
  return [a ^ Math.imul(low, 2654435761), b ^ Math.imul(high ^ low, 2246822519), c ^ low, d ^ high];
}

export const createRandom = (seed: Seed): Random => new SeededRandom(seed);

/** sfc32. A class, because every job creates a generator, and closures would be created with each of them. */
class SeededRandom implements Random, WordSource {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor([a, b, c, d]: Seed) {
    // Signed 32-bit integers, which V8 stores without boxing.
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.d = d | 0;
    for (let i = 0; i < 12; i += 1) this.word();
  }

  word(): number {
    const { a, b, c, d } = this;
    const drawn = (((a + b) | 0) + d) | 0;
    this.d = (d + 1) | 0;
    this.a = b ^ (b >>> 9);
    this.b = (c + (c << 3)) | 0;
    this.c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }

  next(): number {
    return this.word() / 4294967296;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[Math.floor(this.next() * list.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }

  hex(length: number): string {
    return hexOf(this, length);
  }

  uuid(): string {
    return uuidOf(this);
  }

  jobId(): string {
    return upperUuidOf(this);
  }
}
