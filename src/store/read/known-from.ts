// The first moments of a range at which a store knows something.
import type { TimeRange } from '../../lib/time-range.ts';
import type { Database } from '../sqlite.ts';

export interface KnownFrom {
  /** Epoch ms: from here on there are rows; the end of the range, if there are none. */
  readonly rowsFrom: number;
  /** Epoch ms: from here on lists are known as they were; the end of the range, if none ever is. */
  readonly listsFrom: number;
}

/** `timed`: resources whose rows tell by AWS's own times that they existed before anybody saw them. */
export function knownFrom(database: Database, range: TimeRange, timed: readonly string[]): KnownFrom {
  const listsFrom = firstRound(database, range);
  const { from, to } = range;
  const sql = `select min(max(at, :from)) as time from row where at > 0 and at < :to and (ended is null or ended > :from)
    and resource in (select id from resource where name in (select value from json_each(:timed)))`;
  const dated = database.prepare(sql).get({ from, to, timed: JSON.stringify(timed) })?.time;
  return { listsFrom, rowsFrom: Math.min(listsFrom, Number(dated ?? to)) };
}

/** A dashboard that starts asks for all its lists within this time. */
const firstRoundMs = 60_000;

/**
 * Where the range begins before the first response, it is the moment at which all lists of the first round have been
 * answered, for at the first response everything else would be unknown.
 */
function firstRound(database: Database, { from, to }: TimeRange): number {
  const begins = 'select from_at as time from coverage where to_at >= :from and from_at <= :to';
  const first = database.prepare(`select min(time) as time from (${begins})`).get({ from, to })?.time;
  if (first === undefined || first === null) return to;
  if (Number(first) <= from) return from;
  const round = database.prepare(`select max(time) as time from (${begins}) where time <= :until`);
  return Number(round.get({ from, to, until: Number(first) + firstRoundMs })?.time);
}
