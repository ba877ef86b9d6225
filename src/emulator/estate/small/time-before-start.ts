const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Times before the start of the estate, in epoch ms. */
export interface TimeBeforeStart {
  /** Counted from midnight UTC of the day of the start. */
  nights(count: number): number;
  /** Counted from the full hour of the start. */
  hours(count: number): number;
}

export const timeBeforeStart = (now: number): TimeBeforeStart => ({
  nights: (count) => Math.floor(now / dayMs) * dayMs - count * dayMs,
  hours: (count) => Math.floor(now / hourMs) * hourMs - count * hourMs,
});
