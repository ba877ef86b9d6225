// The report of a month as plain data. Times are epoch ms.
import type { CoverageState } from '../coverage/coverage-row.ts';
import type { MonthRange } from './month-range.ts';

/**
 * `late`: the backup is complete, but its job came more than a quarter of an hour after the run. `missed`: no job came.
 * `open`: the start window or the job was not over. `unknown`: no response shows the outcome.
 */
export const runOutcomes = ['met', 'late', 'failed', 'missed', 'open', 'unknown'] as const;
export type MonthRunOutcome = (typeof runOutcomes)[number];

/** `scheduled` is the sum of all outcomes. */
export type RunCounts = Readonly<Record<MonthRunOutcome | 'scheduled', number>>;

export const copyOutcomes = ['arrived', 'failed', 'missing', 'open', 'unknown'] as const;
export type MonthCopyOutcome = (typeof copyOutcomes)[number];

/** `promised` is the sum of all outcomes. */
export type CopyCounts = Readonly<Record<MonthCopyOutcome | 'promised', number>>;

export interface CountedCause {
  readonly cause: string;
  readonly count: number;
  readonly lastAt: number;
}

export interface MonthObjective {
  readonly everyMs: number;
  /** `derived`: from the schedules of the resource's rules. */
  readonly source: 'configured' | 'derived';
  /** `today`: what held then is not known, so that today's value is used. */
  readonly basis: 'then' | 'today';
}

export interface MonthGap {
  readonly ms: number;
  readonly from: number;
  readonly to: number;
  /** The jobs of a part of the gap are not known: there may be backups in it. */
  readonly isUnsure: boolean;
}

export interface MonthRestore {
  /** The end of the newest restore before the end of the month. */
  readonly at: number;
  readonly state: string;
  readonly validation?: string;
  /** A restore testing plan started it. */
  readonly isTest: boolean;
  /** The newest restore that succeeded. */
  readonly provenAt?: number;
}

export interface MonthNewest {
  readonly at: number;
  /** `job`: by a completed job; whether the recovery point was still there is not known. */
  readonly basis: 'listed' | 'job';
  readonly isContinuous: boolean;
}

export interface MonthCoverage {
  readonly state: CoverageState;
  /** When it was evaluated. */
  readonly at: number;
}

export interface ResourceMonth {
  readonly accountId: string;
  readonly region: string;
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly plans: readonly string[];
  readonly objective?: MonthObjective;
  readonly runs: RunCounts;
  /** Of the runs met or late: those that AWS completed with issues. */
  readonly issues: number;
  /** Completed backups that no schedule made. */
  readonly onDemand: number;
  /** Of failed runs, most frequent first. */
  readonly failures: readonly CountedCause[];
  /** Why outcomes are unknown. */
  readonly unknownBecause: readonly UnknownReason[];
  readonly newest?: MonthNewest;
  readonly copies: CopyCounts;
  readonly longestGap?: MonthGap;
  /** Absent: there is no objective, or the gap is not known for certain. */
  readonly isWithinObjective?: boolean;
  readonly restore?: MonthRestore;
  /** Absent: it was not evaluated. */
  readonly coverage?: MonthCoverage;
}

/** `selection`: AWS may no longer have selected the resource. */
export type UnknownReason = 'jobs-not-known' | 'schedule-not-known' | 'selection' | 'state-not-known';

export interface MonthTotals {
  readonly resources: number;
  readonly runs: RunCounts;
  readonly issues: number;
  readonly copies: CopyCounts;
  /** Resources by the comparison of their longest gap with their objective. */
  readonly withinObjective: number;
  readonly beyondObjective: number;
  readonly objectiveNotKnown: number;
  readonly withoutObjective: number;
  readonly withoutPoint: number;
  readonly withRestore: number;
  readonly causes: readonly CountedCause[];
  readonly coverage: Readonly<Partial<Record<CoverageState | 'not-evaluated', number>>>;
}

/** The scheduled runs of one day. */
export interface MonthDay {
  /** Epoch ms at which the day begins. */
  readonly at: number;
  readonly runs: RunCounts;
}

/** A part of the month of which something is not known. */
export interface MonthUnknown {
  readonly accountId: string;
  readonly region: string;
  /** The list, as `vaultop get` names it. */
  readonly list: string;
  /**
   * `never`: no response is stored. `not-watched`: no response covers the time. `pruned`: the rows were removed.
   * `refused`: AWS refuses the list now. `schedule`: the version of the plan in `detail` that held then is not known.
   */
  readonly why: 'never' | 'not-watched' | 'pruned' | 'refused' | 'schedule';
  readonly from: number;
  readonly to: number;
  readonly detail?: string;
}

/** A time in which the program received the responses of a list. */
export interface MonthWatched {
  readonly accountId: string;
  readonly region: string;
  readonly list: string;
  readonly from: number;
  readonly to: number;
}

/** A change of a vault lock, or a deletion. */
export interface MonthChange {
  readonly accountId: string;
  readonly region: string;
  readonly at: number;
  readonly kind: 'lock' | 'deletion';
  /** CloudTrail's name of the event; absent: only the responses of AWS show the change. */
  readonly event?: string;
  readonly target: string;
  /** Absent: no record in the store has the actor. */
  readonly actor?: string;
  readonly actorArn?: string;
  /** AWS refused the call. */
  readonly errorCode?: string;
  readonly detail?: string;
}

export interface MonthReport extends MonthRange {
  /** Epoch ms. */
  readonly madeAt: number;
  /** Up to this time is counted: the end of the month, or the time of the report. */
  readonly until: number;
  readonly resources: readonly ResourceMonth[];
  readonly totals: MonthTotals;
  readonly days: readonly MonthDay[];
  readonly changes: readonly MonthChange[];
  readonly unknown: readonly MonthUnknown[];
  readonly watched: readonly MonthWatched[];
}
