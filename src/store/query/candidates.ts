// The rows of a query before its filter.
import { rowsOfRequests } from '../write/members.ts';
import { allOf, type Condition, condition } from './condition.ts';
import type { EntryTest } from './list-query.ts';
import type { QueryContext, Steps } from './query-context.ts';
import { isFirstSeen } from './query-scopes.ts';
import { markingReading, readShared } from './read-shared.ts';
import { isShared, pathOf } from './value-sql.ts';

export function* candidates(context: QueryContext): Steps<Condition> {
  const { query, scopes } = context;
  const equal = yield* haveMembers(context);
  return allOf([
    ...(scopes.isNarrow ? [] : [scopes.isWanted]),
    ...(query.requests ? [condition(`row.id in (${rowsOfRequests})`, JSON.stringify(query.requests))] : []),
    isOpenIn('row'),
    equal,
    ...(query.entries ?? []).map(hasEntry),
    isFirstSeen(scopes, isOpenIn),
  ]);
}

/** The condition that members of the rows have the values of the query. */
export function* haveMembers(context: QueryContext): Steps<Condition> {
  const equal: Condition[] = [];
  for (const [member, value] of Object.entries(context.query.equals ?? {}))
    equal.push(yield* isEqual(context, member, value));
  return allOf(equal);
}

/** The present version. */
export const isOpenIn = (table: string): Condition => condition(`${table}.valid_to is null`);

const hasEntry = ({ list, member, value }: EntryTest): Condition =>
  condition(
    "exists (select 1 from json_each(doc, ?) as entry where iif(entry.type = 'object', entry.value ->> ?, null) is ?)",
    pathOf({ member: list }),
    pathOf({ member }),
    value,
  );

function* isEqual(context: QueryContext, member: string, value: string | number | boolean): Steps<Condition> {
  const { query } = context;
  const path = pathOf({ member });
  const wanted = typeof value === 'boolean' ? Number(value) : value;
  const inDoc = condition('((doc ->> ?) is ?)', path, wanted);
  if (!isShared({ member }, query)) {
    return member === query.keyMember ? condition('(ifnull(doc ->> ?, key) is ?)', path, wanted) : inDoc;
  }
  const { marks, reading } = markingReading(inDoc, (isTrue) => isTrue === 1);
  yield* readShared(context, [reading]);
  const mark = marks.holds('shared');
  return condition(
    `iif(busy = 1 and json_type(doc, ?) is not null, ${inDoc.sql}, ${mark.sql})`,
    ...[path, ...inDoc.values, ...mark.values],
  );
}
