// The first moment of a range at which a store knows rows.
import type { TimeRange } from '../../lib/time-range.ts';
import type { Database } from '../sqlite.ts';

/** A dashboard that starts asks for all its lists within this time. */
const firstRoundMs = 60_000;

/**
 * Epoch ms. Where the range begins before the first answer, it is the moment at which all lists of the first round have
 * been answered, for at the first answer everything else would be unknown. The end of the range, if nothing is known.
 */
export function knownFrom(database: Database, { from, to }: TimeRange): number {
  const begins = 'select from_at as time from coverage where to_at >= :from and from_at <= :to';
  const first = database.prepare(`select min(time) as time from (${begins})`).get({ from, to })?.time;
  if (first === undefined || first === null) return to;
  if (Number(first) <= from) return from;
  const round = database.prepare(`select max(time) as time from (${begins}) where time <= :until`);
  return Number(round.get({ from, to, until: Number(first) + firstRoundMs })?.time);
}
