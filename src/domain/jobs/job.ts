// A backup, copy or restore job in one shape, so that all three can stand in one list.
import type { Scope } from '../scope.ts';

/** Who made it happen, when a plan did. Absent on an on-demand job. */
export interface CreatedBy {
  readonly planId: string;
  /** Names the Region the plan lives in, which is not that of a copy. */
  readonly planArn?: string;
  readonly planName?: string;
  readonly planVersion?: string;
  readonly ruleId?: string;
  readonly ruleName?: string;
  readonly ruleCron?: string;
  readonly ruleTimezone?: string;
}

/** Times are epoch milliseconds, sizes bytes. Absent means AWS did not say, which is not the same as zero. */
export interface Job {
  readonly kind: 'backup' | 'copy' | 'restore';
  readonly id: string;
  readonly scope: Scope;
  /** AWS's own word: `State` of backup and copy jobs, `Status` of restore jobs. May be one we do not know. */
  readonly state: string;
  readonly resourceArn: string;
  readonly resourceName: string;
  readonly resourceType: string;
  /** The vault a backup goes to, a copy goes to, or a restore comes from; '' when not told. */
  readonly vaultName: string;
  readonly vaultArn?: string;
  readonly sourceVaultArn?: string;
  readonly createdAt: number;
  /** When it left the queue. */
  readonly startedAt?: number;
  readonly completedAt?: number;
  /** Past it a job that still waits becomes EXPIRED. */
  readonly startBy?: number;
  readonly expectedAt?: number;
  /** 0 to 100. */
  readonly percent?: number;
  readonly sizeBytes?: number;
  readonly transferredBytes?: number;
  readonly message?: string;
  readonly messageCategory?: string;
  readonly createdBy?: CreatedBy;
  /** The point made (backup), read (restore) or copied from (copy). */
  readonly recoveryPointArn?: string;
  /** The point a copy makes. */
  readonly copiedPointArn?: string;
  readonly createdResourceArn?: string;
  readonly backupType?: string;
  readonly roleArn?: string;
  /** Set on a restore that a restore testing plan started. */
  readonly restoreTestingPlanArn?: string;
  readonly validationStatus?: string;
  /** No list has told of it yet. */
  readonly isFromEvent?: boolean;
  /** AWS no longer knows it. */
  readonly isLost?: boolean;
  /** Epoch ms at which it was looked up by its id in vain, having left all lists. */
  readonly lookedUpAt?: number;
  readonly isParent: boolean;
  readonly parentId?: string;
}
