// Divides time into intervals, newest first, so that a search from the newest item computes no more than it needs.

const dayMs = 86_400_000;
/** An empty interval doubles the length of the next one, up to this length: a longer one costs too much at once. */
const longestIntervalMs = 16 * dayMs;

/**
 * Each interval is from its first value (inclusive) to its second (exclusive). Intervals begin at midnight, because
 * items are computed by the day.
 */
export function* intervalsNewestFirst(from: number, to: number, isDense: () => boolean): Generator<[number, number]> {
  let lengthMs = dayMs;
  for (let end = to; end > from; ) {
    const start = Math.max(from, Math.floor((end - 1) / dayMs) * dayMs - (lengthMs - dayMs));
    yield [start, end];
    end = start;
    lengthMs = isDense() ? dayMs : Math.min(2 * lengthMs, longestIntervalMs);
  }
}
