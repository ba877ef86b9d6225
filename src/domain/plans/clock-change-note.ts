// Explains why a run that the change of clocks skips or repeats is not evaluated: AWS Backup documents neither case.
import { dayMs } from '../../lib/duration.ts';
import type { PlanRule } from './plan-rule.ts';
import { createSchedule } from './schedule.ts';
import { createZoneClock } from './zone-clock.ts';

const pastMs = 7 * dayMs;
const aheadMs = 30 * dayMs;

/** A sentence while such a run is near; undefined if there is none. */
export function clockChangeNote(
  { schedule, timeZone, versionAt }: Pick<PlanRule, 'schedule' | 'timeZone' | 'versionAt'>,
  now: number,
): string | undefined {
  const read = createSchedule(schedule, { timeZone, anchor: versionAt });
  if (!read || /^\s*rate/i.test(schedule)) return undefined;
  const [from, to] = [now - pastMs, now + aheadMs];
  const [skipped] = read.skippedRuns(from, to);
  if (skipped !== undefined) {
    return `On ${dateIn(timeZone, skipped)} the clock change skips the local time of a run. AWS does not document whether the rule runs: both are accepted.`;
  }
  const clock = createZoneClock(timeZone);
  const repeated = read.previousRuns(from, to).find((at) => clock.repeatsAfter(at) > 0);
  if (repeated === undefined) return undefined;
  return `On ${dateIn(timeZone, repeated)} the local time of a run occurs twice. AWS does not document at which of the two the rule runs: either is accepted.`;
}

const dateIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium' }).format(at);
