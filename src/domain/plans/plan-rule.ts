import type { Scope } from '../scope.ts';

/** One rule of a backup plan, with what it needs to know of the plan. Durations are ms. */
export interface PlanRule {
  readonly scope: Scope;
  readonly planId: string;
  readonly planArn: string;
  readonly planName: string;
  readonly planVersion: string;
  /** Epoch ms at which this version of the plan was made; absent when AWS did not tell. */
  readonly versionAt?: number;
  /** Epoch ms at which the plan last started a job. */
  readonly planLastRunAt?: number;
  readonly id: string;
  readonly name: string;
  readonly vaultName: string;
  /** Primary backups go to this air-gapped vault; the other one only holds them on their way. */
  readonly airGappedVaultArn?: string;
  /** AWS's text: cron(…) or rate(…). */
  readonly schedule: string;
  readonly timeZone: string;
  readonly startWindowMs: number;
  readonly completionWindowMs: number;
  readonly continuous: boolean;
  /** Absent: kept until somebody deletes it. */
  readonly deleteAfterDays?: number;
  readonly moveToColdAfterDays?: number;
  readonly copies: readonly RuleCopy[];
  /** AWS's own reckoning of the next runs, epoch ms, at the time of asking. */
  readonly preview: readonly number[];
  /** Epoch ms at which the plan's document was asked for. */
  readonly askedAt: number;
  /** Set once AWS no longer lists the rule. */
  readonly goneAt?: number;
}

export interface RuleCopy {
  readonly vaultArn: string;
  readonly deleteAfterDays?: number;
  readonly moveToColdAfterDays?: number;
}

/** AWS's own defaults. https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
export const ruleDefaults = { startWindowMinutes: 480, completionWindowMinutes: 10_080, timeZone: 'Etc/UTC' } as const;

/**
 * Stands in for a RuleId, which AWS's model does not promise and other servers leave out: plan and name, and the position of
 * a rule whose name another rule before it has. A job knows its plan and rule by the same two.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
 */
export const ruleIdByName = (planId: string, name: string, position?: number): string =>
  position === undefined ? `${planId}/${name}` : `${planId}/${name}/${position}`;
