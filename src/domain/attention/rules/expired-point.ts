// Recovery points past retention that AWS could not delete.
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';
import type { Vault } from '../../vaults/vault.ts';
import type { Finding } from '../findings/finding.ts';
import { expiredGroups } from '../points/expired-points.ts';
import { aboutVault, isAtLeast, pointsEvidence } from './about.ts';

export function expiredPoints(vault: Vault, points: readonly RecoveryPoint[]): Finding[] {
  return expiredGroups(points).map(({ key, points: expired, reason, remedy, images }) => ({
    ...aboutVault(vault, 'expired-points'),
    id: `${aboutVault(vault, 'expired-points').id}${key === '' ? '' : `/${key}`}`,
    kind: 'expired-points',
    severity: 'warning',
    since: Math.min(...expired.map(({ deleteAt, createdAt }) => deleteAt ?? createdAt)),
    count: expired.length,
    remedy,
    images,
    ...isAtLeast(vault),
    evidence: pointsEvidence(vault, { status: 'EXPIRED' }),
    ...(reason === undefined ? {} : { message: reason }),
  }));
}
