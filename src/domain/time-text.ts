// Times as people type them: '2026-01-15 12:00Z', '3h ago', 'yesterday 23:59 Berlin'.
import { findZone, localTime, timesShown } from './time-zones.ts';

/** Epoch ms of '2026-01-15 12:00:00Z', '2026-01-15T12:00Z' or '2026-01-15'. A time without a zone is UTC. */
export function parseTime(text: string): number | undefined {
  const [, date, clock = '00:00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  const at = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}

export type ReadTime = { readonly at: number } | { readonly problem: string };

/** Each way to write a time. */
export const timeExamples = ['2026-01-15 12:00Z', '3h ago', 'yesterday 23:59 Berlin'] as const;

const example = `Give a time such as ${timeExamples[0]}, ${timeExamples[1]}, or ${timeExamples[2]}.`;

/** A time as of `now` (epoch ms). Without a zone it is UTC. */
export function readTime(text: string, now: number): ReadTime {
  const trimmed = text.trim();
  if (/^now$/i.test(trimmed)) return { at: now };
  const exact = parseTime(trimmed);
  if (exact !== undefined) return { at: exact };
  const ago = /^(.+?)\s+ago$/i.exec(trimmed);
  if (ago) return readAgo(ago[1] ?? '', now);
  return readLocal(trimmed, now);
}

/** undefined for a text that is no time. */
export function timeOf(text: string, now: number): number | undefined {
  const read = readTime(text, now);
  return 'at' in read ? read.at : undefined;
}

export function timeProblem(text: string, now: number): string | undefined {
  const read = readTime(text, now);
  return 'problem' in read ? read.problem : undefined;
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** '3h', '1h 30m', '2d4h'. */
function readAgo(text: string, now: number): ReadTime {
  if (!/^(\d+\s*[smhdw]\s*)+$/i.test(text)) return { problem: example };
  const parts = [...text.matchAll(/(\d+)\s*([smhdw])/gi)];
  const ms = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitMs[unit.toLowerCase()] ?? 0), 0);
  return Number.isFinite(now - ms) ? { at: now - ms } : { problem: example };
}

/** A day, a time of it, and a zone: each may be absent, but not the day and the time. */
function readLocal(text: string, now: number): ReadTime {
  const [, day = '', clock = '', zoneName = ''] =
    /^(?:(today|yesterday|\d{4}-\d\d-\d\d))?(?:(?:^|[ T])(\d{1,2}:\d\d(?::\d\d)?))?(?:(?:^|\s)\s*([a-z][\w/+-]*(?: [a-z][\w/+-]*)*))?$/i.exec(
      text,
    ) ?? [];
  if (day === '' && clock === '') return { problem: example };
  const found = zoneName === '' || /^z$/i.test(zoneName) ? { zone: 'UTC' } : findZone(zoneName);
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
  if (day !== 'yesterday') return day;
  return new Date(Date.parse(`${today}T12:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function atLocal(date: string, clock: string, zone: string): ReadTime {
  const [first, second] = timesShown(date, clock, zone);
  if (first === undefined) {
    return { problem: `In ${zone} there is no ${clock} on ${date}: summer time begins and skips it.` };
  }
  if (second === undefined) return { at: first };
  const [a, b] = [first, second].map((at) => `${date} ${clock}${localTime(at, zone).offset}`);
  return { problem: `In ${zone} ${clock} comes twice on ${date}, as summer time ends. Say ${a} or ${b}.` };
}
