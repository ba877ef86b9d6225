// How many jobs of one day ended how, as AWS counts them once the day is over.

import type { Scope } from '../scope.ts';
import type { Job } from './job.ts';

export interface JobDay {
  /** In organization mode the counts are those of all accounts together. */
  readonly scope: Scope;
  readonly kind: Job['kind'];
  /** Epoch ms; days are those of UTC. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** By AWS's own word for the state. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface AwsDaySummary {
  /** Epoch ms at which the day was over. */
  readonly asOf: number;
  readonly startsAt: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** The newest day of which there are counts, all kinds and Regions together; undefined: there is none. */
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
