// Every operation of AWS Backup that the embedded AWS carries out, asked once in an order in which each can succeed.
// A step may use what the answers before it gave.

/** What earlier answers told: plan ids, job ids, ARNs. */
export type Memory = Record<string, string>;

export interface Step {
  readonly operation: string;
  readonly input: (memory: Memory) => object;
  /** Keeps what later steps need. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of all operations pass through here
  readonly keep?: (answer: any, memory: Memory) => void;
}

const step = (operation: string, input: Step['input'] = () => ({}), keep?: Step['keep']): Step =>
  keep ? { operation, input, keep } : { operation, input };

const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const vault = () => ({ BackupVaultName: 'prod' });
const point = ({ point: RecoveryPointArn }: Memory) => ({ ...vault(), RecoveryPointArn });

export const readingSteps: readonly Step[] = [
  step(
    'ListBackupVaults',
    () => ({}),
    ({ BackupVaultList }, memory) => {
      memory.vaultArn = BackupVaultList[0].BackupVaultArn;
    },
  ),
  step('DescribeBackupVault', vault),
  step('GetBackupVaultAccessPolicy', vault),
  step('GetBackupVaultNotifications', vault),
  step(
    'ListBackupJobs',
    () => ({ MaxResults: 1000 }),
    ({ BackupJobs }, memory) => {
      memory.backupJob = BackupJobs[0].BackupJobId;
    },
  ),
  step('DescribeBackupJob', ({ backupJob }) => ({ BackupJobId: backupJob })),
  step('ListBackupJobSummaries', () => ({ State: 'ANY', ResourceType: 'ANY' })),
  step(
    'ListCopyJobs',
    () => ({}),
    ({ CopyJobs }, memory) => {
      memory.copyJob = CopyJobs[0].CopyJobId;
    },
  ),
  step('DescribeCopyJob', ({ copyJob }) => ({ CopyJobId: copyJob })),
  step('ListCopyJobSummaries', () => ({ State: 'ANY' })),
  step(
    'ListRestoreJobs',
    () => ({}),
    ({ RestoreJobs }, memory) => {
      memory.restoreJob = RestoreJobs[0].RestoreJobId;
    },
  ),
  step('DescribeRestoreJob', ({ restoreJob }) => ({ RestoreJobId: restoreJob })),
  step('ListRestoreJobSummaries', () => ({ State: 'ANY' })),
  step(
    'ListBackupPlans',
    () => ({}),
    ({ BackupPlansList }, memory) => {
      memory.plan = BackupPlansList[0].BackupPlanId;
    },
  ),
  step('GetBackupPlan', ({ plan }) => ({ BackupPlanId: plan, MaxScheduledRunsPreview: 10 })),
  step('ListBackupPlanVersions', ({ plan }) => ({ BackupPlanId: plan })),
  step(
    'ListBackupSelections',
    ({ plan }) => ({ BackupPlanId: plan }),
    ({ BackupSelectionsList }, memory) => {
      memory.selection = BackupSelectionsList[0].SelectionId;
    },
  ),
  step('GetBackupSelection', ({ plan, selection }) => ({ BackupPlanId: plan, SelectionId: selection })),
  step(
    'ListRecoveryPointsByBackupVault',
    () => ({ ...vault(), MaxResults: 1000 }),
    ({ RecoveryPoints }, memory) => {
      memory.point = RecoveryPoints[0].RecoveryPointArn;
      memory.resource = RecoveryPoints[0].ResourceArn;
    },
  ),
  step('DescribeRecoveryPoint', point),
  step('GetRecoveryPointRestoreMetadata', point),
  step('ListRecoveryPointsByResource', ({ resource }) => ({ ResourceArn: resource })),
  step('ListRestoreJobsByProtectedResource', ({ resource }) => ({ ResourceArn: resource })),
  step('ListProtectedResources'),
  step('ListProtectedResourcesByBackupVault', vault),
  step('DescribeProtectedResource', ({ resource }) => ({ ResourceArn: resource })),
  step('GetSupportedResourceTypes'),
  step('DescribeRegionSettings'),
  step('DescribeGlobalSettings'),
  step('ListTags', ({ vaultArn }) => ({ ResourceArn: vaultArn })),
];

export const changingSteps: readonly Step[] = [
  step('CreateBackupVault', () => ({ BackupVaultName: 'made' })),
  step('DeleteBackupVault', () => ({ BackupVaultName: 'made' })),
  step(
    'StartBackupJob',
    ({ resource }) => ({ ...vault(), ResourceArn: resource, IamRoleArn: role }),
    ({ BackupJobId }, memory) => {
      memory.started = BackupJobId;
    },
  ),
  step('StopBackupJob', ({ started }) => ({ BackupJobId: started })),
];
