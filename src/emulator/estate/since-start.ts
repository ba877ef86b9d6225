const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Moments counted back from the start. */
export interface Since {
  /** From midnight UTC of the day on which it was started. */
  nights(count: number): number;
  /** From the full hour in which it was started. */
  hours(count: number): number;
}

export const sinceStart = (now: number): Since => ({
  nights: (count) => Math.floor(now / dayMs) * dayMs - count * dayMs,
  hours: (count) => Math.floor(now / hourMs) * hourMs - count * hourMs,
});
