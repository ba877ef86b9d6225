// What the store must know of each resource's rows, out of what the resources say of themselves.
import { scopeKey } from '../domain/scope.ts';
import { resources } from '../resources/index.ts';
import type { AnyResource } from '../resources/resource.ts';
import type { Stored } from '../resources/stored.ts';
import type { AnyRow, RowShape } from '../store/row-shape.ts';

/** By the resource's id; those that are made from other lists are not there. */
export const rowShapes: ReadonlyMap<string, RowShape> = new Map(
  Object.values(resources).flatMap((resource) =>
    resource.stored ? [[resource.id, shapeOf(resource, resource.stored)] as const] : [],
  ),
);

/** A row's identity within its account and Region. */
export const keyInScope = (resource: AnyResource, row: AnyRow): string =>
  resource.key(row).slice(scopeKey(row.scope).length + 1);

function shapeOf(resource: AnyResource, stored: Stored): RowShape {
  const { at, state, startedAt, endedAt, subject, partial, shared = [], volatile = [], searched } = stored;
  return {
    resource: resource.id,
    key: (row) => keyInScope(resource, row),
    at: at ?? (() => 0),
    ...(state ? { state } : {}),
    ...(resource.isBusy ? { isBusy: resource.isBusy } : {}),
    ...(startedAt ? { startedAt } : {}),
    ...(endedAt ? { endedAt } : {}),
    ...(subject ? { subject } : {}),
    ...(partial ? { partial } : {}),
    ...{ shared, volatile },
    searchTexts: (row) => textsOf(searched === undefined ? row : searched.map((member) => row[member])),
  };
}

/** Texts inside as well: the plan that made a job is a member of a member. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => (name === 'scope' ? [] : textsOf(inside)));
}
