import { sweptPointsMs } from '../../config/polling.ts';
import type { RecoveryPoint } from '../domain/vaults/recovery-point.ts';
import type { Stored } from './stored.ts';

/** The members of a listing by resource: the other required members have assumed values. */
const thinMembers = [
  'arn',
  'vaultName',
  'resourceArn',
  'status',
  'statusMessage',
  'createdAt',
  'sizeBytes',
  'keyArn',
  'parentArn',
  'indexStatus',
  'vaultType',
  'isParent',
] as const;

function pointBeforeEnd({ completedAt: _, ...point }: RecoveryPoint): RecoveryPoint {
  return { ...point, status: 'CREATING' };
}

export const storedPoints: Stored<RecoveryPoint> = {
  at: 'createdAt',
  keyMember: 'arn',
  state: ({ status }) => status,
  endedAt: ({ completedAt }) => completedAt,
  beforeEnd: { state: 'CREATING', row: pointBeforeEnd },
  subject: ({ resourceArn }) => resourceArn || undefined,
  shared: [
    'vaultName',
    'vaultArn',
    'sourceVaultArn',
    'resourceArn',
    'resourceName',
    'resourceType',
    'deleteAfterDays',
    'encrypted',
    'keyArn',
    'createdBy',
    'isParent',
    'vaultType',
  ],
  lazy: {
    columns: { at: 'createdAt', state: 'status', ended: 'completedAt' },
    own: [
      'statusMessage',
      'sizeBytes',
      'deleteAt',
      'moveToColdAt',
      'lifecycleUnknown',
      'lastRestoredAt',
      'parentArn',
      'indexStatus',
    ],
  },
  volatile: ['lastRestoredAt'],
  partial: ({ lifecycleUnknown }) => (lifecycleUnknown ? thinMembers : undefined),
  memberOfParam: { vaultName: 'vaultName', arn: 'arn', resourceType: 'resourceType' },
  listedMs: sweptPointsMs,
  listedBy: 'vaultName',
};
