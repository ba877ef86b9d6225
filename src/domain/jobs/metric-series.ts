import type { Scope } from '../scope.ts';

/**
 * Which metrics count the jobs that the overview counts, all kinds of them. Only backup jobs expire.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
export const chartedMetrics = {
  completed: ['NumberOfBackupJobsCompleted', 'NumberOfCopyJobsCompleted', 'NumberOfRestoreJobsCompleted'],
  failed: ['NumberOfBackupJobsFailed', 'NumberOfCopyJobsFailed', 'NumberOfRestoreJobsFailed'],
  expired: ['NumberOfBackupJobsExpired'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ChartId = keyof typeof chartedMetrics;

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
