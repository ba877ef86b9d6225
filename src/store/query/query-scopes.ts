// The scopes of a query, and the preference between two scopes that see the same row.
import type { Database } from '../sqlite.ts';
import { allOf, anyOf, type Condition, condition, Marks } from './condition.ts';
import type { ListQuery } from './list-query.ts';
import type { ScopeNames } from './term-tests.ts';

export interface QueryScopes {
  readonly names: ReadonlyMap<number, ScopeNames>;
  /** The scopes are so few of those in the store that each is scanned by itself. */
  readonly isNarrow: boolean;
  /** Set if the scan also reads rows of other scopes. */
  readonly isWanted: Condition;
  /** For scopes that are not the first of their account-Region: the preceding ones. */
  readonly before: ReadonlyMap<number, readonly number[]>;
}

/** Reads the names and the preference of the scopes of a query. */
export function readScopes(
  database: Database,
  { scopes: groups, accountNames = {} }: Pick<ListQuery, 'scopes' | 'accountNames'>,
): QueryScopes {
  const stored = database.prepare('select id, account, region from scope').all();
  const wanted = new Set(groups.flat());
  const names = new Map<number, ScopeNames>();
  for (const row of stored) {
    const [id, account, region] = [Number(row.id), String(row.account), String(row.region)];
    const name = Object.hasOwn(accountNames, account) ? accountNames[account] : undefined;
    if (wanted.has(id)) names.set(id, { account, region, accountName: name ?? account });
  }
  const marks = marksOf(names.keys());
  return {
    names,
    isNarrow: names.size * 2 <= stored.length,
    isWanted: names.size === stored.length ? condition('1') : marks.holds('scope'),
    before: scopesBefore(groups.map((group) => group.filter((id) => names.has(id)))),
  };
}

function marksOf(ids: Iterable<number>): Marks {
  const marks = new Marks();
  for (const id of ids) marks.add(id);
  return marks;
}

/** The scopes whose names pass. */
export function scopesWhere({ names }: QueryScopes, passes: (names: ScopeNames) => boolean): Marks {
  return marksOf([...names].filter(([, one]) => passes(one)).map(([id]) => id));
}

function scopesBefore(groups: readonly (readonly number[])[]): Map<number, readonly number[]> {
  const all = groups.flatMap((group) => group.map((id, index) => [id, group.slice(0, index)] as const));
  return new Map(all.filter(([, before]) => before.length > 0));
}

/** The condition that no preceding scope sees the row. Rows with a time and rows without one have separate indexes. */
export function isFirstSeen({ before }: QueryScopes, isThere: (table: string) => Condition): Condition {
  if (before.size === 0) return condition('1');
  const marks = marksOf(before.keys());
  const json = JSON.stringify(Object.fromEntries(before));
  const seen = (index: string, time: string): Condition => {
    const there = isThere('other');
    return condition(
      `exists (select 1 from row as other indexed by ${index} where other.resource = row.resource
        and other.scope in (select value from json_each(?, '$."' || row.scope || '"'))
        and other.key = row.key and ${time} and ${there.sql})`,
      ...[json, ...there.values],
    );
  };
  const isSeen = anyOf([
    allOf([condition('row.at = 0'), seen('row_name', 'other.at = 0')]),
    allOf([condition('row.at <> 0'), seen('row_key', 'other.at = row.at')]),
  ]);
  const isLater = marks.holds('scope');
  return condition(`not (${isLater.sql} and ${isSeen.sql})`, ...isLater.values, ...isSeen.values);
}
