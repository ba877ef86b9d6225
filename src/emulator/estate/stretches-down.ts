// Time cut into stretches, newest first: what is looked for from the newest on is then computed no further than needed.

const dayMs = 86_400_000;
/** Where little is found, the next look reaches twice as far; further than this costs too much at once. */
const longestLookMs = 16 * dayMs;

/** Each from its first up to, not including, its second; they start with a day, as what is computed by the day does. */
export function* stretchesDown(from: number, to: number, isDense: () => boolean): Generator<[number, number]> {
  let lookMs = dayMs;
  for (let end = to; end > from; ) {
    const start = Math.max(from, Math.floor((end - 1) / dayMs) * dayMs - (lookMs - dayMs));
    yield [start, end];
    end = start;
    lookMs = isDense() ? dayMs : Math.min(2 * lookMs, longestLookMs);
  }
}
