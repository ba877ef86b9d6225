import type { Scope } from '../scope.ts';

export interface Plan {
  readonly scope: Scope;
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly versionId: string;
  readonly createdAt?: number;
  readonly lastRunAt?: number;
  readonly deletedAt?: number;
}
