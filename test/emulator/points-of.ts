import {
  type BackupClient,
  paginateListRecoveryPointsByBackupVault,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';

export async function pointsOf(client: BackupClient, BackupVaultName: string, more: object = {}) {
  const points: RecoveryPointByBackupVault[] = [];
  const pages = paginateListRecoveryPointsByBackupVault({ client, pageSize: 1000 }, { BackupVaultName, ...more });
  for await (const { RecoveryPoints = [] } of pages) points.push(...RecoveryPoints);
  return points;
}

/** How an operation names the point it is about. */
export const refTo = ({ BackupVaultName, RecoveryPointArn }: RecoveryPointByBackupVault = {}) => ({
  BackupVaultName,
  RecoveryPointArn,
});
