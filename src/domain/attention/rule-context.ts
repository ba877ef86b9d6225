// What rules look at.
import type { Vault } from '../vaults/vault.ts';
import type { EvaluationTime } from './evaluation-time.ts';
import type { ScheduleBook } from './runs/schedule-book.ts';
import type { ScopeView } from './scope-view.ts';
import type { AttentionSettings } from './settings.ts';

export type VaultOfArn = ReadonlyMap<string, Vault>;

/** Of the schedules of one account-Region. */
export interface ScheduleContext {
  readonly view: ScopeView;
  readonly book: ScheduleBook;
  readonly time: EvaluationTime;
}

export interface RuleContext extends ScheduleContext {
  readonly settings: AttentionSettings;
  /** Of all account-Regions: rules of plans write into others. */
  readonly vaults: VaultOfArn;
}

/** Of one resource. */
export interface RunContext extends ScheduleContext {
  /** Plans of which nothing ran at all: that is one finding of the plan. */
  readonly missedPlans: ReadonlySet<string>;
}

export interface ResourceContext extends RuleContext, RunContext {}
