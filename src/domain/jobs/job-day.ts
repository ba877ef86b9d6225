// The numbers of jobs of one day by state, as AWS counts them after the day is over.

import type { Scope } from '../scope.ts';
import type { Job } from './job.ts';

export interface JobDay {
  /** In organization mode the counts include all accounts. */
  readonly scope: Scope;
  readonly kind: Job['kind'];
  /** Epoch ms; days are UTC days. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** By AWS's name of the state. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface AwsDaySummary {
  /** Epoch ms of the end of the day. */
  readonly asOf: number;
  readonly startsAt: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** The newest day with counts, over all kinds and Regions; undefined: there is none. */
export function newestDay(days: readonly JobDay[]): AwsDaySummary | undefined {
  const startsAt = Math.max(...days.map((day) => day.startsAt));
  const [newest, ...others] = days.filter((day) => day.startsAt === startsAt);
  if (!newest) return undefined;
  const counts: Record<string, number> = { ...newest.counts };
  for (const day of others) addCounts(counts, day.counts);
  return { asOf: newest.endsAt, startsAt, counts };
}

export function addCounts(to: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [state, count] of Object.entries(counts)) to[state] = (to[state] ?? 0) + count;
}
