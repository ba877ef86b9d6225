// Continuous backups that stopped.
import { isContinuous } from '../../vaults/point-status.ts';
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';
import type { Finding } from '../findings/finding.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import { aboutResource } from './about.ts';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
export function continuousStopped(resource: ResourceCase, view: ScopeView): Finding[] {
  const continuous = resource.points.filter(isContinuous);
  const [point] = continuous.filter(({ status }) => status === 'STOPPED').toSorted(byNewest);
  if (!point || continuous.some(({ status }) => status === 'AVAILABLE')) return [];
  return [
    {
      ...aboutResource(resource, view, 'continuous'),
      kind: 'continuous-stopped',
      severity: 'critical',
      since: point.completedAt ?? point.createdAt,
      evidence: { list: 'recovery-points', params: { vaultName: point.vaultName, arn: point.arn }, scope: point.scope },
      ...(point.statusMessage ? { message: point.statusMessage } : {}),
    },
  ];
}

const byNewest = (one: RecoveryPoint, other: RecoveryPoint): number =>
  other.createdAt - one.createdAt || (one.arn < other.arn ? -1 : 1);
