import type { IndexStatus } from '@aws-sdk/client-backup';
import type { PointPatch } from '../overlays/point-overlay.ts';

export const indexBuildingMs = 240_000;
export const indexDeletingMs = 60_000;

export function indexStatus(index: PointPatch['index'], now: number): IndexStatus | undefined {
  if (index === undefined) return undefined;
  if (index.disabledAt !== undefined) return now < index.disabledAt + indexDeletingMs ? 'DELETING' : undefined;
  return now < index.enabledAt + indexBuildingMs ? 'PENDING' : 'ACTIVE';
}
