// The status as one line of text, by a format of the user's own, and as JSON.
import { minuteMs } from '../../lib/duration.ts';
import { formatAge } from '../../lib/text/format.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import type { StoredStatus } from './stored-status.ts';

export interface Status extends StoredStatus {
  /** Epoch ms. */
  readonly at: number;
  readonly context?: string;
  /** What is older counts as unknown. */
  readonly maxAgeMs: number;
  /** Why nothing is known of the place, although the store may have rows. */
  readonly problem?: string;
}

export type StatusState = 'known' | 'in part' | 'old' | 'unknown';

/** Epoch ms of the oldest response; undefined: there is none. */
export function asOfAll({ places }: Pick<Status, 'places'>): number | undefined {
  const times = places.flatMap(({ asOf }) => asOf ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** A time in the future comes from a clock that was set: how old it is cannot be known. */
export function stateOf(status: Omit<Status, 'context'>): StatusState {
  const { places, at, maxAgeMs } = status;
  const asOf = asOfAll(status);
  if (asOf === undefined) return places.length > 0 ? 'in part' : 'unknown';
  if (at - asOf > maxAgeMs || asOf - at > clockToleranceMs) return 'old';
  return places.some((place) => place.asOf === undefined) ? 'in part' : 'known';
}

/** The clocks of two machines, and of AWS, differ a little. */
const clockToleranceMs = 60_000;

/** 'prod ✖4 ▲12 · 2m old'; '?': there may be more. */
export function statusLine(status: Status): string {
  const { context, counts, problem } = status;
  const state = stateOf(status);
  const name = context === undefined ? [] : [context];
  if (state === 'unknown') return [...name, `unknown: ${problem ?? 'the store has no rows of it'}`].join(' ');
  const figures = [
    ...(counts.critical > 0 ? [`✖${counts.critical}`] : []),
    ...(counts.warning > 0 ? [`▲${counts.warning}`] : []),
    ...(state === 'known' ? [] : ['?']),
  ];
  return [...name, ...(figures.length > 0 ? figures : ['✓']), '·', ageText(status)].join(' ');
}

function ageText(status: Status): string {
  const asOf = asOfAll(status);
  if (asOf === undefined) return 'age unknown';
  return status.at < asOf - clockToleranceMs ? 'in the future' : `${briefAge(Math.max(0, status.at - asOf))} old`;
}

/** '5m': a prompt is not drawn each second. */
const briefAge = (ms: number): string => formatAge(ms < minuteMs ? ms : ms - (ms % minuteMs)).replace(/(?<=m)00s$/, '');

/** Names in braces become values; '?': not known. */
export function formatted(status: Status, format: string): string {
  const state = stateOf(status);
  const { counts, context = '' } = status;
  const number = (count: number) => (state === 'unknown' ? '?' : String(count));
  const values: Readonly<Record<string, string>> = {
    critical: number(counts.critical),
    warning: number(counts.warning),
    notice: number(counts.notice),
    muted: number(counts.muted),
    age: asOfAll(status) === undefined ? '?' : ageText(status).replace(/ old$/, ''),
    context,
    state,
  };
  return format.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

const isoText = (time: number | undefined): string | null => (time === undefined ? null : new Date(time).toISOString());

export function statusJson(status: Status): string {
  const { at, context, counts, places, problem } = status;
  const state = stateOf(status);
  return jsonText(
    {
      schema: 'vaultop.status/1',
      at: isoText(at),
      context: context ?? null,
      state,
      asOf: isoText(asOfAll(status)),
      counts: state === 'unknown' ? null : counts,
      places: places.map(({ accountId: account, region, asOf }) => ({ account, region, asOf: isoText(asOf) })),
      ...(problem === undefined ? {} : { problem }),
    },
    2,
  );
}
