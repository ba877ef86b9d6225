import type { Scope } from '../scope.ts';

export interface ProtectedResource {
  readonly scope: Scope;
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly lastBackupAt?: number;
  readonly lastVaultName?: string;
  readonly lastRecoveryPointArn?: string;
}
