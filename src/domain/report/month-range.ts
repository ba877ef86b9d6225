// The bounds of a calendar month in a time zone.
import { findZone, timesShown } from '../time-zones.ts';

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
  if (year === '') return { problem: `A month is written as 2026-10, not "${month}".` };
  const found = findZone(zoneName);
  if ('problem' in found) return found;
  const { zone } = found;
  const next = number === '12' ? `${Number(year) + 1}-01` : `${year}-${String(Number(number) + 1).padStart(2, '0')}`;
  const [from, to] = [firstTime(month, zone), firstTime(next, zone)];
  if (from === undefined || to === undefined) return { problem: `There is no month ${month} in ${zone}.` };
  return { range: { month, timeZone: zone, from, to } };
}

function firstTime(month: string, zone: string): number | undefined {
  return firstClocks.map((clock) => timesShown(`${month}-01`, clock, zone)[0]).find((at) => at !== undefined);
}

/** The last month that is over at `now`. */
export function lastMonth(now: number): string {
  const at = new Date(now);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}
