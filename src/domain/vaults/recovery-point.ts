import type { CreatedBy } from '../jobs/job.ts';
import type { Scope } from '../scope.ts';

export interface RecoveryPoint {
  readonly scope: Scope;
  readonly arn: string;
  readonly vaultName: string;
  readonly vaultArn?: string;
  /** Set for a copy: the vault of its source. */
  readonly sourceVaultArn?: string;
  readonly resourceArn: string;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly status: string;
  readonly statusMessage?: string;
  /** Epoch ms. A copy has the date of its source; a continuous recovery point has the date of its first day. */
  readonly createdAt: number;
  readonly completedAt?: number;
  readonly sizeBytes?: number;
  readonly deleteAt?: number;
  readonly moveToColdAt?: number;
  /** Absent: kept until somebody deletes it. */
  readonly deleteAfterDays?: number;
  /** The list that returned the row has no lifecycle, creator or encryption: absent members mean nothing. */
  readonly lifecycleUnknown?: true;
  readonly encrypted: boolean;
  readonly keyArn?: string;
  readonly createdBy?: CreatedBy;
  readonly lastRestoredAt?: number;
  readonly isParent: boolean;
  readonly parentArn?: string;
  readonly indexStatus?: string;
  readonly vaultType?: string;
}
