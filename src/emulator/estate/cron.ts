// Times of AWS schedule expressions. The emulator has its own parser: if it shared the dashboard's, the tests would
// compare the dashboard with itself.
import { Cron } from 'croner';

export interface SlotSchedule {
  /** Slots from `from` (inclusive) to `to` (exclusive), in epoch ms, oldest first. */
  between(from: number, to: number): number[];
  /** The next `count` slots after `after`. */
  next(after: number, count: number): number[];
}

const largest = [59, 23, 31, 12, 7, 2199];
const weekdayField = 4;
const dayField = 2;

/** Translates `cron(0 5 ? * MON-FRI *)` to croner's syntax. */
export function toCronerPattern(expression: string): string {
  const [, body] = /^cron\((.+)\)$/.exec(expression.trim()) ?? [];
  const fields = body?.trim().split(/\s+/) ?? [];
  if (fields.length !== 6) throw new Error(`"${expression}" is not an AWS cron expression of six fields.`);
  return `0 ${fields.map(translateField).join(' ')}`;
}

function translateField(field: string, index: number): string {
  if (field === '?') return '*';
  if (index === weekdayField && field === 'L') return '7';
  if (index === dayField && field === 'L') return 'L';
  // In AWS's syntax `a/n` means "every n from a"; croner reads it as `a` alone.
  return field.replace(/(^|,)(\d+)\/(\d+)/g, `$1$2-${largest[index]}/$3`);
}

const rateMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

export function createSchedule(expression: string, timezone: string): SlotSchedule {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression.trim()) ?? [];
  if (count !== undefined) return createRate(Number(count) * (rateMs[unit] ?? 0));
  const isUtc = /^(Etc\/)?UTC$/.test(timezone);
  // UTC as an offset: for a named zone croner asks Intl about every hour, which takes ten times as long.
  const zone = isUtc ? { utcOffset: 0 } : { timezone };
  const cron = new Cron(toCronerPattern(expression), { ...zone, alternativeWeekdays: true, paused: true });
  return createCron(isUtc ? (at) => cron.nextRun(at) : (at) => runOfZone(cron, at));
}

/**
 * croner moves a run out of the hour that daylight saving time skips. AWS Backup does not document its behaviour;
 * EventBridge Scheduler, its closest relative, skips the run.
 * https://repost.aws/knowledge-center/eventbridge-scheduler-adjust-dst
 */
function runOfZone(cron: Cron, at: Date): Date | null {
  let run = cron.nextRun(at);
  while (run !== null && !cron.match(run)) run = cron.nextRun(run);
  return run;
}

function createRate(stepMs: number): SlotSchedule {
  const firstFrom = (at: number) => Math.ceil(at / stepMs) * stepMs;
  return {
    between(from, to) {
      const slots = [];
      for (let at = firstFrom(from); at < to; at += stepMs) slots.push(at);
      return slots;
    },
    next: (after, count) => Array.from({ length: count }, (_, index) => firstFrom(after + 1) + index * stepMs),
  };
}

function createCron(runAfter: (at: Date) => Date | null): SlotSchedule {
  return {
    between(from, to) {
      const slots = [];
      // croner returns runs after the given time.
      for (let run = runAfter(new Date(from - 1)); run !== null && run.getTime() < to; run = runAfter(run)) {
        slots.push(run.getTime());
      }
      return slots;
    },
    next(after, count) {
      const slots: number[] = [];
      for (let run = runAfter(new Date(after)); run !== null && slots.length < count; run = runAfter(run)) {
        slots.push(run.getTime());
      }
      return slots;
    },
  };
}
