import { dayMs, parseDuration } from '../../lib/duration.ts';
import { UsageError } from '../options/options.ts';

/** AWS's default for a job to be completed is 7 days, but a script that waits for a day has been forgotten. */
export const defaultTimeoutMs = dayMs;

/** Ms. */
export function readTimeout(text: string | undefined): number {
  if (text === undefined) return defaultTimeoutMs;
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0) throw new UsageError(`--timeout takes a time such as 90m or 2h, not "${text}".`);
  return ms;
}
