// The daily digest: sent once a day at a UTC time.
const dayMs = 86_400_000;

/**
 * `time`: "07:00". `lastAt`: epoch ms of the previous digest; absent: there was none, and the first digest is due a day
 * later.
 */
export function digestIsDue(time: string | undefined, lastAt: number | undefined, now: number): boolean {
  if (time === undefined || lastAt === undefined) return false;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const midnight = now - (now % dayMs);
  const today = midnight + (hours * 60 + minutes) * 60_000;
  return lastAt < (today <= now ? today : today - dayMs);
}
