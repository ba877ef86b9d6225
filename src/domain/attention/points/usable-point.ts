// Decides from which recovery points a resource could be restored.

import type { ScanJob } from '../../jobs/scan-job.ts';
import { isContinuous } from '../../vaults/point-status.ts';
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';

/** ARNs of recovery points in which the newest scan with a result found malware. */
export type InfectedPoints = ReadonlySet<string>;

export function infectedPoints(scans: readonly ScanJob[]): InfectedPoints {
  const newest = new Map<string, ScanJob>();
  for (const scan of scans) {
    const { recoveryPointArn: arn } = scan;
    if (arn === undefined || !results.has(scan.result ?? '')) continue;
    const known = newest.get(arn);
    if (!known || isNewerScan(scan, known)) newest.set(arn, scan);
  }
  return new Set([...newest].flatMap(([arn, { result }]) => (result === 'THREATS_FOUND' ? [arn] : [])));
}

/** A scan without a result does not clear a recovery point. */
const results: ReadonlySet<string> = new Set(['THREATS_FOUND', 'NO_THREATS_FOUND']);

export const scannedAt = ({ completedAt, createdAt }: ScanJob): number => completedAt ?? createdAt;

export const isNewerScan = (one: ScanJob, other: ScanJob): boolean =>
  scannedAt(one) > scannedAt(other) || (scannedAt(one) === scannedAt(other) && one.id < other.id);

/** Excludes recovery points that are expired, being deleted, being made, stopped or partial. */
const usableStatuses: ReadonlySet<string> = new Set(['COMPLETED', 'AVAILABLE']);

export const isUsablePoint = ({ status, arn }: RecoveryPoint, infected: InfectedPoints): boolean =>
  usableStatuses.has(status) && !infected.has(arn);

/** A continuous recovery point: its status says whether it still follows the resource, its age means nothing. */
export const isLivePoint = (point: RecoveryPoint, infected: InfectedPoints): boolean =>
  point.status === 'AVAILABLE' && isContinuous(point) && !infected.has(point.arn);
