// An extract of a store: what it knew of a range of times, in a database of its own with the same schema. What happened
// after the range is not in it: the newest version of a row is the one that held at its end.
import type { TimeRange } from '../../lib/time-range.ts';
import { markAsExtract, migrate } from '../schema.ts';
import { attachAsSource, createStatements, inTransaction, leaveLog, openForWriting } from '../sqlite.ts';

export interface ExtractOptions extends TimeRange {
  /** The path of the store. */
  readonly source: string;
  /** The path of an existing, empty file. */
  readonly target: string;
  /** Resources whose rows tell by AWS's own times that they existed before the program saw them. */
  readonly timed: readonly string[];
  /** The version of this program. */
  readonly program: string;
}

export interface Extracted {
  /** The number of versions of rows. */
  readonly versions: number;
  /** The number of account-Regions. */
  readonly scopes: number;
}

/** The columns of a version that stay as they are. */
const content = `id, resource, scope, at, key, state, busy, started, ended, thin, shared, doc, search, requested_at,
  valid_from`;

/** A version that held at some time of the range. What ended it after the range is left out. */
const held = `insert into main.row(${content}, valid_to, closed_by, seq)
  select ${content}, case when valid_to <= :to then valid_to end, case when valid_to <= :to then closed_by end, seq
  from source.row where valid_from <= :to and (valid_to is null or valid_to > :from)`;

/** The order of versions: two may have ended in the same millisecond. */
const order = (name: string) => `(coalesce(${name}.valid_to, 9e15), ${name}.seq, ${name}.id)`;

/** The first version of a row that existed by AWS's own time and that was seen only later. */
const seenLater = `insert into main.row(${content}, valid_to, closed_by, seq)
  select ${content}, null, null, seq from source.row as one
  where one.resource in (select id from source.resource where name in (select value from json_each(:timed)))
  and one.at > 0 and one.at <= :to and one.valid_from > :to
  and not exists (select 1 from source.row as other where other.resource = one.resource and other.scope = one.scope
    and other.at = one.at and other.key = one.key and ${order('other')} < ${order('one')})`;

/** A request was answered as long as its list was watched, or once before the end of the range. */
const requests = `insert into main.request(id, resource, scope, params, requested_at, whole_at, received_at,
    failing_since, attempts, problem, seq)
  select id, resource, scope, params, min(requested_at, :to), whole, case when whole is not null then min(received_at, :to) end,
    failing, case when failing is not null then attempts end, case when failing is not null then problem end,
    case when whole is not null then seq end
  from (select *, case when whole_at <= :to then whole_at else
      (select max(min(to_at, :to)) from source.coverage where request = id and from_at <= :to) end as whole,
    case when failing_since <= :to then failing_since end as failing from source.request)`;

const rest = [
  `insert into main.coverage(request, from_at, to_at, whole_at)
    select request, from_at, min(to_at, :to), min(whole_at, :to) from source.coverage
    where from_at <= :to and to_at >= :from`,
  'insert into main.shared select * from source.shared where id in (select shared from main.row)',
  `insert into main.member select request, member.row from source.member
    join main.row as known on known.id = member.row join main.request as asked on asked.id = member.request`,
  'insert into main.resource select * from source.resource',
  'insert into main.scope select * from source.scope',
  'insert into main.pruned select * from source.pruned',
  "insert into main.meta select name, value from source.meta where name = 'seq'",
  "insert into main.meta values('stamp', :to), ('extract from', :from), ('extract to', :to), ('extract by', :program)",
];

/** Throws the errors of SQLite. The store may be written meanwhile: all is read in one transaction. */
export function writeExtract({ source, target, timed, program, from, to }: ExtractOptions): Extracted {
  const database = openForWriting(target);
  try {
    migrate(database);
    attachAsSource(database, source);
    const statement = createStatements(database);
    const run = (sql: string, values: Readonly<Record<string, number | string>> = {}) => {
      const used = Object.entries(values).filter(([name]) => sql.includes(`:${name}`));
      return Number(statement(sql).run(Object.fromEntries(used)).changes);
    };
    const versions = inTransaction(database, () => {
      const count = run(held, { from, to }) + run(seenLater, { to, timed: JSON.stringify(timed) });
      run(requests, { to });
      for (const sql of rest) run(sql, { from, to, program });
      return count;
    });
    const found = statement('select count(distinct scope) as count from main.row').get();
    database.exec('detach source');
    markAsExtract(database);
    leaveLog(database);
    return { versions, scopes: Number(found?.count) };
  } finally {
    database.close();
  }
}
