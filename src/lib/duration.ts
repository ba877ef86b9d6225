// Durations in ms, and their text forms: '30s', '5m', '1h30m', '2d'.

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

const unitMs = { s: 1_000, m: minuteMs, h: hourMs, d: dayMs } as const;

export const durationPattern = /^(?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/;

/** Ms; undefined if the text is not a duration. */
export function parseDuration(text: string): number | undefined {
  if (!durationPattern.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([dhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs],
    0,
  );
}
