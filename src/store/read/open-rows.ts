// Reads all open rows of a scope at once, for the rules, which read all of them.

import { idOfResource, idOfScope, namesOfScope } from '../names.ts';
import { createRowCodec, type Members } from '../row-codec.ts';
import type { AnyRow, RowShape, StoredScope } from '../row-shape.ts';
import { createStatements, type Database } from '../sqlite.ts';
import { type LazyColumns, lazyColumns, lazyRowsOf } from './lazy-rows.ts';

export interface OpenRowsQuery {
  readonly resource: string;
  readonly scope: StoredScope;
  /** Epoch ms: rows with at least this time, and rows without a time. */
  readonly since?: number | undefined;
  /** Epoch ms: rows before this time. */
  readonly before?: number | undefined;
  /** The scope that the rows get. */
  readonly rowScope: unknown;
}

export interface OpenRow {
  readonly id: number;
  /** Epoch ms of the row's time, which never changes; 0: it has none. */
  readonly at: number;
  /** The key within the scope. */
  readonly key: string;
  /** Only a listing with fewer members has the row. */
  readonly isThin: boolean;
  /** The id of the shared members. */
  readonly shared: number | null;
  /** Its members must be read by name. */
  readonly row: AnyRow;
}

export interface OutlineQuery extends Omit<OpenRowsQuery, 'rowScope'> {
  /** The most frequent state. */
  readonly usual: string;
}

/**
 * The values of a row in an index, as numbers: times are epoch ms, and 1 means that the state differs from the usual
 * one.
 */
export type RowOutline = readonly [
  id: number,
  at: number,
  ended: number | null,
  shared: number | null,
  isUnusual: number,
];

export interface OpenRowsReader {
  /** Newest first. */
  openRows(query: OpenRowsQuery): OpenRow[];
  hasOpenRows(query: Omit<OpenRowsQuery, 'rowScope'>): boolean;
  /** The outlines of rows that a complete listing has, newest first. */
  outlines(query: OutlineQuery): RowOutline[];
  /** The rows about these AWS resources, by ARN. Newest first. */
  openRowsAbout(query: OpenRowsQuery, subjects: readonly string[]): OpenRow[];
  /** The rows with these ids that are still open, newest first. */
  openRowsOf(query: Pick<OpenRowsQuery, 'resource' | 'rowScope'>, ids: readonly number[]): OpenRow[];
}

const ofScope = `from row indexed by row_key
  where resource = ${idOfResource} and scope = ${idOfScope} and at between ? and ? and valid_to is null`;
const read = `select ${lazyColumns.join(', ')} ${ofScope} order by at desc, id desc`;
const readOf = `select ${lazyColumns.join(', ')} from row where id in (select value from json_each(?)) and valid_to is null
  order by at desc, id desc`;
/** Rows without shared members are about the resource that their key names. */
const aboutSubject = {
  shared: `indexed by row_shared where resource = ${idOfResource} and scope = ${idOfScope} and at between ? and ?
    and shared in (select id from shared where subject in (select value from json_each(?)))`,
  key: `indexed by row_name where resource = ${idOfResource} and scope = ${idOfScope} and at = 0 and at between ? and ?
    and key in (select value from json_each(?))`,
};
const readAbout = (by: keyof typeof aboutSubject) =>
  `select ${lazyColumns.join(', ')} from row ${aboutSubject[by]} and valid_to is null order by at desc, id desc`;
const outline = `select id, at, ended, shared, state is not ? from row indexed by row_outline
  where resource = ${idOfResource} and scope = ${idOfScope} and at between ? and ? and valid_to is null and thin = 0 order by at desc`;
const find = `select 1 ${ofScope} limit 1`;
const latest = Number.MAX_SAFE_INTEGER;
const earliest = Number.MIN_SAFE_INTEGER;

const noMembers: Members = {};

export function createOpenRows(database: Database, shapes: readonly RowShape[]): OpenRowsReader {
  const statement = createStatements(database);
  const makers = new Map(shapes.map((shape) => [shape.resource, { shape, make: rowMaker(shape) }] as const));

  const all = <Columns>(sql: string, ...values: readonly (number | string)[]): readonly Columns[] => {
    const prepared = statement(sql);
    prepared.setReturnArrays(true);
    return prepared.all(...values) as unknown as readonly Columns[];
  };

  /** The range of rows with a time, and the range of rows without one. */
  function rangesOf(since: number, before?: number): readonly (readonly [number, number])[] {
    const timed = [Math.trunc(since), before === undefined ? latest : Math.ceil(before) - 1] as const;
    return since > 0 ? [timed, [0, 0]] : [timed];
  }

  function within<Columns>(sql: string, query: Omit<OpenRowsQuery, 'rowScope'>, ...first: readonly string[]) {
    const { resource, scope, since = earliest, before } = query;
    const place = [...first, resource, ...namesOfScope(scope)];
    return rangesOf(since, before).flatMap(([from, to]) => all<Columns>(sql, ...place, from, to));
  }

  /** Each shared part is parsed once: many rows have the same. */
  function sharedMembers(): (id: number | null) => Members {
    const known = new Map<number, Members>();
    return (id) => {
      if (id === null) return noMembers;
      const found = known.get(id);
      if (found) return found;
      const doc = statement('select doc from shared where id = ?').get(id)?.doc;
      const members = doc === undefined ? noMembers : (JSON.parse(String(doc)) as Members);
      known.set(id, members);
      return members;
    };
  }

  function made({ resource, rowScope }: Pick<OpenRowsQuery, 'resource' | 'rowScope'>, found: readonly LazyColumns[]) {
    const maker = makers.get(resource);
    if (!maker) return [];
    const sharedOf = sharedMembers();
    return found.map((columns): OpenRow => {
      const [key, at, , , , , thin, shared, id] = columns;
      return { id, at, key, shared, isThin: thin === 1, row: maker.make(columns, sharedOf(shared), rowScope) };
    });
  }

  return {
    openRows: (query) => made(query, within(read, query)),
    openRowsOf: (query, ids) => made(query, all(readOf, JSON.stringify(ids))),
    openRowsAbout(query, subjects) {
      const isShared = (makers.get(query.resource)?.shape.shared.length ?? 0) > 0;
      const { resource, scope, since = earliest, before } = query;
      const place = [resource, ...namesOfScope(scope)];
      const sql = readAbout(isShared ? 'shared' : 'key');
      const found = rangesOf(since, before).flatMap(([from, to]) =>
        all<LazyColumns>(sql, ...place, from, to, JSON.stringify(subjects)),
      );
      return made(query, found);
    },
    outlines: (query) => within(outline, query, query.usual),
    hasOpenRows: (query) => within(find, query).length > 0,
  };
}

type MakeRow = (columns: LazyColumns, shared: Members, scope: unknown) => AnyRow;

function rowMaker(shape: RowShape): MakeRow {
  const lazyRow = lazyRowsOf(shape);
  const codec = createRowCodec(shape);
  if (lazyRow) return lazyRow;
  return ([key, , , , , doc], shared, scope) => ({
    ...codec.decodeOwn({ key, doc, shared }),
    scope,
  });
}
