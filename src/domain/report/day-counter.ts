// Counts the scheduled runs of all resources by day.
import { countRuns } from './month-counts.ts';
import type { MonthDay, MonthRunOutcome } from './month-report.ts';

export interface DayCounter {
  add(at: number, outcome: MonthRunOutcome): void;
  days(): MonthDay[];
}

/** `starts`: epoch ms at which each day begins, oldest first. */
export function createDayCounter(starts: readonly number[]): DayCounter {
  const outcomes = starts.map((): MonthRunOutcome[] => []);
  return {
    add(at, outcome) {
      outcomes[starts.findLastIndex((start) => start <= at)]?.push(outcome);
    },
    days: () => starts.map((at, index) => ({ at, runs: countRuns(outcomes[index] ?? []) })),
  };
}
