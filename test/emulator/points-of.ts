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

/** The parameters by which operations identify a recovery point. */
export const refTo = ({ BackupVaultName, RecoveryPointArn }: RecoveryPointByBackupVault = {}) => ({
  BackupVaultName,
  RecoveryPointArn,
});
