import type { Scope } from '../scope.ts';

export interface Vault {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  /** AWS's word; Regions without air-gapped vaults leave it out, which means BACKUP_VAULT. */
  readonly type: string;
  readonly state?: string;
  /** As AWS counts them, which may be approximate; absent when AWS did not tell. */
  readonly pointCount?: number;
  readonly locked: boolean;
  /** Epoch ms from which a compliance lock is final; absent on a governance lock. */
  readonly lockDate?: number;
  /** Locked, and nobody told whether there is a `lockDate`: only DescribeBackupVault does. */
  readonly isLockDateUnknown?: true;
  readonly minRetentionDays?: number;
  readonly maxRetentionDays?: number;
  readonly createdAt?: number;
  readonly keyArn?: string;
  readonly keyType?: string;
}
