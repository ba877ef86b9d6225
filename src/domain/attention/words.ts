// How durations and lists are said aloud.
import { dayMs, hourMs, minuteMs } from '../../lib/duration.ts';
import { formatDateTime } from '../../lib/format.ts';

/** '45 min', '31 h', '5 d': one figure, as people say it. */
export function spoken(ms: number): string {
  const span = Math.max(0, ms);
  if (span < 2 * hourMs) return `${Math.round(span / minuteMs)} min`;
  if (span < 2 * dayMs) return `${Math.round(span / hourMs)} h`;
  return `${Math.round(span / dayMs)} d`;
}

/** 'a, b and 3 others'. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most);
  const left = names.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} other${left === 1 ? '' : 's'}`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** '14 Jan 05:00Z'. */
export function spokenTime(at: number): string {
  const [, year = '', month = '', day = '', clock = ''] = /^(\d+)-(\d+)-(\d+) (\d+:\d+)/.exec(formatDateTime(at)) ?? [];
  return year === '' ? '' : `${Number(day)} ${monthNames[Number(month) - 1]} ${clock}Z`;
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
