// What a query reads of a row that need not be stored: its columns and members, as the store would have them.
import { createRowCodec, type Members, type RowColumns } from '../../row-codec.ts';
import type { AnyRow, RowShape } from '../../row-shape.ts';
import type { ListQuery } from '../list-query.ts';
import type { ScopeNames } from '../term-tests.ts';
import { isShared, type MemberSource, namesOf, type OwnSource, type ValueKind } from '../value-sql.ts';

/** Slow values are computed only when they are read. */
export interface RowFacts {
  readonly names: ScopeNames;
  readonly key: string;
  /** 0: the row has no time. */
  readonly at: number;
  state(): string | null;
  readonly isBusy: boolean;
  /** Folded texts, one on each line. */
  search(): string | null;
  /** The texts of shared members; undefined: the row shares none. */
  sharedSearch(): string | undefined;
  own(): Members;
  shared(): Members;
}

export function createRowFacts(shape: RowShape): (row: AnyRow, names: ScopeNames) => RowFacts {
  const codec = createRowCodec(shape);
  return (row, names) => {
    const encoded = codec.encode(row);
    const { key, at, isBusy, doc, sharedDoc } = encoded;
    let columns: RowColumns | undefined;
    const columnsOf = () => {
      columns ??= codec.columns(row, encoded);
      return columns;
    };
    let own: Members | undefined;
    let shared: Members | undefined;
    return {
      names,
      key,
      at,
      isBusy,
      state: () => columnsOf().state,
      search: () => columnsOf().search,
      sharedSearch: () => (sharedDoc === undefined ? undefined : columnsOf().sharedSearch),
      own() {
        own ??= JSON.parse(doc) as Members;
        return own;
      },
      shared() {
        shared ??= JSON.parse(sharedDoc ?? '{}') as Members;
        return shared;
      },
    };
  };
}

/** The shared members, and the key member. */
export type QueryMembers = Pick<ListQuery, 'sharedMembers' | 'keyMember'>;

export const membersOfShape = ({ shared, sharedOnceOver = [], keyMember }: RowShape): QueryMembers => ({
  sharedMembers: [...shared, ...sharedOnceOver],
  ...(keyMember === undefined ? {} : { keyMember }),
});

export interface ValueAsked {
  readonly by: OwnSource;
  readonly kind: ValueKind;
  readonly members: QueryMembers;
}

/** As SQL returns it; undefined: the row has no such value. */
export function valueIn(facts: RowFacts, { by, kind, members }: ValueAsked): string | number | undefined {
  if (by === 'at') return facts.at || undefined;
  if (by === 'state') return facts.state() ?? undefined;
  if (by === 'key') return facts.key;
  if (isShared(by, members)) {
    // Busy rows may have members of their own that they share later.
    const own = facts.isBusy ? memberIn(facts.own(), by, kind) : undefined;
    return own ?? memberIn(facts.shared(), by, kind);
  }
  const isKey = kind === 'text' && 'member' in by && by.member === members.keyMember;
  return memberIn(facts.own(), by, kind) ?? (isKey ? facts.key : undefined);
}

function memberIn(members: Members, by: MemberSource, kind: ValueKind): string | number | undefined {
  let value: unknown = members;
  for (const name of namesOf(by)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return;
    value = (value as Members)[name];
  }
  if (kind === 'number') return typeof value === 'number' ? value : undefined;
  return textOf(value);
}

/** A JSON value as SQLite casts it to a text. */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'number' ? numberText(value) : JSON.stringify(value);
}

/** SQLite writes fractions with at most 15 digits. */
const numberText = (value: number): string => String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
