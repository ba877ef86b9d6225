// Long work in many goes: it says after each step how much it has done, and whoever drives it stops when that is enough
// for one turn of the event loop. Measured by counts and not by time, so that the same work always takes the same goes.

/** Each step is how many rows were looked at since the one before. */
export type Steps<Result> = Generator<number, Result, void>;

/** All of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** One go, over so many rows and at most one step more; undefined: there is more to do. */
export function goOn<Result>(steps: Steps<Result>, atOnce: number): { readonly result: Result } | undefined {
  for (let left = atOnce; left > 0; ) {
    const step = steps.next();
    if (step.done) return { result: step.value };
    left -= step.value;
  }
  return undefined;
}

/** Rows of one step. */
const rowsInStep = 200;

/** Does the task with each row. `weight`: how many rows it looks at for this one. */
export function* forEach<Row>(
  rows: Iterable<Row>,
  task: (row: Row) => void,
  weight?: (row: Row) => number,
): Steps<void> {
  if (Array.isArray(rows) && !weight) return yield* forEachOf(rows, task);
  let done = 0;
  for (const row of rows) {
    task(row);
    done += weight ? weight(row) : 1;
    if (done < rowsInStep) continue;
    yield done;
    done = 0;
  }
  if (done > 0) yield done;
}

/** Of all loops the one over the most rows: a function that is no generator is run faster. */
function* forEachOf<Row>(rows: readonly Row[], task: (row: Row) => void): Steps<void> {
  for (let at = 0; at < rows.length; at += rowsInStep) yield withSome(rows, at, at + rowsInStep, task);
}

/** How many they were. */
function withSome<Row>(rows: readonly Row[], from: number, to: number, task: (row: Row) => void): number {
  const end = Math.min(to, rows.length);
  for (let at = from; at < end; at += 1) task(rows[at] as Row);
  return end - from;
}

/** Lists in order made into one in order; of two that are alike the one of the earlier list comes first. */
export function* mergeSorted<Row>(
  lists: readonly (readonly Row[])[],
  compare: (one: Row, other: Row) => number,
): Steps<readonly Row[]> {
  let left = lists.filter((list) => list.length > 0);
  while (left.length > 1) {
    const merged: (readonly Row[])[] = [];
    for (let at = 0; at < left.length; at += 2) {
      const [one = [], other] = [left[at], left[at + 1]];
      merged.push(other ? yield* mergeTwo(one, other, compare) : one);
    }
    left = merged;
  }
  return left[0] ?? [];
}

function* mergeTwo<Row>(
  one: readonly Row[],
  other: readonly Row[],
  compare: (one: Row, other: Row) => number,
): Steps<readonly Row[]> {
  const merged: Row[] = [];
  let [at, from] = [0, 0];
  while (at < one.length && from < other.length) {
    const isFirst = compare(one[at] as Row, other[from] as Row) <= 0;
    merged.push((isFirst ? one[at++] : other[from++]) as Row);
    if (merged.length % rowsInStep === 0) yield rowsInStep;
  }
  yield (merged.length % rowsInStep) + 1;
  for (; at < one.length; at += 1) merged.push(one[at] as Row);
  for (; from < other.length; from += 1) merged.push(other[from] as Row);
  return merged;
}
