// The store at a past time: each statement reads the versions of rows that were valid then, as if they were the present
// ones. So all readers and queries of the present also read the past.
import type { Database } from '../sqlite.ts';

/** Plain data that can be sent to another thread. */
export interface PastTime {
  /** Epoch ms. */
  readonly time: number;
  /**
   * The resources whose rows exist from their own time on, whenever they were seen first: jobs. With the state of a row
   * from its start until its end, and before its start.
   */
  readonly unfinished: Readonly<Record<string, { readonly state: string; readonly waiting: string }>>;
}

/** Rows are not seen before their own time, but clocks may differ. */
const aheadMs = 86_400_000;

/** Epoch ms: rows of a later time were not seen at the past time, and are skipped by an index. */
export const latestAt = ({ time }: Pick<PastTime, 'time'>): number => Math.trunc(time) + aheadMs;

/** The rest of what a database offers is not for readers. */
export function pastDatabase(database: Database, past: PastTime): Database {
  return { prepare: (sql: string) => database.prepare(inPast(sql, past)) } satisfies Pick<
    Database,
    'prepare'
  > as unknown as Database;
}

const rowTable = /\b(from|join) row\b(?: as (\w+))?(?: indexed by (\w+))?/g;

function inPast(sql: string, past: PastTime): string {
  return sql.replace(rowTable, (_, ...[keyword = '', alias = 'row', index]: (string | undefined)[]) => {
    const hint = index !== undefined && isUsable.has(index) ? `indexed by ${index}` : '';
    return `${keyword} (${versionsAt(past, hint)}) as ${alias}`;
  });
}

/**
 * The others leave out rows by columns that are different for a past time. A row that was busy then may have an end,
 * which is later.
 */
const isUsable: ReadonlySet<string> = new Set(['row_key', 'row_at', 'row_shared', 'row_name', 'row_ended', 'row_seq']);

/**
 * SQLite merges this query into the statement that contains it, so that an index finds the rows. With `+` a column
 * decides on no index. A row that was first seen later, but began before, is derived from AWS's own times: it was busy
 * until its end.
 */
function versionsAt({ time, unfinished }: PastTime, hint: string): string {
  const at = Math.trunc(time);
  const isUnfinished = `stored.valid_from > ${at} and ifnull(stored.ended, 0) > ${at}`;
  return `select id, resource, scope, at, key,
    case when not (${isUnfinished}) then state
      when started > ${at} then ${stateOf(unfinished, 'waiting')} else ${stateOf(unfinished, 'state')} end as state,
    case when ${isUnfinished} then 1 else busy end as busy,
    case when ${isUnfinished} and started > ${at} then null else started end as started,
    ended, thin, shared, doc, search, requested_at, valid_from, null as valid_to, null as closed_by, seq
    from row as stored ${hint}
    where (+stored.valid_from <= ${at} and (+stored.valid_to is null or +stored.valid_to > ${at}))
    or (+stored.valid_from > ${at} and +stored.at between 1 and ${at} and ${isOf(unfinished)} and ${isFirst})`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const isOf = (unfinished: PastTime['unfinished']): string =>
  `+stored.resource in (select id from resource where name in (${Object.keys(unfinished).map(quoted).join(', ')}))`;

function stateOf(unfinished: PastTime['unfinished'], which: 'state' | 'waiting'): string {
  const states = Object.entries(unfinished).map(
    ([name, { [which]: state }]) => `when ${quoted(name)} then ${quoted(state)}`,
  );
  if (states.length === 0) return 'state';
  return `case (select name from resource where id = stored.resource) ${states.join(' ')} end`;
}

/** No version of the row is earlier. */
const isFirst = `not exists (select 1 from row as earlier indexed by row_key where earlier.resource = stored.resource
  and earlier.scope = stored.scope and earlier.at = stored.at and earlier.key = stored.key and earlier.id <> stored.id
  and (earlier.valid_from < stored.valid_from or (earlier.valid_from = stored.valid_from
    and (earlier.valid_to is not null and (stored.valid_to is null or earlier.valid_to < stored.valid_to)
      or earlier.valid_to is stored.valid_to and (earlier.seq, earlier.id) < (stored.seq, stored.id)))))`;
