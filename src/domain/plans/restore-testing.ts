import type { Scope } from '../scope.ts';

/** When which points are restored to see whether they can be. */
export interface RestoreTestingPlan {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  readonly schedule: string;
  readonly timezone?: string;
  readonly startWindowHours?: number;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly lastRunAt?: number;
}

export interface RestoreTestingSelection {
  readonly scope: Scope;
  readonly name: string;
  readonly planName: string;
  readonly resourceType: string;
  readonly roleArn?: string;
  readonly createdAt?: number;
  /** Hours a restored resource is kept for validation. */
  readonly validationWindowHours?: number;
}
