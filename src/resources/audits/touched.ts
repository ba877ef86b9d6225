// Drill-downs from an event to the resources that its record names, and from a recovery point to the events that
// changed or ended it.
import type { Audit, Touched } from '../../domain/audits/audit.ts';
import type { Scope } from '../../domain/scope.ts';
import type { DrillDown, Params } from '../resource.ts';
import type { ResourceId } from '../resource-id.ts';

/**
 * CloudTrail's name of the event at the end of a recovery point's lifecycle. Deletions by persons have other events.
 */
export const lifecycleEnd = 'BackupDeleted';

type AuditEvent = Pick<Audit, 'name' | 'errorCode' | 'touched'>;
type Row = { readonly scope: Scope };

interface TouchedTarget {
  readonly to: ResourceId;
  readonly title: string;
  params(touched: Touched): Params | undefined;
  /**
   * The event after which the target is certainly gone. DeleteRecoveryPoint is none: it also succeeds if AWS Backup then
   * lacks the permission to delete.
   * https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html
   */
  readonly ending?: string;
}

const targets: readonly TouchedTarget[] = [
  {
    to: 'recovery-points',
    title: 'recovery point',
    params: ({ recoveryPointArn: arn, vaultName }) => (arn && vaultName ? { vaultName, arn } : undefined),
    ending: lifecycleEnd,
  },
  {
    to: 'vaults',
    title: 'vault',
    params: ({ vaultName: name }) => (name ? { name } : undefined),
    ending: 'DeleteBackupVault',
  },
  { to: 'plans', title: 'plan', params: ({ planId: id }) => (id ? { id } : undefined) },
  { to: 'protected-resources', title: 'resource', params: ({ resourceArn: arn }) => (arn ? { arn } : undefined) },
  { to: 'backup-jobs', title: 'backup job', params: ({ backupJobId: id }) => (id ? { id } : undefined) },
  { to: 'copy-jobs', title: 'copy job', params: ({ copyJobId: id }) => (id ? { id } : undefined) },
  { to: 'restore-jobs', title: 'restore job', params: ({ restoreJobId: id }) => (id ? { id } : undefined) },
];

/** undefined: the row names no single event. */
export function touchedWays<R extends Row>(eventOf: (row: R) => AuditEvent | undefined): DrillDown<R>[] {
  return targets.map(({ to, title, params, ending }) => ({
    to,
    title,
    single: true,
    params(row) {
      const event = eventOf(row);
      const isOver = event?.name === ending && event?.errorCode === undefined;
      return event && !isOver ? params(event.touched) : undefined;
    },
  }));
}

/** Leads to the events that changed or ended a recovery point, in the Region of the recovery point. */
export function toEndingEvents<R extends Row>(
  title: string,
  arnOf: (row: R) => string | undefined,
  scopeOf: (row: R) => Scope | undefined = ({ scope }) => scope,
): DrillDown<R> {
  return {
    to: 'audits',
    title,
    params(row) {
      const arn = arnOf(row);
      return arn && scopeOf(row) ? { recoveryPointArn: arn } : undefined;
    },
    scope: (row) => scopeOf(row) ?? row.scope,
  };
}
