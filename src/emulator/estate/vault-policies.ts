// Access policies of the estate's vaults.

/** Of one account AWS shows a string, of several a list. */
function rootsOf(accounts: readonly string[]): string | string[] {
  const [first = '', ...others] = accounts.map((account) => `arn:aws:iam::${account}:root`);
  return others.length === 0 ? first : [first, ...others];
}

/** Roles that may delete recovery points in spite of the vault's policy. */
const allowedRoles = ['BackupAdmin', 'BackupOperator'];

/**
 * The policy that AWS gives to the vault of EFS's automatic backups: https://github.com/rebuy-de/aws-nuke/issues/643
 */
export const denyDeletionPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['backup:DeleteBackupVault', 'backup:DeleteBackupVaultAccessPolicy', 'backup:DeleteRecoveryPoint'],
      Resource: '*',
    },
  ],
});

/** Accepts copies of the account and of `others`, and denies the deletion of recovery points except by some roles. */
export const copyPolicy = (account: string, arn: string, others: readonly string[] = []) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'KeepRecoveryPoints',
        Effect: 'Deny',
        Principal: '*',
        Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
        Resource: '*',
        Condition: {
          StringNotLike: { 'aws:PrincipalArn': allowedRoles.map((role) => `arn:aws:iam::${account}:role/${role}`) },
        },
      },
      {
        Sid: 'AcceptCopies',
        Effect: 'Allow',
        Principal: { AWS: rootsOf([account, ...others]) },
        Action: 'backup:CopyIntoBackupVault',
        Resource: arn,
      },
    ],
  });
