import type { Scope } from '../scope.ts';

/** One rule of a backup plan, with the members of the plan that it needs. Durations are ms. */
export interface PlanRule {
  readonly scope: Scope;
  readonly planId: string;
  readonly planArn: string;
  readonly planName: string;
  readonly planVersion: string;
  /** Epoch ms at which this version of the plan was made; absent if AWS did not return it. */
  readonly versionAt?: number;
  /** Epoch ms at which the plan last started a job. */
  readonly planLastRunAt?: number;
  readonly id: string;
  readonly name: string;
  readonly vaultName: string;
  /** Primary backups go to this air-gapped vault; the other vault holds them only in transit. */
  readonly airGappedVaultArn?: string;
  /** AWS's expression: cron(…) or rate(…). */
  readonly schedule: string;
  readonly timeZone: string;
  readonly startWindowMs: number;
  readonly completionWindowMs: number;
  readonly continuous: boolean;
  /** Absent: recovery points are kept until somebody deletes them. */
  readonly deleteAfterDays?: number;
  readonly moveToColdAfterDays?: number;
  readonly copies: readonly RuleCopy[];
  /** AWS's own preview of the next runs, epoch ms, at the time of the response. */
  readonly preview: readonly number[];
  /** Epoch ms of the request for the plan. */
  readonly askedAt: number;
  /** Set when AWS no longer lists the rule. */
  readonly goneAt?: number;
}

export interface RuleCopy {
  readonly vaultArn: string;
  readonly deleteAfterDays?: number;
  readonly moveToColdAfterDays?: number;
}

/** AWS's defaults. https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
export const ruleDefaults = { startWindowMinutes: 480, completionWindowMinutes: 10_080, timeZone: 'Etc/UTC' } as const;

/**
 * Replaces a missing RuleId, which AWS's model does not guarantee and other servers leave out: plan id and rule name,
 * and the position of a rule whose name an earlier rule has. A job refers to its plan and rule by the same two.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
 */
export const ruleIdByName = (planId: string, name: string, position?: number): string =>
  position === undefined ? `${planId}/${name}` : `${planId}/${name}/${position}`;
