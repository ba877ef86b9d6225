import type { Scope } from '../scope.ts';

export interface ReportPlan {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly template: string;
  readonly bucket: string;
  readonly formats: readonly string[];
  /** AWS's deployment status: CREATE_IN_PROGRESS, COMPLETED … */
  readonly deployment: string;
  readonly createdAt?: number;
  readonly lastTriedAt?: number;
  readonly lastDoneAt?: number;
}

export interface ReportJob {
  readonly scope: Scope;
  readonly id: string;
  readonly planName: string;
  readonly planArn?: string;
  readonly template: string;
  readonly state: string;
  readonly message?: string;
  readonly createdAt?: number;
  readonly completedAt?: number;
  readonly bucket: string;
  readonly keys: readonly string[];
}
