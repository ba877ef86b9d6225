// When AWS schedules run, implemented a second time: walks the days of a calendar, and shares no code with the program
// or the emulator.

export interface Slot {
  /** Epoch ms. */
  readonly at: number;
  /** Ms after which the same local time comes again, where clocks go back; else 0. */
  readonly againAfter: number;
}

const dayMs = 86_400_000;
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** From `from` up to, not including, `to`, oldest first. */
export function naiveSlots(expression: string, zone: string, from: number, to: number): Slot[] {
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = expression
    .replace(/^cron\(|\)$/g, '')
    .split(' ');
  const minutes = numbers(minute, 0, 59);
  const hours = numbers(hour, 0, 23);
  const slots: Slot[] = [];
  for (let date = Math.floor(from / dayMs) * dayMs - dayMs; date <= to + dayMs; date += dayMs) {
    if (!isDay(new Date(date), { day, month, weekday, year })) continue;
    for (const h of hours) for (const m of minutes) slots.push(...inZone(date + h * 3_600_000 + m * 60_000, zone));
  }
  return slots.filter(({ at }) => at >= from && at < to).sort((a, b) => a.at - b.at);
}

function numbers(field: string, least: number, most: number, names: readonly string[] = []): number[] {
  const all = Array.from({ length: most - least + 1 }, (_, index) => index + least);
  const toNumber = (text: string) => (names.includes(text) ? names.indexOf(text) + 1 : Number(text));
  return all.filter((value) =>
    field.split(',').some((part) => {
      if (part === '*' || part === '?') return true;
      const [range = '', step] = part.split('/');
      const [first = '', last] = range.split('-');
      const start = first === '*' ? least : toNumber(first);
      const end = last === undefined ? (step === undefined ? start : most) : toNumber(last);
      return value >= start && value <= end && (value - start) % Number(step ?? 1) === 0;
    }),
  );
}

function isDay(date: Date, fields: { day: string; month: string; weekday: string; year: string }): boolean {
  const { day, month, weekday, year } = fields;
  if (!numbers(year, 1970, 2199).includes(date.getUTCFullYear())) return false;
  if (!numbers(month, 1, 12, monthNames).includes(date.getUTCMonth() + 1)) return false;
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const [, nthDay, nth] = /^(\d)#(\d)$/.exec(weekday) ?? [];
  if (nthDay) return date.getUTCDay() + 1 === Number(nthDay) && Math.ceil(date.getUTCDate() / 7) === Number(nth);
  if (day === 'L') return date.getUTCDate() === lastOfMonth;
  return (
    numbers(day, 1, 31).includes(date.getUTCDate()) && numbers(weekday, 1, 7, dayNames).includes(date.getUTCDay() + 1)
  );
}

/** A local time as an instant: none where clocks skip it, the first of two where they repeat it. */
function inZone(local: number, zone: string): Slot[] {
  const offsets = [...new Set([offsetAt(local - dayMs, zone), offsetAt(local + dayMs, zone)])];
  const found = offsets.map((offset) => local - offset).filter((at) => at + offsetAt(at, zone) === local);
  const [first, second] = found.sort((a, b) => a - b);
  return first === undefined ? [] : [{ at: first, againAfter: second === undefined ? 0 : second - first }];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Ms that the zone is ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  if (zone === 'Etc/UTC') return 0;
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
