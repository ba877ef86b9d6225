// From a deed to the things that its record names, and from a recovery point to the deeds that changed or ended it.
import type { Audit, Touched } from '../../domain/audits/audit.ts';
import type { Scope } from '../../domain/scope.ts';
import type { DrillDown, Params } from '../resource.ts';

/** CloudTrail's name for what AWS Backup does at the end of a point's lifecycle, and for no deletion by a person. */
export const lifecycleEnd = 'BackupDeleted';

type Deed = Pick<Audit, 'name' | 'errorCode' | 'touched'>;
type Row = { readonly scope: Scope };

/** undefined: the row names no single deed. */
export function touchedWays<R extends Row>(deedOf: (row: R) => Deed | undefined): DrillDown<R>[] {
  /**
   * `ending` is the deed after which the thing is gone for sure. DeleteRecoveryPoint is none: it succeeds, too, where AWS
   * Backup then lacks the right to delete. https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html
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
      const deed = deedOf(row);
      const isOver = deed?.name === ending && deed?.errorCode === undefined;
      return deed && !isOver ? params(deed.touched) : undefined;
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

/** To the deeds that changed or ended a recovery point, in the Region where it lay. */
export function toFate<R extends Row>(
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
