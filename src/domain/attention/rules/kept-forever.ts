// Recovery points without a deletion date in a vault with a compliance lock.
import { lockState } from '../../vaults/lock.ts';
import { isContinuous } from '../../vaults/point-status.ts';
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';
import type { Vault } from '../../vaults/vault.ts';
import type { EvaluationTime } from '../evaluation-time.ts';
import type { Finding } from '../findings/finding.ts';
import { aboutVault, isAtLeast, pointsEvidence } from './about.ts';

/** At most one finding for the vault. */
export function keptForever(vault: Vault, points: readonly RecoveryPoint[], { now }: EvaluationTime): Finding[] {
  const { mode } = lockState(vault, now);
  if (mode !== 'compliance' && mode !== 'grace') return [];
  const kept = points.filter(
    (point) => point.deleteAt === undefined && point.lifecycleUnknown === undefined && hasNoEnd(point),
  );
  if (kept.length === 0) return [];
  return [
    {
      ...aboutVault(vault, 'kept-forever'),
      kind: 'kept-forever',
      severity: 'notice',
      since: Math.min(...kept.map(({ createdAt }) => createdAt)),
      count: kept.length,
      ...isAtLeast(vault),
      evidence: pointsEvidence(vault),
    },
  ];
}

const hasNoEnd = (point: RecoveryPoint): boolean =>
  !isContinuous(point) &&
  point.parentArn === undefined &&
  point.status !== 'DELETING' &&
  (point.deleteAfterDays === undefined || point.deleteAfterDays < 0);
