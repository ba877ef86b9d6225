// The runs of a rule: AWS's cron dialect, rate(), time zones and summer time. Past runs are computed here; for coming
// runs AWS's own preview of a plan is better, if there is one.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
import { Cron } from 'croner';

/** All times are epoch ms. */
export interface Schedule {
  /** Runs in [`from`, `to`), oldest first. */
  previousRuns(from: number, to: number): number[];
  /** The next `count` runs after `after`; fewer if the years of the schedule are over. */
  nextRuns(after: number, count: number): number[];
  /** The newest runs before `before`, at most `count`, oldest first. */
  lastRuns(before: number, count: number): number[];
  /** The times in [`from`, `to`) at which runs would be if summer time had not skipped their local times. */
  skippedRuns(from: number, to: number): number[];
}

/** The schedule of a plan rule without a schedule. */
export const defaultSchedule = 'cron(0 5 ? * * *)';

export interface ScheduleOptions {
  /** IANA name; AWS's default is UTC. */
  readonly timeZone?: string | undefined;
  /** Epoch ms at which rate() starts: the creation of the rule. */
  readonly anchor?: number | undefined;
}

/** undefined if the text is not a schedule, or the time zone is unknown here: then no run is expected. */
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
    // croner reports an unknown time zone only when a run is computed.
    cron.nextRun(new Date(0));
    return createCron(cron);
  } catch {
    return undefined;
  }
}

/** UTC as an offset: with a time zone croner calls Intl for every hour, which takes ten times as long. */
const zoneOf = (timeZone: string) => (/^(Etc\/)?UTC$/.test(timeZone) ? { utcOffset: 0 } : { timezone: timeZone });

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function rateStep(text: string): number | undefined {
  const [, count = '', unit = ''] = /^rate\((\d+)\s+(minute|hour|day)s?\)$/i.exec(text) ?? [];
  const stepMs = Number(count) * (unitMs[unit.toLowerCase()] ?? 0);
  return stepMs > 0 ? stepMs : undefined;
}

function createRate(stepMs: number, anchor: number): Schedule {
  /** The first run at or after `at`. */
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

/** A schedule with more runs in one look-back is not a backup schedule: AWS allows one run an hour. */
const mostRuns = 10_000;

function createCron(cron: Cron): Schedule {
  const epoch = (date: Date | null | undefined) => date?.getTime();
  // croner moves a run out of the hour that summer time skips. AWS does not document whether it runs then: no run is
  // expected, and a job is accepted.
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
      // Few runs fall into a skipped hour: one additional run replaces them.
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
  /** The meaning of a lone `L`, for fields in which croner does not support it. */
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

/** Translates `cron(0/30 5 ? * MON-FRI *)` into the dialect of croner, which requires seconds first. */
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
  // croner accepts a weekday 8 as Sunday.
  if (values.some((value) => value < least || value > most)) return 'none';
  // AWS reads `a/n` as "from a, every n", croner as a alone.
  const stepped = /^(\d+)\/(\d+)$/.exec(part);
  if (stepped) return `${stepped[1]}-${most}/${stepped[2]}`;
  const [, from = '', to = ''] = /^(\d+)-(\d+)$/.exec(part) ?? [];
  // FRI-MON passes the end of the week.
  return from !== '' && Number(from) > Number(to) ? `${from}-${most},${least}-${to}` : part;
}
