// Drill-downs from an event to the resources that its record names, and from a recovery point to the events that
// changed or ended it.
import type { Audit, Touched } from '../../domain/audits/audit.ts';
import type { Scope } from '../../domain/scope.ts';
import type { DrillDown, Params } from '../resource.ts';

/**
 * CloudTrail's name of the event at the end of a recovery point's lifecycle. Deletions by persons have other events.
 */
export const lifecycleEnd = 'BackupDeleted';

type AuditEvent = Pick<Audit, 'name' | 'errorCode' | 'touched'>;
type Row = { readonly scope: Scope };

/** undefined: the row names no single event. */
export function touchedWays<R extends Row>(eventOf: (row: R) => AuditEvent | undefined): DrillDown<R>[] {
  /**
   * `ending`: the event after which the target is certainly gone. DeleteRecoveryPoint is none: it also succeeds if AWS
   * Backup then lacks the permission to delete.
   * https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html
   */
  const way = (
    to: DrillDown<R>['to'],
    title: string,
    params: (touched: Touched) => Params | undefined,
    ending?: string,
  ): DrillDown<R> => ({
    to,
    title,
    single: true,
    params(row) {
      const event = eventOf(row);
      const isOver = event?.name === ending && event?.errorCode === undefined;
      return event && !isOver ? params(event.touched) : undefined;
    },
  });
  return [
    way(
      'recovery-points',
      'recovery point',
      ({ recoveryPointArn: arn, vaultName }) => (arn && vaultName ? { vaultName, arn } : undefined),
      lifecycleEnd,
    ),
    way('vaults', 'vault', ({ vaultName: name }) => (name ? { name } : undefined), 'DeleteBackupVault'),
    way('plans', 'plan', ({ planId: id }) => (id ? { id } : undefined)),
    way('protected-resources', 'resource', ({ resourceArn: arn }) => (arn ? { arn } : undefined)),
    way('backup-jobs', 'backup job', ({ backupJobId: id }) => (id ? { id } : undefined)),
    way('copy-jobs', 'copy job', ({ copyJobId: id }) => (id ? { id } : undefined)),
    way('restore-jobs', 'restore job', ({ restoreJobId: id }) => (id ? { id } : undefined)),
  ];
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
