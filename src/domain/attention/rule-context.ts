// The input of rules.
import type { Vault } from '../vaults/vault.ts';
import type { EvaluationTime } from './evaluation-time.ts';
import type { ScheduleBook } from './runs/schedule-book.ts';
import type { ScopeView } from './scope-view.ts';
import type { AttentionSettings } from './settings.ts';

export type VaultOfArn = ReadonlyMap<string, Vault>;

/** The schedules of one account-Region. */
export interface ScheduleContext {
  readonly view: ScopeView;
  readonly book: ScheduleBook;
  readonly time: EvaluationTime;
}

export interface RuleContext extends ScheduleContext {
  readonly settings: AttentionSettings;
  /** Vaults of all account-Regions: plan rules write into vaults of other account-Regions. */
  readonly vaults: VaultOfArn;
}

/** The runs of one resource. */
export interface RunContext extends ScheduleContext {
  /** Plans that did not run at all: each has one finding of its own. */
  readonly missedPlans: ReadonlySet<string>;
}

export interface ResourceContext extends RuleContext, RunContext {}
