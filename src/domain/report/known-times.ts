// The times of which something is known, as intervals.

import type { TimeRange } from '../../lib/time-range.ts';
export interface KnownTimes {
  /** Merged, oldest first. */
  readonly ranges: readonly TimeRange[];
  /** Whether the whole range is known. */
  covers(from: number, to: number): boolean;
  /** The parts of the range that are not known, oldest first. */
  gaps(from: number, to: number): readonly TimeRange[];
  /** Epoch ms of the last known time; -Infinity: nothing is known. */
  readonly last: number;
}

/** Ranges may overlap, in any order. */
export function knownTimes(all: readonly TimeRange[]): KnownTimes {
  const ranges = merged(all);
  const gaps = (from: number, to: number): TimeRange[] => {
    const found: TimeRange[] = [];
    let at = from;
    for (const range of ranges) {
      if (range.to <= at || at >= to) continue;
      if (range.from > at) found.push({ from: at, to: Math.min(range.from, to) });
      at = Math.max(at, range.to);
    }
    if (at < to) found.push({ from: at, to });
    return found.filter((gap) => gap.to > gap.from);
  };
  return {
    ranges,
    gaps,
    covers: (from, to) => ranges.some((range) => range.from <= from && range.to >= to),
    last: ranges.at(-1)?.to ?? Number.NEGATIVE_INFINITY,
  };
}

function merged(all: readonly TimeRange[]): TimeRange[] {
  const found: { from: number; to: number }[] = [];
  for (const { from, to } of all.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}
