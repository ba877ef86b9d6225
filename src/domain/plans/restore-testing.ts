import type { Scope } from '../scope.ts';

/** A restore testing plan: the schedule, and the recovery points that are restored as a test. */
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
  /** Hours for which a restored resource is kept for validation. */
  readonly validationWindowHours?: number;
}
