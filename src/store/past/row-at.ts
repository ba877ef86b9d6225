// The members of a version at a past time: without those that are known to be from later.
import type { Members } from '../row-codec.ts';
import type { RowShape } from '../row-shape.ts';
import type { PastTime } from './past-database.ts';

export interface RowVersion {
  readonly members: Members;
  /** Epoch ms. The version was first seen then. */
  readonly validFrom: number;
  /** Epoch ms of the request whose response has the volatile members. */
  readonly requestedAt: number;
}

/** The shapes' part of a past time. */
export const pastTime = (time: number, shapes: readonly RowShape[]): PastTime => ({
  time,
  unfinished: Object.fromEntries(
    shapes.flatMap(({ resource, beforeEnd }) =>
      beforeEnd ? [[resource, { state: beforeEnd.state, waiting: beforeEnd.waiting ?? beforeEnd.state }]] : [],
    ),
  ),
});

/** `learnedAt`: the row was seen first at this later time: its own times say that it was there. */
export function membersAt(shape: RowShape, version: RowVersion, time: number): Members {
  const { beforeEnd, volatile, always = [] } = shape;
  const { members, validFrom, requestedAt } = version;
  const isLater = requestedAt > time;
  const known = isLater
    ? without(
        members,
        volatile.filter((name) => !always.includes(name)),
      )
    : members;
  if (validFrom <= time || !beforeEnd) return known;
  const ended = shape.endedAt?.(members);
  const then = ended !== undefined && ended > time ? beforeEnd.row(known, time) : known;
  return { ...then, learnedAt: validFrom };
}

function without(members: Members, names: readonly string[]): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}
