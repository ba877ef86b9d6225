import type { Scope } from '../scope.ts';

/** Moves a vault's S3 backups to cheaper storage after some days. */
export interface Tiering {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  /** '*' is every vault. */
  readonly vaultName: string;
  readonly createdAt?: number;
  readonly updatedAt?: number;
}
