// A view that stays the same object while only time passes, so that a tick draws only values that change with time.
import type { Data } from '../../src/app/state/data.ts';
import { sameData } from '../../src/app/state/same-data.ts';
import type { View } from '../../src/runtime/runtime.ts';

/** Members that change by themselves are read where they are shown. */
const moving: readonly (keyof Data)[] = ['now', 'callsPerMinute'];

/** Counts over the last 24 hours, and ages in whole minutes, are drawn again at this interval. */
const steadyMs = 60_000;

export function steadyView(current: () => View): () => View {
  let steady: View | undefined;
  return () => {
    const view = current();
    if (!steady || !isStill(steady, view)) steady = view;
    return steady;
  };
}

function isStill(one: View, other: View): boolean {
  if (one === other) return true;
  const minute = ({ data }: View) => Math.floor(data.now / steadyMs);
  return one.state === other.state && minute(one) === minute(other) && sameData(one.data, other.data, moving);
}
