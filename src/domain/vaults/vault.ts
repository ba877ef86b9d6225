import type { Scope } from '../scope.ts';

export interface Vault {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  /** AWS's type; Regions without air-gapped vaults leave it out, which means BACKUP_VAULT. */
  readonly type: string;
  readonly state?: string;
  /** AWS's count, which may be approximate; absent if AWS did not return it. */
  readonly pointCount?: number;
  readonly locked: boolean;
  /** Epoch ms at which a compliance lock becomes final; absent for a governance lock. */
  readonly lockDate?: number;
  /** The vault is locked, and it is not known whether it has a `lockDate`: only DescribeBackupVault returns it. */
  readonly isLockDateUnknown?: true;
  readonly minRetentionDays?: number;
  readonly maxRetentionDays?: number;
  readonly createdAt?: number;
  readonly keyArn?: string;
  readonly keyType?: string;
}
