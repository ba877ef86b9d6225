import type { Scope } from '../scope.ts';

/**
 * The metrics that count the same jobs as the overview, of all kinds. Only backup jobs expire.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
export const chartedMetrics = {
  completed: ['NumberOfBackupJobsCompleted', 'NumberOfCopyJobsCompleted', 'NumberOfRestoreJobsCompleted'],
  failed: ['NumberOfBackupJobsFailed', 'NumberOfCopyJobsFailed', 'NumberOfRestoreJobsFailed'],
  expired: ['NumberOfBackupJobsExpired'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ChartId = keyof typeof chartedMetrics;

/** The name of a series in CloudWatch. */
export interface SeriesName {
  readonly scope: Scope;
  readonly metric: string;
  /** Absent: of all vaults, all types. */
  readonly vault?: string;
  readonly resourceType?: string;
  /** Dimensions that AWS's documentation does not name: 'Name=value …'. */
  readonly otherDimensions?: string;
  /** All of them: names with values. */
  readonly dimensions: readonly (readonly [name: string, value: string])[];
}

/** One AWS/Backup metric of one resource type. AWS leaves zeros out; this series has them. */
export interface MetricSeries {
  readonly scope: Scope;
  readonly metric: string;
  readonly resourceType: string;
  /** Epoch ms at which the period of the first value begins. */
  readonly startsAt: number;
  readonly periodMs: number;
  readonly values: readonly number[];
}
