// The row shapes that the store needs, from the declarations of the resources.
import { scopeKey } from '../../domain/scope.ts';
import { defined } from '../../lib/defined.ts';
import { resources } from '../../resources/index.ts';
import type { AnyResource, Column } from '../../resources/resource.ts';
import type { Stored } from '../../resources/stored.ts';
import type { AnyRow, RowShape } from '../../store/row-shape.ts';

/** The shapes of all resources with stored rows. `now`: epoch ms, for sort values that change with time. */
export const createRowShapes = (now: () => number): readonly RowShape[] =>
  Object.values(resources).flatMap((resource) => (resource.stored ? [rowShapeOf(resource, now)] : []));

/** The key of a row within its account and Region. */
export const keyInScope = (resource: AnyResource, row: AnyRow): string =>
  resource.key(row).slice(scopeKey(row.scope).length + 1);

/** Also for a resource whose rows are not stored: as if they were. */
export function rowShapeOf(resource: AnyResource, now: () => number): RowShape {
  const stored: Stored = resource.stored ?? {};
  const { at, shared = [], volatile = [], searched, words } = stored;
  const {
    sharedOnceOver,
    keyMember,
    endsForGood,
    state,
    startedAt,
    endedAt,
    subject,
    partial,
    listedBy,
    lazy,
    always,
    beforeEnd,
  } = stored;
  return {
    resource: resource.id,
    shared,
    volatile,
    sortValues: sortValuesOf(resource, now),
    key: (row) => keyInScope(resource, row),
    at: (row) => (at === undefined ? 0 : (row[at] ?? 0)),
    ...defined({ sharedOnceOver, keyMember, endsForGood, state, startedAt, endedAt, subject, partial, listedBy, lazy }),
    ...defined({ isBusy: resource.isBusy, beforeEnd, always: resource.derivedFrom ? volatile : always }),
    searchTexts: (row) => [
      ...textsOf(searched === undefined ? row : searched.map((member) => row[member])),
      ...(words ? [words(row)] : []),
    ],
  };
}

/** The sort values of columns that are not members of the row. */
const sortValuesOf = (resource: AnyResource, now: () => number): NonNullable<RowShape['sortValues']> =>
  Object.fromEntries(
    resource.columns
      .filter(({ member }) => member === undefined)
      .map((column) => [column.id, (row: AnyRow) => sortValueOf(column, row, now())]),
  );

function sortValueOf(
  { sortBy, sortText, text }: Column<AnyRow>,
  row: AnyRow,
  now: number,
): number | string | undefined {
  return sortBy ? sortBy(row, now) : (sortText?.(row) ?? text(row, now));
}

/** All texts of a value, including nested ones: the plan of a job is a member of a member. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => (name === 'scope' ? [] : textsOf(inside)));
}
