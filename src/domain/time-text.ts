// Times as people type them: '2026-01-15 12:00Z', '3h ago', 'yesterday 23:59 Berlin'.
import { formatDateTime } from '../lib/text/format.ts';
import { parseTime } from '../lib/text/parse-time.ts';
import { findZone, localTime, timesShown } from './time-zones.ts';

export type ReadTime = { readonly at: number } | { readonly problem: string };

/** Each way to write a time. */
export const timeExamples = ['2026-01-15 12:00Z', '3h ago', 'yesterday 23:59 Berlin'] as const;

const example = `Give a time such as ${timeExamples[0]}, ${timeExamples[1]}, or ${timeExamples[2]}.`;

/** A time as of `now` (epoch ms). `zone`: that of a time without one. */
export function readTime(text: string, now: number, zone = 'UTC'): ReadTime {
  const trimmed = text.trim();
  if (/^now$/i.test(trimmed)) return { at: now };
  const exact = zone === 'UTC' || saysZone.test(trimmed) ? parseTime(trimmed) : undefined;
  if (exact !== undefined) return { at: exact };
  const ago = /^(.+?)\s+ago$/i.exec(trimmed);
  if (ago) return readSpan(ago[1] ?? '', (ms) => now - ms);
  const ahead = /^in\s+(.+)$/i.exec(trimmed);
  if (ahead) return readSpan(ahead[1] ?? '', (ms) => now + ms);
  return readLocal(trimmed, { now, zone });
}

const saysZone = /(Z|[+-]\d\d:\d\d)$/;

/** undefined for a text that is no time. */
export function timeOf(text: string, now: number, zone?: string): number | undefined {
  const read = readTime(text, now, zone);
  return 'at' in read ? read.at : undefined;
}

export function timeProblem(text: string, now: number, zone?: string): string | undefined {
  const read = readTime(text, now, zone);
  return 'problem' in read ? read.problem : undefined;
}

/** The time with its date and in UTC, which means the same later; a text that is no time stays. */
export function exactTime(text: string, now: number, zone?: string): string {
  const at = timeOf(text, now, zone);
  const isExact = saysZone.test(text.trim()) && parseTime(text) !== undefined;
  return at === undefined || isExact ? text : formatDateTime(at);
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** '3h', '1h 30m', '2d4h', counted from now. */
function readSpan(text: string, from: (ms: number) => number): ReadTime {
  if (!/^(\d+\s*[smhdw]\s*)+$/i.test(text)) return { problem: example };
  const parts = [...text.matchAll(/(\d+)\s*([smhdw])/gi)];
  const ms = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitMs[unit.toLowerCase()] ?? 0), 0);
  const at = from(ms);
  return Number.isNaN(new Date(at).getTime()) ? { problem: example } : { at };
}

/** A day, a time of it, and a zone: each may be absent, but not the day and the time. */
function readLocal(text: string, { now, zone }: { readonly now: number; readonly zone: string }): ReadTime {
  const [, day = '', clock = '', zoneName = ''] =
    /^(?:(today|yesterday|tomorrow|\d{4}-\d\d-\d\d))?(?:(?:^|[ T])(\d{1,2}:\d\d(?::\d\d)?))?(?:(?:^|\s)\s*([a-z][\w/+-]*(?: [a-z][\w/+-]*)*))?$/i.exec(
      text,
    ) ?? [];
  if (day === '' && clock === '') return { problem: example };
  const found = zoneName === '' ? { zone } : findZone(/^z$/i.test(zoneName) ? 'UTC' : zoneName);
  if ('problem' in found) return found;
  const date = dateOf(day.toLowerCase(), now, found.zone);
  const [hours = '', ...rest] = (clock || '00:00').split(':');
  const whole = [hours.padStart(2, '0'), ...rest, ...(rest.length === 1 ? ['00'] : [])].join(':');
  if (Number.isNaN(Date.parse(`${date}T${whole}Z`))) return { problem: `There is no ${date} ${whole}.` };
  return atLocal(date, whole, found.zone);
}

function dateOf(day: string, now: number, zone: string): string {
  const today = localTime(now, zone).date;
  if (day === '' || day === 'today') return today;
  const by = { yesterday: -1, tomorrow: 1 }[day];
  return by === undefined ? day : new Date(Date.parse(`${today}T12:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

function atLocal(date: string, clock: string, zone: string): ReadTime {
  const [first, second] = timesShown(date, clock, zone);
  if (first === undefined) {
    return { problem: `In ${zone} there is no ${clock} on ${date}: the clock change skips it.` };
  }
  if (second === undefined) return { at: first };
  const [a, b] = [first, second].map((at) => `${date} ${clock}${localTime(at, zone).offset}`);
  return { problem: `In ${zone} ${clock} occurs twice on ${date}, as summer time ends. Type ${a} or ${b}.` };
}
