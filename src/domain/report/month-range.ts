// The bounds of a calendar month in a time zone.
import { findZone, localTime, timesShown } from '../time-zones.ts';

export interface MonthRange {
  /** '2026-10'. */
  readonly month: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Epoch ms; `to` is not part of the month. */
  readonly from: number;
  readonly to: number;
}

/** A zone whose clocks are put forward at midnight has no 00:00 on that day. */
const firstClocks = ['00:00:00', '00:30:00', '01:00:00'];

/** The range, or the problem in a sentence. */
export function monthRange(
  month: string,
  zoneName = 'UTC',
): { readonly range: MonthRange } | { readonly problem: string } {
  const [, year = '', number = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === '') return { problem: `"${month}" is not a month: write it as 2026-10.` };
  const found = findZone(zoneName);
  if ('problem' in found) return found;
  const { zone } = found;
  const next = number === '12' ? `${Number(year) + 1}-01` : `${year}-${String(Number(number) + 1).padStart(2, '0')}`;
  const [from, to] = [firstTime(month, zone), firstTime(next, zone)];
  if (from === undefined || to === undefined)
    return { problem: `Month ${month} has no known beginning or end in time zone ${zone}.` };
  return { range: { month, timeZone: zone, from, to } };
}

const firstTime = (month: string, zone: string): number | undefined => firstTimeOf(`${month}-01`, zone);

const firstTimeOf = (day: string, zone: string): number | undefined =>
  firstClocks.map((clock) => timesShown(day, clock, zone)[0]).find((at) => at !== undefined);

/** Epoch ms at which each day of the month begins, oldest first. */
export function dayStarts({ month, timeZone, from, to }: MonthRange): number[] {
  const days = Array.from({ length: 31 }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
  const starts = days.map((day) => firstTimeOf(day, timeZone)).filter((at) => at !== undefined);
  return starts.filter((at) => at >= from && at < to);
}

/** The last month that is over at `now`, epoch ms. */
export function lastMonth(now: number, zone: string): string {
  const [year = 0, month = 1] = localTime(now, zone).date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
}
