import type { Scope } from './scope.ts';

/** One AWS/Backup metric of one resource type. AWS leaves zeros out; here they are filled in. */
export interface MetricSeries {
  readonly scope: Scope;
  readonly metric: string;
  readonly resourceType: string;
  /** Epoch ms at which the first value's period begins. */
  readonly startsAt: number;
  readonly periodMs: number;
  readonly values: readonly number[];
}
