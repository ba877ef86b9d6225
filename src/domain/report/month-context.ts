// The input of a month's report for one account-Region.

import type { TimeRange } from '../../lib/time-range.ts';
import type { ScheduleBook } from '../attention/runs/schedule-book.ts';
import type { ResourceCase } from '../attention/scope-view.ts';
import type { Objective } from '../attention/settings.ts';
import type { Job } from '../jobs/job.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { RegionSettings } from '../region-settings.ts';
import type { Scope } from '../scope.ts';
import type { DayCounter } from './day-counter.ts';
import type { PlanEpoch } from './held-plans.ts';
import type { KnownTimes } from './known-times.ts';
import type { MonthCoverage, MonthNewest } from './month-report.ts';

/** `from` and `to`: up to which time is counted. */
export interface MonthContext extends TimeRange {
  readonly scope: Scope;
  /** Epoch ms. */
  readonly now: number;
  readonly epochs: readonly PlanEpoch[];
  readonly book: ScheduleBook;
  /** Filled as the runs of rules are computed: all of the month, whether or not the rule held. */
  readonly timesOfRule: Map<PlanRule, readonly RuleTime[]>;
  readonly days: DayCounter;
  readonly objectives: readonly Objective[];
  readonly settings: RegionSettings | undefined;
  /** For which times of creation all backup jobs and all copy jobs are known. */
  readonly backupsKnown: KnownTimes;
  readonly copiesKnown: KnownTimes;
  /** Epoch ms: a recovery point that was made before it would be listed. */
  readonly pointsKnownUntil: number;
  /** The last jobs of each rule: of at most two resources, which are enough to know whether it backed up others. */
  readonly lastRunOf: ReadonlyMap<string, readonly RuleTimes[]>;
  /** Epoch ms of the first known job of each rule, by its id. */
  readonly firstRunOf: ReadonlyMap<string, number>;
}

/** A run of a rule, epoch ms, and the ms by which it may come later, because clocks went back. */
export interface RuleTime {
  readonly at: number;
  readonly slackMs: number;
}

/** The jobs of one resource by a rule. */
export interface RuleTimes {
  readonly arn: string;
  /** Epoch ms of the newest one. */
  readonly last: number;
}

/** All that is known of one resource in the month. */
export interface MonthFacts {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  /** Jobs of the month and of the day after it, newest first, without the jobs of parts. */
  readonly backups: readonly Job[];
  readonly copies: readonly Job[];
  /** Restores before the end of the month, newest first. */
  readonly restores: readonly Job[];
  readonly taken: ResourceCase['taken'];
  /** Epoch ms of the last completed backup before the month. */
  readonly lastBefore?: number;
  readonly newest?: MonthNewest;
  readonly coverage?: MonthCoverage;
  /** Ids of the plans that the evaluation of coverage found to select it. */
  readonly selectedBy: ReadonlySet<string>;
}
