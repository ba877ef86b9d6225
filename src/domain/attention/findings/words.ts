// Formats durations and lists for sentences.
import { dayMs, hourMs, minuteMs } from '../../../lib/duration.ts';
import { formatDateTime } from '../../../lib/text/format.ts';

/** '45 min', '2 h 5 min', '31 h', '2 d 14 h', '12 d': rounded down, with at most two units. */
export function durationWords(ms: number): string {
  const span = Math.max(0, ms);
  if (span < 2 * hourMs) return `${Math.floor(span / minuteMs)} min`;
  if (span < 10 * hourMs) return figures(span, [hourMs, 'h'], [minuteMs, 'min']);
  if (span < 2 * dayMs) return `${Math.floor(span / hourMs)} h`;
  return span < 10 * dayMs ? figures(span, [dayMs, 'd'], [hourMs, 'h']) : `${Math.floor(span / dayMs)} d`;
}

type Unit = readonly [ms: number, name: string];

function figures(span: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((span % large) / small);
  return `${Math.floor(span / large)} ${largeName}${rest > 0 ? ` ${rest} ${smallName}` : ''}`;
}

/** An age that exceeds `limit`: precise enough that both texts differ. */
export function ageWordsPast(age: number, limit: number): string {
  const short = durationWords(age);
  if (short !== durationWords(limit)) return short;
  return age < 2 * dayMs ? figures(age, [hourMs, 'h'], [minuteMs, 'min']) : figures(age, [dayMs, 'd'], [hourMs, 'h']);
}

/** The first few of many names, and the number of all names. */
export interface FirstNames {
  readonly first: readonly string[];
  readonly count: number;
}

export const firstNames = (names: readonly string[], most = 3): FirstNames => ({
  first: names.slice(0, most),
  count: names.length,
});

/** 'a, b and 3 others'. */
export const listed = (names: readonly string[]): string => listedFirst(firstNames(names));

export function listedFirst({ first, count }: FirstNames): string {
  const left = count - first.length;
  if (left > 0) return `${first.join(', ')} and ${left} other${left === 1 ? '' : 's'}`;
  const last = first.at(-1) ?? '';
  return first.length < 2 ? last : `${first.slice(0, -1).join(', ')} and ${last}`;
}

/** '14 Jan 05:00Z'. */
export function timeWords(at: number): string {
  const [, year = '', month = '', day = '', clock = ''] = /^(\d+)-(\d+)-(\d+) (\d+:\d+)/.exec(formatDateTime(at)) ?? [];
  return year === '' ? '' : `${Number(day)} ${monthNames[Number(month) - 1]} ${clock}Z`;
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
