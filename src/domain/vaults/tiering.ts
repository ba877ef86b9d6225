import type { Scope } from '../scope.ts';

/** Moves the S3 backups of a vault to cheaper storage after some days. */
export interface Tiering {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  /** '*' means every vault. */
  readonly vaultName: string;
  readonly createdAt?: number;
  readonly updatedAt?: number;
}
