// The times to which a continuous recovery point can be restored.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
import { dayMs } from '../../lib/duration.ts';
import { tableOf } from '../../lib/text/table.ts';
import { type Metadata, metadataValue } from './metadata-keys.ts';

/** The minimum age in ms of a time. */
const lagMs = tableOf<number>({ S3: 15 * 60_000 });
const usualLagMs = 5 * 60_000;

/** Epoch ms. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

interface ContinuousPoint {
  readonly resourceType: string;
  readonly createdAt: number;
  readonly deleteAfterDays?: number;
}

/** As many days as the lifecycle keeps, at most 35. Points of SAP HANA tell the window themselves. */
export function restoreWindow(point: ContinuousPoint, now: number, metadata: Metadata = {}): TimeWindow {
  const days = Math.min(35, point.deleteAfterDays ?? 35);
  return {
    from: reportedTime(metadata, 'EarliestRestorablePitrTimestamp') ?? Math.max(point.createdAt, now - days * dayMs),
    to: reportedTime(metadata, 'LatestRestorablePitrTimestamp') ?? now - (lagMs[point.resourceType] ?? usualLagMs),
  };
}

function reportedTime(metadata: Metadata, key: string): number | undefined {
  const at = Number(metadataValue(metadata, key));
  return Number.isFinite(at) && at > 0 ? at : undefined;
}
