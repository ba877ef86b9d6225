// `--at TIME`: a past time.
import { readPastTime } from '../../app/state/time/past-time.ts';
import { findZone } from '../../domain/time-zones.ts';
import { systemClock } from '../../lib/clock.ts';
import { UsageError } from './options.ts';

/** A time as typed, and the zone of one without a zone. */
export interface TypedPast {
  readonly text: string;
  readonly zone: string;
}

/** Epoch ms. `present`: epoch ms by AWS's clock. */
export function pastTimeOf({ text, zone }: TypedPast, present: number): number {
  const read = readPastTime(text, { present, asOf: undefined, zone });
  if ('problem' in read) throw new UsageError(`--at ${text}: ${read.problem.replaceAll(':at ', '--at ')}`);
  return read.at ?? present;
}

/** Throws a UsageError unless it can be read and has passed. `timezone`: that of the config file. */
export function readPast(text: string, timezone: string | undefined): TypedPast {
  const found = findZone(timezone ?? 'UTC');
  const typed = { text, zone: 'zone' in found ? found.zone : 'UTC' };
  pastTimeOf(typed, systemClock.now());
  return typed;
}
