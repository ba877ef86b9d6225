import type { Scope } from './scope.ts';

export interface Vault {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  /** AWS's word; Regions without air-gapped vaults leave it out, which means BACKUP_VAULT. */
  readonly type: string;
  readonly state?: string;
  /** As AWS counts them, which may be approximate. */
  readonly pointCount: number;
  readonly locked: boolean;
  /** Epoch ms from which a compliance lock is final; absent on a governance lock. */
  readonly lockDate?: number;
  readonly minRetentionDays?: number;
  readonly maxRetentionDays?: number;
  readonly createdAt?: number;
  readonly keyArn?: string;
  readonly keyType?: string;
}
