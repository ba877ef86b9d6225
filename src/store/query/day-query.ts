// The jobs of the overview: busy ones, recently ended ones, and the newest end for each place. The query runs in steps,
// so that the thread can write in between.
import { lazily } from '../../lib/lazily.ts';
import { latestAt } from '../past/past-database.ts';
import { createStatements, type Database, type Statement } from '../sqlite.ts';
import { type BusyOrder, busyIds } from './busy-rows.ts';
import { isOpenIn } from './candidates.ts';
import { allOf, type Condition, condition } from './condition.ts';
import { type RowIds, statementRows } from './list-query.ts';
import { isFirstSeen, type QueryScopes, readScopes } from './query-scopes.ts';

/** The rows of one resource. */
export interface DayList {
  readonly resource: string;
  /** As in a ListQuery. */
  readonly scopes: readonly (readonly number[])[];
}

export interface DayQuery {
  readonly lists: readonly DayList[];
  /** Rows with at least this time, in epoch ms. */
  readonly sinceAt: number;
  /** Rows that ended at this time or later, in epoch ms. */
  readonly endedSince: number;
  /** The order of the busy rows; absent: those that take longest first. */
  readonly busy?: BusyOrder;
  /** Rows that ended later are left out, in epoch ms. Absent: there are none. */
  readonly endedUntil?: number;
}

/** A count of ended rows with equal values. */
export interface EndGroup {
  readonly state: string;
  readonly category: string | undefined;
  readonly hasMessage: boolean;
}

/** The members of a row that are read in addition to its columns. */
export interface DayMembers {
  readonly category: string;
  readonly message: string;
  /** A shared member. */
  readonly place: string;
}

export interface DayOptions {
  readonly database: Database;
  readonly members: DayMembers;
  /** The state of a running row; other busy rows wait. */
  readonly atWork: string;
  isBad(end: EndGroup): boolean;
  /** Rows per statement. */
  readonly size?: number;
}

export interface DayResult {
  readonly ended: readonly (EndGroup & { readonly count: number })[];
  /** The busy rows; without another order a job that hangs is in view. */
  readonly running: RowIds;
  /** Rows that ended badly, newest end first. */
  readonly bad: RowIds;
  /** The end of the newest row of each place, epoch ms. */
  readonly newestEnds: ReadonlyMap<string, number>;
}

interface Timed {
  readonly id: number;
  readonly key: string;
  readonly time: number;
}

const latestFirst = (one: Timed, other: Timed): number =>
  other.time - one.time || (one.key < other.key ? -1 : one.key > other.key ? 1 : one.id - other.id);

const idsOf = (rows: readonly Timed[]): RowIds => Int32Array.from(rows, ({ id }) => id);

/** The newest ends are cached between queries: only rows that were written since are read again. */
export function createDayQueries(options: DayOptions): (query: DayQuery) => Generator<undefined, DayResult> {
  let known: { readonly lists: string; readonly newestEnds: NewestEnds } | undefined;
  // Statements are prepared once: the memory of a statement is freed only by the garbage collector.
  const statement = createStatements(options.database);
  return function* read(query) {
    const found = listsOf(options.database, query);
    const context = { ...options, size: options.size ?? statementRows, query, lists: found, statement };
    const lists = JSON.stringify(query.lists);
    if (known?.lists !== lists) known = { lists, newestEnds: { seq: undefined, byPlace: new Map() } };
    const { newestEnds } = known;
    yield* readNewestEnds(context, newestEnds);
    const { groups, bad } = readEnded(context);
    return {
      running: busyIds({ ...context, order: query.busy ?? {} }),
      bad: idsOf(bad.toSorted(latestFirst)),
      ended: [...groups.values()],
      newestEnds: new Map(newestEnds.byPlace),
    };
  };
}

interface FoundList {
  /** The id of the resource. */
  readonly resource: number;
  /** The condition for rows of the list. */
  readonly isListed: Condition;
  readonly scopes: QueryScopes;
  /** The position of the list in the query. */
  readonly index: number;
}

/** Lists without any row are left out. */
function listsOf(database: Database, { lists, sinceAt, endedUntil }: DayQuery): FoundList[] {
  const idOf = database.prepare('select id from resource where name = ?');
  return lists.flatMap(({ resource, scopes: groups }, index) => {
    const found = idOf.get(resource);
    const scopes = readScopes(database, { scopes: groups });
    if (!found || scopes.names.size === 0) return [];
    const isListed = allOf([
      isOpenIn('row'),
      endedUntil === undefined
        ? condition('row.at >= ?', sinceAt)
        : condition('row.at between ? and ?', sinceAt, latestAt({ time: endedUntil })),
      scopes.isWanted,
      isFirstSeen(scopes, isOpenIn),
    ]);
    return [{ resource: Number(found.id), isListed, scopes, index }];
  });
}

interface Context extends Required<DayOptions> {
  readonly statement: (sql: string) => Statement;
  readonly query: DayQuery;
  readonly lists: readonly FoundList[];
}

/** All result rows of a statement, as arrays. */
function read<Row>(statement: Context['statement'], sql: string, values: Condition['values']): Row[] {
  const prepared = statement(sql);
  prepared.setReturnArrays(true);
  return prepared.all(...values) as unknown as Row[];
}

function readEnded({ statement, lists, members, query, isBad }: Context) {
  const groups = new Map<string, EndGroup & { count: number }>();
  const badGroups = new Set<string>();
  const bad: Timed[] = [];
  const [category, message] = [pathOf(members.category), pathOf(members.message)];
  for (const { resource, isListed } of lists) {
    const sql = `select row.id, row.key, row.ended, row.state, row.doc ->> ?,
        ifnull(shared.doc ->> ?, row.doc ->> ?) <> '' is true
      from row indexed by row_ended left join shared on shared.id = row.shared
      where row.resource = ? and row.ended between ? and ? and row.busy = 0 and ${isListed.sql}`;
    const values = [
      category,
      message,
      message,
      resource,
      query.endedSince,
      query.endedUntil ?? latest,
      ...isListed.values,
    ];
    for (const [id, key, time, state, of, hasMessage] of read<EndedRow>(statement, sql, values)) {
      const name = `${state}\t${of}\t${hasMessage}`;
      const group = groups.get(name);
      if (group) group.count += 1;
      else {
        const end = { state: state ?? '', category: of ?? undefined, hasMessage: hasMessage === 1 };
        groups.set(name, { ...end, count: 1 });
        if (isBad(end)) badGroups.add(name);
      }
      if (badGroups.has(name)) bad.push({ id, key, time });
    }
  }
  return { groups, bad };
}

type EndedRow = [
  id: number,
  key: string,
  ended: number,
  state: string | null,
  category: string | null,
  hasMessage: 0 | 1,
];

const pathOf = (member: string): string => `$."${member}"`;

interface NewestEnds {
  /** The last transaction whose rows were read; undefined: not all rows were read yet. */
  seq: number | undefined;
  readonly byPlace: Map<string, number>;
}

function* readNewestEnds(context: Context, known: NewestEnds): Generator<undefined> {
  const { statement } = context;
  // Rows that are written during the query are read by the next query.
  const seq = Number(statement("select value from meta where name = 'seq'").get()?.value ?? 0);
  if (known.seq === undefined) yield* readAllEnds(context, known);
  else if (known.seq < seq) readEndsSince(context, known, known.seq);
  known.seq = seq;
}

type PlaceEnd = [id: number, place: string | null, ended: number];

function note({ byPlace }: NewestEnds, rows: readonly PlaceEnd[]): void {
  for (const [, place, ended] of rows) {
    if (place !== null && (byPlace.get(place) ?? 0) < ended) byPlace.set(place, ended);
  }
}

const ends = `select row.id, shared.doc ->> ?, row.ended from row`;
const withShared = 'left join shared on shared.id = row.shared';

/**
 * The newest ended rows are of most places. Of the others the rows are found by the parts that they share: reading all
 * rows of a month takes many times as long.
 */
function* readAllEnds(context: Context, known: NewestEnds): Generator<undefined> {
  const parts = lazily(() => read<SharedPart>(context.statement, placesOfParts, [pathOf(context.members.place)]));
  for (const list of context.lists) {
    const { seen, isAll } = yield* readLatestEnds(context, list, known);
    if (isAll) continue;
    const others = new Map(parts.value().filter(([, place]) => !seen.has(place)));
    yield* readOtherEnds(context, list, { others, known });
  }
}

/** The rows of a statement: a night of most estates is of all places. */
const latestRows = 2_000;

interface LatestEnds {
  readonly seen: ReadonlySet<string | null>;
  /** There are no earlier rows. */
  readonly isAll: boolean;
}

/** Reads the newest ended rows until a statement finds no other place, or as many rows as one step may read. */
function* readLatestEnds(
  { statement, members, query, size }: Context,
  { resource, isListed }: FoundList,
  known: NewestEnds,
): Generator<undefined, LatestEnds> {
  const seen = new Set<string | null>();
  const limit = Math.min(size, latestRows);
  const sql = `${ends} indexed by row_ended ${withShared}
    where row.resource = ? and row.ended between ? and ? and (row.ended < ? or row.id < ?) and row.busy = 0
    and ${isListed.sql} order by row.ended desc, row.id desc limit ${limit}`;
  let last: PlaceEnd = [latest, null, query.endedUntil ?? latest];
  for (let count = 0; count < size; count += limit) {
    const [id, , ended] = last;
    const values = [resource, query.sinceAt, ended, ended, id, ...isListed.values];
    const rows = read<PlaceEnd>(statement, sql, [pathOf(members.place), ...values]);
    note(known, rows);
    const before = seen.size;
    for (const [, place] of rows) seen.add(place);
    last = rows.at(-1) ?? last;
    if (rows.length < limit) return { seen, isAll: true };
    yield undefined;
    if (seen.size === before) break;
  }
  return { seen, isAll: false };
}

type SharedPart = [id: number, place: string];
const placesOfParts = 'select id, doc ->> ? as place from shared where place is not null';

/** The shared parts whose rows a statement reads. */
const partsPerStatement = 500;

function* readOtherEnds(
  { statement, query }: Context,
  { resource, isListed }: FoundList,
  { others, known }: { readonly others: ReadonlyMap<number, string>; readonly known: NewestEnds },
): Generator<undefined> {
  const ids = [...others.keys()];
  for (let from = 0; from < ids.length; from += partsPerStatement) {
    yield undefined;
    const found = read<[part: number, ended: number]>(
      statement,
      `select row.shared, max(row.ended) from row indexed by row_shared
        where row.resource = ? and row.shared in (select value from json_each(?)) and row.at >= ?
        and row.ended between ? and ? and row.busy = 0 and ${isListed.sql} group by row.shared`,
      [
        ...[resource, JSON.stringify(ids.slice(from, from + partsPerStatement)), query.sinceAt],
        ...[query.sinceAt, query.endedUntil ?? latest, ...isListed.values],
      ],
    );
    note(
      known,
      found.map(([part, ended]) => [part, others.get(part) ?? null, ended]),
    );
  }
}

const latest = Number.MAX_SAFE_INTEGER;

function readEndsSince({ statement, lists, members }: Context, known: NewestEnds, seq: number): void {
  for (const { resource, isListed } of lists) {
    const sql = `${ends} indexed by row_seq ${withShared}
      where row.seq > ? and row.resource = ? and row.ended is not null and row.busy = 0 and ${isListed.sql}`;
    note(known, read(statement, sql, [pathOf(members.place), seq, resource, ...isListed.values]));
  }
}
