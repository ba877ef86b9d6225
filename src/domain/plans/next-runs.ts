import type { PlanRule } from './plan-rule.ts';
import { createSchedule } from './schedule.ts';

type Scheduled = Pick<PlanRule, 'preview' | 'schedule' | 'timeZone' | 'versionAt'>;

/** Epoch ms of the next runs, soonest first: AWS's own preview, as far as it reaches. Empty: the rule never runs. */
export function nextRuns({ preview, schedule, timeZone, versionAt }: Scheduled, now: number, count: number): number[] {
  const ahead = preview.filter((at) => at >= now).slice(0, count);
  if (ahead.length > 0) return ahead;
  return createSchedule(schedule, { timeZone, anchor: versionAt })?.nextRuns(now, count) ?? [];
}

/** '05:00 Berlin', '05:00 UTC': the local time of the zone, which is named by the last part of its name. */
export function zonedTime(at: number, timeZone: string): string {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const zone = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  try {
    return `${new Intl.DateTimeFormat('en-GB', options).format(at)} ${zone}`;
  } catch {
    return `${new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(at)} UTC`;
  }
}
