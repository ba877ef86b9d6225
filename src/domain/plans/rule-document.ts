import { minuteMs } from '../../lib/duration.ts';
import type { PlanRule } from './plan-rule.ts';

/** The rule as a plan's document has it, with the members that a row of the list of rules keeps. */
export const ruleDocument = (rule: PlanRule): object => ({
  RuleId: rule.id,
  RuleName: rule.name,
  TargetBackupVaultName: rule.vaultName,
  TargetLogicallyAirGappedBackupVaultArn: rule.airGappedVaultArn,
  ScheduleExpression: rule.schedule,
  ScheduleExpressionTimezone: rule.timeZone,
  StartWindowMinutes: rule.startWindowMs / minuteMs,
  CompletionWindowMinutes: rule.completionWindowMs / minuteMs,
  EnableContinuousBackup: rule.continuous,
  Lifecycle: lifecycleOf(rule),
  CopyActions: rule.copies.map((copy) => ({
    DestinationBackupVaultArn: copy.vaultArn,
    Lifecycle: lifecycleOf(copy),
  })),
});

type Lifecycle = Pick<PlanRule, 'deleteAfterDays' | 'moveToColdAfterDays'>;

const lifecycleOf = ({ deleteAfterDays, moveToColdAfterDays }: Lifecycle): object => ({
  DeleteAfterDays: deleteAfterDays,
  MoveToColdStorageAfterDays: moveToColdAfterDays,
});
