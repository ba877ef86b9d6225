// Fields of times: a person types them in any way, an action gets them exact and in UTC.
import { exactTime, readTime, timeExamples } from '../../domain/time-text.ts';
import { inZone } from '../../domain/time-zones.ts';
import { formatAge, formatDateTime } from '../../lib/text/format.ts';
import { type AnyContext, type FormField, type FormValues, textOf } from '../../resources/action.ts';

type TimeField = Extract<FormField, { kind: 'time' }>;

/** What "3h ago" means is the same from here on, in the review, in the call and when it is sent again. */
export function withExactTimes(fields: readonly FormField[], context: AnyContext): FormValues {
  const { values, now, zone } = context;
  const exact = fields.flatMap((field): [string, string][] => {
    const text = textOf(values, field.id);
    if (field.kind !== 'time' || text === '' || field.words?.includes(text)) return [];
    return [[field.id, exactTime(text, now, zone)]];
  });
  return exact.length === 0 ? values : { ...values, ...Object.fromEntries(exact) };
}

/** Below a field in focus: how a time is written, or which one the text means. */
export function timeNotes(field: TimeField, text: string, { now, zone = 'UTC' }: AnyContext): string[] {
  if (text === '') return [[...(field.words ?? []), ...timeExamples].join(', ')];
  if (field.words?.includes(text)) return [];
  const read = readTime(text, now, zone);
  if ('problem' in read) return [];
  const utc = formatDateTime(read.at);
  const span = formatAge(Math.abs(now - read.at));
  const inUtc = `${utc} (${read.at > now ? `in ${span}` : `${span} ago`})`;
  return zone === 'UTC' ? [inUtc] : [inUtc, `${inZone(utc, zone)} ${zone}`];
}
