// Rows whose own members are read from their text when they are needed. Rules read all jobs of thirty days, and of most jobs
// they read only times, the state, shared members and one or two of their own.
import type { Members } from '../row-codec.ts';
import type { LazyShape, RowShape } from '../row-shape.ts';
import { readScalar } from './scalar-member.ts';

/** In the order of selection. */
export const lazyColumns = ['key', 'at', 'state', 'started', 'ended', 'doc', 'thin', 'shared', 'id'] as const;

export type LazyColumns = readonly [
  key: string,
  at: number,
  state: string | null,
  started: number | null,
  ended: number | null,
  doc: string,
  thin: number,
  shared: number | null,
  id: number,
];

const keyPlace = lazyColumns.indexOf('key');
const docPlace = lazyColumns.indexOf('doc');

class LazyRow {
  readonly scope: unknown;
  readonly #columns: LazyColumns;
  readonly #shared: Members;
  #own: Members | undefined;

  constructor(columns: LazyColumns, shared: Members, scope: unknown) {
    this.scope = scope;
    this.#columns = columns;
    this.#shared = shared;
    this.#own = undefined;
  }

  static column(row: LazyRow, place: number): unknown {
    return row.#columns[place] ?? undefined;
  }

  static shared(row: LazyRow, name: string): unknown {
    return row.#shared[name];
  }

  /** A member that the text does not name is absent. */
  static own(row: LazyRow, name: string, quoted: string): unknown {
    if (row.#own === undefined) {
      const doc = row.#columns[docPlace] as string;
      const found = doc.indexOf(quoted);
      if (found < 0) return undefined;
      const scalar = readScalar(doc, found + quoted.length);
      if (scalar !== undefined) return scalar;
      row.#own = JSON.parse(doc) as Members;
    }
    return row.#own[name];
  }
}

/** Makes a row with its members as getters. The row is not a plain object: a spread of it has no members. */
export type MakeLazyRow = (columns: LazyColumns, shared: Members, scope: unknown) => object;

/** undefined: rows of that shape are parsed at once. */
export function lazyRowsOf(shape: RowShape): MakeLazyRow | undefined {
  if (!shape.lazy) return undefined;
  const { at } = shape.lazy.columns;
  const quotedTime = at === undefined ? '' : quotedName(at);
  class Row extends LazyRow {}
  defineAll(Row.prototype, gettersOf(shape, shape.lazy));
  /** The time of a row never changes once it is stored, but a later response may have another value of the member. */
  class MovedRow extends LazyRow {}
  defineAll(MovedRow.prototype, {
    ...gettersOf(shape, shape.lazy),
    ...(at === undefined ? {} : { [at]: ownGetter(at) }),
  });
  return (columns, shared, scope) => {
    const [, time, , , , doc] = columns;
    const isAsStored = at === undefined || doc.includes(quotedTime + time);
    return isAsStored ? new Row(columns, shared, scope) : new MovedRow(columns, shared, scope);
  };
}

type Getter = (this: LazyRow) => unknown;

function defineAll(prototype: object, getters: Readonly<Record<string, Getter>>): void {
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(prototype, name, { get, enumerable: true });
}

function gettersOf({ shared, sharedOnceOver = [], keyMember }: RowShape, lazy: LazyShape): Record<string, Getter> {
  const getters: Record<string, Getter> = {};
  for (const name of shared) getters[name] = sharedGetter(name);
  for (const name of sharedOnceOver) getters[name] = sharedOrOwnGetter(name);
  for (const name of lazy.own) getters[name] = ownGetter(name);
  for (const [column, name] of Object.entries(lazy.columns))
    getters[name] = columnGetter(lazyColumns.indexOf(column as (typeof lazyColumns)[number]));
  if (keyMember !== undefined) getters[keyMember] = keyGetter(keyMember);
  return getters;
}

const columnGetter = (place: number): Getter =>
  function () {
    return LazyRow.column(this, place);
  };

const sharedGetter = (name: string): Getter =>
  function () {
    return LazyRow.shared(this, name);
  };

function ownGetter(name: string): Getter {
  const quoted = quotedName(name);
  return function () {
    return LazyRow.own(this, name, quoted);
  };
}

function sharedOrOwnGetter(name: string): Getter {
  const quoted = quotedName(name);
  return function () {
    return LazyRow.shared(this, name) ?? LazyRow.own(this, name, quoted);
  };
}

/** A key that was cleaned differs from the member. */
function keyGetter(name: string): Getter {
  const quoted = quotedName(name);
  return function () {
    return LazyRow.own(this, name, quoted) ?? LazyRow.column(this, keyPlace);
  };
}

/** The name as it occurs in JSON. Inside a text its quotes are escaped. */
const quotedName = (name: string): string => `${JSON.stringify(name)}:`;
