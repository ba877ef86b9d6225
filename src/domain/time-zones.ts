// Time zones by their IANA names or by the unique last part of one, and the local times of a zone.
// https://data.iana.org/time-zones/tz-link.html

/** The zone of this machine. */
export const machineZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

const lastPart = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);
const folded = (name: string): string => name.toLowerCase().replaceAll(' ', '_');

let zones: readonly string[] | undefined;
const allZones = (): readonly string[] => (zones ??= Intl.supportedValuesOf('timeZone'));

/** The zone that is meant by 'Europe/Berlin', 'berlin' or 'local'; or the problem of the name, in a sentence. */
export function findZone(name: string): { readonly zone: string } | { readonly problem: string } {
  const wanted = folded(name);
  if (wanted === 'local') return { zone: machineZone() };
  // Usual, and found without the list of all zones.
  if (wanted === 'utc') return { zone: 'UTC' };
  const whole = allZones().find((zone) => folded(zone) === wanted);
  if (whole) return { zone: whole };
  const [only, ...others] = allZones().filter((zone) => folded(lastPart(zone)) === wanted);
  if (only && others.length > 0) return { problem: `${name} is ambiguous: type ${[only, ...others].join(' or ')}.` };
  return only ? { zone: only } : isZone(name) ? { zone: name } : { problem: `There is no time zone ${name}.` };
}

/** Old names of zones are valid, but not listed. */
function isZone(name: string): boolean {
  try {
    return name.includes('/') && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const made = new Intl.DateTimeFormat('en-CA', {
    ...options,
    second: '2-digit',
    timeZone: zone,
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  formats.set(zone, made);
  return made;
}

export interface LocalTime {
  /** '2026-03-29'. */
  readonly date: string;
  /** '02:30:00'. */
  readonly clock: string;
  /** '+02:00'. */
  readonly offset: string;
}

export function localTime(at: number, zone: string): LocalTime {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const offset = (parts.timeZoneName ?? '').replace('GMT', '') || '+00:00';
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    clock: `${parts.hour}:${parts.minute}:${parts.second}`,
    offset,
  };
}

/** '2026-01-15 13:00:00+01:00 Berlin'. */
export function localText(at: number, zone: string): string {
  const { date, clock, offset } = localTime(at, zone);
  return `${date} ${clock}${offset} ${lastPart(zone)}`;
}

const dayMs = 86_400_000;

/** All times at which a clock of the zone shows the date and time: none in the hour that summer time skips. */
export function timesShown(date: string, clock: string, zone: string): readonly number[] {
  const asUtc = Date.parse(`${date}T${clock}Z`);
  const offsets = new Set([asUtc - dayMs, asUtc + dayMs].map((near) => localTime(near, zone).offset));
  const found = [...offsets].map((offset) => Date.parse(`${date}T${clock}${offset.slice(0, 6)}`));
  return found
    .filter((at) => {
      const shown = localTime(at, zone);
      return shown.date === date && shown.clock === clock;
    })
    .sort((a, b) => a - b);
}

/** As `formatDateTime` of src/lib/text/format.ts writes a time. */
const utcTime = /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g;

/** The text with its times in the zone: '2026-01-15 12:00:00Z' becomes '2026-01-15 13:00:00+01:00'. */
export function inZone(text: string, zone: string): string {
  if (zone === 'UTC') return text;
  return text.replace(utcTime, (written) => {
    const { date, clock, offset } = localTime(Date.parse(written.replace(' ', 'T')), zone);
    return `${date} ${clock}${offset}`;
  });
}

/** 'MM-DD HH:mm' on a clock of the zone. */
export function shortTime(at: number, zone: string): string {
  if (Number.isNaN(new Date(at).getTime())) return '';
  const { date, clock } = localTime(at, zone);
  return `${date.slice(5)} ${clock.slice(0, 5)}`;
}

/** 'Berlin' of 'Europe/Berlin'. */
export const zoneLabel = (zone: string): string => lastPart(zone).replaceAll('_', ' ');
