// Generated matrices: `npm test` runs a seeded part of one, `npm run prove` the whole.

/** Whether `npm run prove` runs, which reads larger Regions than the suite. */
export const isProving = process.env.VAULTOP_PROVE === '1';

/** The number of generated cases. */
export const caseCount = (inSuite: number, inProof: number): number => (isProving ? inProof : inSuite);

/** All cases in a proof; in the suite `count` of them, always the same ones. */
export function sampled<Case>(cases: readonly Case[], count: number, seed = 1): readonly Case[] {
  if (isProving || cases.length <= count) return cases;
  const random = seededRandom(seed);
  return cases
    .map((value) => ({ value, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ value }) => value);
}

/** Numbers from 0 to 1, equal for equal seeds (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
