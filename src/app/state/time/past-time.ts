// Reads the time of `:at`, `--at` and the keys: always one that has passed.

import { readTime } from '../../../domain/time-text.ts';
import { localTime, zoneLabel } from '../../../domain/time-zones.ts';
import { dayMs } from '../../../lib/duration.ts';

export interface TimeOnScreen {
  /** Epoch ms by AWS's clock. */
  readonly present: number;
  /** Epoch ms of the past time on screen; undefined: the present is. */
  readonly asOf: number | undefined;
  /** The zone of a time without one. */
  readonly zone: string;
}

/** `at` undefined: the present. */
export type ReadPast = { readonly at: number | undefined } | { readonly problem: string };

const usage =
  'Type :at 05:40, :at yesterday 05:00, :at 2026-11-27T05:40Z, :at +1h or :at -5m; :now returns to the present.';

/** '05:40' is the last time that a clock showed it; '+1h' and '-5m' count from the time on screen. */
export function readPastTime(text: string, { present, asOf, zone }: TimeOnScreen): ReadPast {
  const trimmed = text.trim();
  const step = /^([+-])\s*(\d.*)$/.exec(trimmed);
  if (trimmed === '') return { problem: usage };
  const words = step ? `${step[1] === '+' ? 'in ' : ''}${step[2]}${step[1] === '-' ? ' ago' : ''}` : trimmed;
  const read = readTime(words, step ? (asOf ?? present) : present, zone);
  if ('problem' in read) return step ? { problem: usage } : read;
  const isClock = /^\d{1,2}:\d\d(:\d\d)?(?=\s|$|z)/i.test(trimmed);
  const at = isClock && read.at > present ? dayBefore(trimmed, present, zone) : read.at;
  if (at < present) return { at };
  if (step || at === present) return { at: undefined };
  return { problem: `${pastText(at, zone, present)} is in the future: :at shows past times.` };
}

/** The same clock time of the day before, which may be 23 or 25 hours earlier. */
function dayBefore(clock: string, present: number, zone: string): number {
  const read = readTime(`yesterday ${clock}`, present, zone);
  return 'at' in read ? read.at : present - dayMs;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** '27 Nov 05:40 UTC'; with its seconds unless they are 0, and with its year if it is not that of the present. */
export function pastText(at: number, zone: string, present: number): string {
  const { date, clock } = localTime(at, zone);
  const [year = '', month = '', day = ''] = date.split('-');
  const isThisYear = localTime(present, zone).date.startsWith(`${year}-`);
  const name = months[Number(month) - 1] ?? month;
  return `${Number(day)} ${name}${isThisYear ? '' : ` ${year}`} ${clock.replace(/:00$/, '')} ${zoneLabel(zone)}`;
}
