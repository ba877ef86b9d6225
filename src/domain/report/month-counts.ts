// Counts of outcomes, and the totals of a report.
import {
  type CopyCounts,
  type CountedCause,
  copyOutcomes,
  type MonthCopyOutcome,
  type MonthRunOutcome,
  type MonthTotals,
  type ResourceMonth,
  type RunCounts,
  runOutcomes,
} from './month-report.ts';

export const countRuns = (outcomes: readonly MonthRunOutcome[]): RunCounts => ({
  scheduled: outcomes.length,
  ...countEach(runOutcomes, outcomes),
});

export const countCopies = (outcomes: readonly MonthCopyOutcome[]): CopyCounts => ({
  promised: outcomes.length,
  ...countEach(copyOutcomes, outcomes),
});

function countEach<Name extends string>(names: readonly Name[], found: readonly Name[]): Record<Name, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (const name of found) counts[name] += 1;
  return counts;
}

/** Most frequent first. */
export function countCauses(failures: readonly { readonly cause: string; readonly at: number }[]): CountedCause[] {
  return [...Map.groupBy(failures, ({ cause }) => cause)]
    .map(([cause, of]) => ({ cause, count: of.length, lastAt: Math.max(...of.map(({ at }) => at)) }))
    .toSorted(byCount);
}

const byCount = (one: CountedCause, other: CountedCause): number =>
  other.count - one.count || (one.cause < other.cause ? -1 : 1);

export function totalsOf(resources: readonly ResourceMonth[]): MonthTotals {
  const count = (test: (one: ResourceMonth) => boolean) => resources.filter(test).length;
  const coverage: Record<string, number> = {};
  for (const { coverage: found } of resources) {
    const state = found?.state ?? 'not-evaluated';
    coverage[state] = (coverage[state] ?? 0) + 1;
  }
  return {
    resources: resources.length,
    runs: sumOf(
      ['scheduled', ...runOutcomes],
      resources.map(({ runs }) => runs),
    ),
    issues: resources.reduce((sum, { issues }) => sum + issues, 0),
    copies: sumOf(
      ['promised', ...copyOutcomes],
      resources.map(({ copies }) => copies),
    ),
    withinObjective: count(({ isWithinObjective }) => isWithinObjective === true),
    beyondObjective: count(({ isWithinObjective }) => isWithinObjective === false),
    objectiveNotKnown: count(
      ({ objective, isWithinObjective }) => objective !== undefined && isWithinObjective === undefined,
    ),
    withoutObjective: count(({ objective }) => objective === undefined),
    withoutPoint: count(({ newest }) => newest === undefined),
    withRestore: count(({ restore }) => restore?.provenAt !== undefined),
    causes: sumOfCauses(resources.flatMap(({ failures }) => failures)),
    coverage,
  };
}

function sumOf<Name extends string>(
  names: readonly Name[],
  counts: readonly Readonly<Record<Name, number>>[],
): Record<Name, number> {
  const sums = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (const one of counts) for (const name of names) sums[name] += one[name];
  return sums;
}

function sumOfCauses(causes: readonly CountedCause[]): CountedCause[] {
  return [...Map.groupBy(causes, ({ cause }) => cause)]
    .map(([cause, of]) => ({
      cause,
      count: of.reduce((sum, one) => sum + one.count, 0),
      lastAt: of.reduce((last, one) => Math.max(last, one.lastAt), 0),
    }))
    .toSorted(byCount);
}
