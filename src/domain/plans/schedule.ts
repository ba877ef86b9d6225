// When a rule runs: AWS's cron dialect, rate(), time zones and summer time. Reckoned here for the past; for what comes
// AWS's own preview of a plan is better, where there is one.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
import { Cron } from 'croner';

/** All times are epoch ms. */
export interface Schedule {
  /** Runs from `from` up to, not including, `to`, oldest first. */
  previousRuns(from: number, to: number): number[];
  /** The next `count` runs after `after`; fewer when the years of the schedule are over. */
  nextRuns(after: number, count: number): number[];
  /** The newest runs before `before`, `count` at most, oldest first. */
  lastRuns(before: number, count: number): number[];
  /** Where runs from `from` up to, not including, `to` would be, had summer time not skipped their local times. */
  skippedRuns(from: number, to: number): number[];
}

/** A plan rule without a schedule runs at this one. */
export const defaultSchedule = 'cron(0 5 ? * * *)';

export interface ScheduleOptions {
  /** IANA name; AWS's own default is UTC. */
  readonly timeZone?: string | undefined;
  /** Epoch ms from which rate() counts: when the rule was made. */
  readonly anchor?: number | undefined;
}

/** undefined when the text is no schedule, or the zone none that is known here: then nothing can be expected of it. */
export function createSchedule(
  expression: string,
  { timeZone = 'Etc/UTC', anchor = 0 }: ScheduleOptions = {},
): Schedule | undefined {
  const text = expression.trim();
  const stepMs = rateStep(text);
  if (stepMs !== undefined) return createRate(stepMs, anchor);
  const pattern = toCronerPattern(text);
  if (pattern === undefined) return undefined;
  try {
    const cron = new Cron(pattern, { ...zoneOf(timeZone), alternativeWeekdays: true, paused: true });
    // An unknown zone is only found out by asking.
    cron.nextRun(new Date(0));
    return createCron(cron);
  } catch {
    return undefined;
  }
}

/** UTC as an offset: croner asks Intl for every hour of a zone, which takes ten times as long. */
const zoneOf = (timeZone: string) => (/^(Etc\/)?UTC$/.test(timeZone) ? { utcOffset: 0 } : { timezone: timeZone });

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function rateStep(text: string): number | undefined {
  const [, count = '', unit = ''] = /^rate\((\d+)\s+(minute|hour|day)s?\)$/i.exec(text) ?? [];
  const stepMs = Number(count) * (unitMs[unit.toLowerCase()] ?? 0);
  return stepMs > 0 ? stepMs : undefined;
}

function createRate(stepMs: number, anchor: number): Schedule {
  /** At or after `at`. */
  const firstFrom = (at: number) => anchor + Math.max(0, Math.ceil((at - anchor) / stepMs)) * stepMs;
  return {
    previousRuns(from, to) {
      const runs: number[] = [];
      for (let at = firstFrom(from); at < to; at += stepMs) runs.push(at);
      return runs;
    },
    nextRuns: (after, count) => Array.from({ length: count }, (_, index) => firstFrom(after + 1) + index * stepMs),
    lastRuns: (before, count) =>
      Array.from({ length: count }, (_, index) => firstFrom(before) - (count - index) * stepMs).filter(
        (at) => at >= anchor && at < before,
      ),
    skippedRuns: () => [],
  };
}

/** More runs than this in one look back are no schedule of backups: AWS allows one an hour. */
const mostRuns = 10_000;

function createCron(cron: Cron): Schedule {
  const epoch = (date: Date | null | undefined) => date?.getTime();
  // croner moves a run out of the hour that summer time skips. AWS does not document whether it runs then: it is not
  // expected, and a job that comes is welcome.
  const isReal = (at: number) => cron.match(new Date(at));
  const after = (at: number): number | undefined => {
    let run = epoch(cron.nextRun(new Date(at)));
    while (run !== undefined && !isReal(run)) run = epoch(cron.nextRun(new Date(run)));
    return run;
  };
  return {
    previousRuns(from, to) {
      const runs: number[] = [];
      for (let run = after(from - 1); run !== undefined && run < to; run = after(run)) {
        if (runs.push(run) >= mostRuns) break;
      }
      return runs;
    },
    nextRuns(from, count) {
      const runs: number[] = [];
      for (let run = after(from); run !== undefined && runs.length < count; run = after(run)) runs.push(run);
      return runs;
    },
    lastRuns(before, count) {
      // Runs that fell into a skipped hour are few: one more makes up for them.
      const runs = cron.previousRuns(count + 1, new Date(before)).map((run) => run.getTime());
      return runs.filter(isReal).slice(0, count).reverse();
    },
    skippedRuns(from, to) {
      const runs: number[] = [];
      for (let run = epoch(cron.nextRun(new Date(from - 1))); run !== undefined && run < to; ) {
        if (!isReal(run)) runs.push(run);
        run = epoch(cron.nextRun(new Date(run)));
      }
      return runs;
    },
  };
}

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

interface FieldRule {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
  /** What `L` alone means, where croner does not know it. */
  readonly last?: string;
}

const fieldRules: readonly FieldRule[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months },
  { least: 1, most: 7, names: weekdays, last: '7' },
  { least: 1970, most: 2199 },
];

/** `cron(0/30 5 ? * MON-FRI *)` in the dialect of croner, which wants seconds first. */
function toCronerPattern(text: string): string | undefined {
  const [, body = ''] = /^cron\((.+)\)$/is.exec(text) ?? [];
  const fields = body.trim().split(/\s+/);
  if (fields.length !== fieldRules.length) return undefined;
  return ['0', ...fields.map((field, index) => translateField(field.toUpperCase(), fieldRules[index]))].join(' ');
}

function translateField(field: string, rule: FieldRule | undefined): string {
  if (!rule || field === '?') return '*';
  return field
    .split(',')
    .map((part) => translatePart(part, rule))
    .join(',');
}

function translatePart(text: string, { least, most, names, last }: FieldRule): string {
  if (text === 'L' && last !== undefined) return last;
  const part = (names ?? []).reduce((known, name, index) => known.replace(name, String(index + 1)), text);
  const values = (/^\d+(-\d+)?/.exec(part)?.[0] ?? '').split('-').filter(Boolean).map(Number);
  // croner would take a weekday 8 for Sunday.
  if (values.some((value) => value < least || value > most)) return 'none';
  // AWS reads `a/n` as from a on, croner as a alone.
  const stepped = /^(\d+)\/(\d+)$/.exec(part);
  if (stepped) return `${stepped[1]}-${most}/${stepped[2]}`;
  const [, from = '', to = ''] = /^(\d+)-(\d+)$/.exec(part) ?? [];
  // FRI-MON goes over the end of the week.
  return from !== '' && Number(from) > Number(to) ? `${from}-${most},${least}-${to}` : part;
}
