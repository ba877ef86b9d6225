// How far back in time a response reaches, for each value of a member: a vault with few recovery points is listed as a
// whole, a vault with many is not, and the response does not say which is which.

import type { AnyRow, RowShape } from '../row-shape.ts';
import type { CoveredRow, Covers } from './covers.ts';

export interface OldestListed {
  add(rows: readonly AnyRow[]): void;
  /**
   * The response reaches further back than `since` for the row's value of the member, so it would have listed the row.
   */
  covers(covers: Covers, row: CoveredRow): boolean;
}

export function createOldestListed({ listedBy, at }: RowShape): OldestListed {
  const oldest = new Map<unknown, number>();
  return {
    add(rows) {
      if (listedBy === undefined) return;
      for (const row of rows) {
        const [value, time] = [row[listedBy], at(row)];
        if (time > 0) oldest.set(value, Math.min(time, oldest.get(value) ?? time));
      }
    },
    covers({ since, olderBy, equals = {} }, { at: time, members }) {
      if (since === undefined || olderBy === undefined || time === 0 || time >= since) return false;
      if (olderBy !== listedBy || Object.keys(equals).length > 0) return false;
      return (oldest.get(members()[olderBy]) ?? since) < since;
    },
  };
}
