// A backup, copy or restore job in one shape, so that one list can contain all three.
import type { Scope } from '../scope.ts';

/** The plan and rule that started the job. Absent for an on-demand job. */
export interface CreatedBy {
  readonly planId: string;
  /** Contains the Region of the plan, which is not the Region of a copy. */
  readonly planArn?: string;
  readonly planName?: string;
  readonly planVersion?: string;
  readonly ruleId?: string;
  readonly ruleName?: string;
  readonly ruleCron?: string;
  readonly ruleTimezone?: string;
}

/** Times are epoch ms, sizes bytes. Absent means that AWS did not return the member, which differs from zero. */
export interface Job {
  readonly kind: 'backup' | 'copy' | 'restore';
  readonly id: string;
  readonly scope: Scope;
  /** AWS's own word: `State` of backup and copy jobs, `Status` of restore jobs. It may be unknown to this program. */
  readonly state: string;
  readonly resourceArn: string;
  readonly resourceName: string;
  readonly resourceType: string;
  /** The destination vault of a backup or copy, or the source vault of a restore; '' if AWS does not return it. */
  readonly vaultName: string;
  readonly vaultArn?: string;
  readonly sourceVaultArn?: string;
  readonly createdAt: number;
  /** The time at which the job started to run. */
  readonly startedAt?: number;
  readonly completedAt?: number;
  /** A job that still waits after this time becomes EXPIRED. */
  readonly startBy?: number;
  readonly expectedAt?: number;
  /** 0 to 100. */
  readonly percent?: number;
  readonly sizeBytes?: number;
  readonly transferredBytes?: number;
  readonly message?: string;
  readonly messageCategory?: string;
  readonly createdBy?: CreatedBy;
  /** The recovery point that a backup makes, a restore reads, or a copy reads. */
  readonly recoveryPointArn?: string;
  /** The recovery point that a copy makes. */
  readonly copiedPointArn?: string;
  readonly createdResourceArn?: string;
  readonly backupType?: string;
  readonly roleArn?: string;
  /** Set for a restore that a restore testing plan started. */
  readonly restoreTestingPlanArn?: string;
  readonly validationStatus?: string;
  /** No list has returned the job yet. */
  readonly isFromEvent?: boolean;
  /** AWS no longer returns the job. */
  readonly isLost?: boolean;
  /** Epoch ms of the last failed lookup by id, after all lists had dropped the job. */
  readonly lookedUpAt?: number;
  readonly isParent: boolean;
  readonly parentId?: string;
}
