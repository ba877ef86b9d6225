import type { IndexStatus } from '@aws-sdk/client-backup';
import type { PointPatch } from '../../estate/point-changes.ts';

export const buildingMs = 240_000;
const deletingMs = 60_000;

export function indexStatus(index: PointPatch['index'], now: number): IndexStatus | undefined {
  if (index === undefined) return undefined;
  if (index.disabledAt !== undefined) return now < index.disabledAt + deletingMs ? 'DELETING' : undefined;
  return now < index.enabledAt + buildingMs ? 'PENDING' : 'ACTIVE';
}
