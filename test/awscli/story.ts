// Every operation of AWS Backup that the embedded AWS implements, called once in an order in which each can succeed. A
// step may use the responses to earlier steps.

/** Values of earlier responses: plan ids, job ids, ARNs. */
export type Memory = Record<string, string>;

export interface Step {
  readonly operation: string;
  readonly input: (memory: Memory) => object;
  /** Keeps what later steps need. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of all operations pass through here
  readonly keep?: (response: any, memory: Memory) => void;
  /** Repeats the call while time passes, until the response matches. */
  // biome-ignore lint/suspicious/noExplicitAny: see keep
  readonly until?: (response: any) => boolean;
}

/** Where the small estate has a point of each kind: continuous, child, indexable. */
export const storyRegion = 'eu-west-1';

const step = (operation: string, input: Step['input'] = () => ({}), keep?: Step['keep']): Step =>
  keep ? { operation, input, keep } : { operation, input };

const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const vault = () => ({ BackupVaultName: 'eu-prod' });
interface Found {
  readonly RecoveryPointArn: string;
  readonly ResourceType: string;
  readonly Status: string;
  readonly ParentRecoveryPointArn?: string;
}

const pointIn = (name: string) => (memory: Memory) => ({ ...vault(), RecoveryPointArn: memory[name] });
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
      const find = (test: (found: Found) => unknown) => RecoveryPoints.find(test)?.RecoveryPointArn ?? '';
      memory.volumePoint = find(({ ResourceType }) => ResourceType === 'EBS');
      memory.databasePoint = find(({ ResourceType, Status }) => ResourceType === 'RDS' && Status === 'COMPLETED');
      memory.childPoint = find(({ ParentRecoveryPointArn }) => ParentRecoveryPointArn);
      memory.continuousPoint = find(({ ResourceType, Status }) => ResourceType === 'RDS' && Status === 'AVAILABLE');
      memory.continuousS3Point = find(({ ResourceType, Status }) => ResourceType === 'S3' && Status === 'AVAILABLE');
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

const made = () => ({ BackupVaultName: 'made' });
const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
const rule = { RuleName: 'nightly', TargetBackupVaultName: 'eu-prod', ScheduleExpression: 'cron(0 3 ? * * *)' };
const document = (name: string) => ({ BackupPlanName: name, Rules: [rule] });
const ownPlan = ({ ownPlan: BackupPlanId }: Memory) => ({ BackupPlanId });

const isValidated = ({ ValidationStatus }: { ValidationStatus?: string }) => ValidationStatus === 'VALIDATING';

const gapped = { BackupVaultName: 'gapped' };
const gappedArn = 'arn:aws:backup:eu-west-1:123456789012:backup-vault:gapped';
const team = 'arn:aws:mpa:us-east-1:123456789012:approval-team/one';
const tiering = { TieringConfigurationName: 'cheap' };
const tieringRules = {
  BackupVaultName: '*',
  ResourceSelection: [{ Resources: ['*'], TieringDownSettingsInDays: 60, ResourceType: 'S3' }],
};
const framework = { FrameworkName: 'ours' };
const report = { ReportPlanName: 'nightly_jobs' };
const testing = { RestoreTestingPlanName: 'weekly' };
const testingSelection = { ...testing, RestoreTestingSelectionName: 'volumes' };
const testingPlan = {
  ScheduleExpression: 'cron(0 4 ? * MON *)',
  RecoveryPointSelection: {
    Algorithm: 'LATEST_WITHIN_WINDOW',
    IncludeVaults: ['*'],
    RecoveryPointTypes: ['SNAPSHOT'],
  },
};
const scanning = {
  IamRoleArn: role,
  ScannerRoleArn: role,
  MalwareScanner: 'GUARDDUTY',
  ScanMode: 'FULL_SCAN',
};

export const changingSteps: readonly Step[] = [
  step('CreateBackupVault', made),
  step('PutBackupVaultAccessPolicy', () => ({ ...made(), Policy: policy })),
  step('GetBackupVaultAccessPolicy', made),
  step('DeleteBackupVaultAccessPolicy', made),
  step('PutBackupVaultNotifications', () => ({
    ...made(),
    SNSTopicArn: 'arn:aws:sns:eu-west-1:123456789012:backups',
    BackupVaultEvents: ['BACKUP_JOB_COMPLETED'],
  })),
  step('GetBackupVaultNotifications', made),
  step('DeleteBackupVaultNotifications', made),
  step('PutBackupVaultLockConfiguration', () => ({ ...made(), MinRetentionDays: 7, MaxRetentionDays: 90 })),
  step('DeleteBackupVaultLockConfiguration', made),
  step('DeleteBackupVault', made),
  step('CreateLogicallyAirGappedBackupVault', () => ({
    BackupVaultName: 'gapped',
    MinRetentionDays: 7,
    MaxRetentionDays: 30,
  })),
  step(
    'StartBackupJob',
    ({ resource }) => ({ ...vault(), ResourceArn: resource, IamRoleArn: role }),
    ({ BackupJobId }, memory) => {
      memory.started = BackupJobId;
    },
  ),
  step('StopBackupJob', ({ started }) => ({ BackupJobId: started })),
  step('ListBackupPlanTemplates', undefined, ({ BackupPlanTemplatesList }, memory) => {
    memory.template = BackupPlanTemplatesList[0].BackupPlanTemplateId;
  }),
  step('GetBackupPlanFromTemplate', ({ template }) => ({ BackupPlanTemplateId: template })),
  step('GetBackupPlanFromJSON', () => ({ BackupPlanTemplateJson: JSON.stringify(document('from-json')) })),
  step(
    'CreateBackupPlan',
    () => ({ BackupPlan: document('own') }),
    ({ BackupPlanId }, memory) => {
      memory.ownPlan = BackupPlanId;
    },
  ),
  step('UpdateBackupPlan', (memory) => ({ ...ownPlan(memory), BackupPlan: document('own-renamed-rule') })),
  step('ExportBackupPlanTemplate', ownPlan),
  step(
    'CreateBackupSelection',
    (memory) => ({
      ...ownPlan(memory),
      BackupSelection: { SelectionName: 'one', IamRoleArn: role, Resources: [memory.resource] },
    }),
    ({ SelectionId }, memory) => {
      memory.ownSelection = SelectionId;
    },
  ),
  step('DeleteBackupSelection', (memory) => ({ ...ownPlan(memory), SelectionId: memory.ownSelection })),
  step('DeleteBackupPlan', ownPlan),
  step(
    'CreateLegalHold',
    () => ({ Title: 'case', Description: 'kept', RecoveryPointSelection: { VaultNames: ['eu-prod'] } }),
    ({ LegalHoldId }, memory) => {
      memory.hold = LegalHoldId;
    },
  ),
  step('ListLegalHolds'),
  step('GetLegalHold', ({ hold }) => ({ LegalHoldId: hold })),
  step('ListRecoveryPointsByLegalHold', ({ hold }) => ({ LegalHoldId: hold })),
  step('CancelLegalHold', ({ hold }) => ({ LegalHoldId: hold, CancelDescription: 'over' })),
  step('ListIndexedRecoveryPoints'),
  step('UpdateRecoveryPointIndexSettings', (memory) => ({ ...pointIn('volumePoint')(memory), Index: 'ENABLED' })),
  step('GetRecoveryPointIndexDetails', pointIn('volumePoint')),
  step('UpdateRecoveryPointLifecycle', (memory) => ({
    ...pointIn('volumePoint')(memory),
    Lifecycle: { DeleteAfterDays: 400 },
  })),
  step('StartCopyJob', ({ volumePoint }) => ({
    RecoveryPointArn: volumePoint,
    SourceBackupVaultName: 'eu-prod',
    DestinationBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:prod',
    IamRoleArn: role,
  })),
  step(
    'StartRestoreJob',
    ({ volumePoint }) => ({
      RecoveryPointArn: volumePoint,
      Metadata: { availabilityZone: 'eu-west-1a', encrypted: 'true' },
      IamRoleArn: role,
    }),
    ({ RestoreJobId }, memory) => {
      memory.restored = RestoreJobId;
    },
  ),
  step('GetRestoreJobMetadata', ({ restored }) => ({ RestoreJobId: restored })),
  {
    operation: 'ListRestoreJobs',
    input: () => ({}),
    until: ({ RestoreJobs }) => RestoreJobs.some(isValidated),
    keep: ({ RestoreJobs }, memory) => {
      memory.restoreTest = RestoreJobs.find(isValidated).RestoreJobId;
    },
  },
  step('PutRestoreValidationResult', ({ restoreTest }) => ({
    RestoreJobId: restoreTest,
    ValidationStatus: 'SUCCESSFUL',
  })),
  step('DeleteRecoveryPoint', pointIn('volumePoint')),
  step('DisassociateRecoveryPoint', pointIn('continuousPoint')),
  step('DisassociateRecoveryPointFromParent', pointIn('childPoint')),
  step('TagResource', ({ vaultArn }) => ({ ResourceArn: vaultArn, Tags: { env: 'test' } })),
  step('UntagResource', ({ vaultArn }) => ({ ResourceArn: vaultArn, TagKeyList: ['env'] })),
  step('UpdateRegionSettings', () => ({ ResourceTypeOptInPreference: { EC2: true } })),
  step('UpdateGlobalSettings', () => ({ GlobalSettings: { isMpaEnabled: 'true' } })),
  step('AssociateBackupVaultMpaApprovalTeam', () => ({ ...gapped, MpaApprovalTeamArn: team })),
  step(
    'CreateRestoreAccessBackupVault',
    () => ({ SourceBackupVaultArn: gappedArn, BackupVaultName: 'rescue' }),
    ({ RestoreAccessBackupVaultArn }, memory) => {
      memory.rescue = RestoreAccessBackupVaultArn;
    },
  ),
  step('ListRestoreAccessBackupVaults', () => gapped),
  step('RevokeRestoreAccessBackupVault', ({ rescue }) => ({ ...gapped, RestoreAccessBackupVaultArn: rescue })),
  step('DisassociateBackupVaultMpaApprovalTeam', () => gapped),
  step('CreateTieringConfiguration', () => ({ TieringConfiguration: { ...tiering, ...tieringRules } })),
  step('GetTieringConfiguration', () => tiering),
  step('ListTieringConfigurations'),
  step('UpdateTieringConfiguration', () => ({ ...tiering, TieringConfiguration: tieringRules })),
  step('DeleteTieringConfiguration', () => tiering),
  step('CreateFramework', () => ({
    ...framework,
    FrameworkControls: [{ ControlName: 'BACKUP_RECOVERY_POINT_ENCRYPTED' }],
  })),
  step('ListFrameworks'),
  step('DescribeFramework', () => framework),
  step('UpdateFramework', () => ({ ...framework, FrameworkDescription: 'changed' })),
  step('DeleteFramework', () => framework),
  step('CreateReportPlan', () => ({
    ...report,
    ReportDeliveryChannel: { S3BucketName: 'reports', Formats: ['CSV'] },
    ReportSetting: { ReportTemplate: 'BACKUP_JOB_REPORT' },
  })),
  step('ListReportPlans'),
  step('DescribeReportPlan', () => report),
  step(
    'StartReportJob',
    () => report,
    ({ ReportJobId }, memory) => {
      memory.reportJob = ReportJobId;
    },
  ),
  step('DescribeReportJob', ({ reportJob }) => ({ ReportJobId: reportJob })),
  step('ListReportJobs'),
  step('UpdateReportPlan', () => ({ ...report, ReportPlanDescription: 'changed' })),
  step('DeleteReportPlan', () => report),
  step('GetRestoreTestingInferredMetadata', pointIn('databasePoint')),
  step('ListRestoreTestingPlans'),
  step('CreateRestoreTestingPlan', () => ({ RestoreTestingPlan: { ...testing, ...testingPlan } })),
  step('UpdateRestoreTestingPlan', () => ({ ...testing, RestoreTestingPlan: { StartWindowHours: 4 } })),
  step('GetRestoreTestingPlan', () => testing),
  step('CreateRestoreTestingSelection', () => ({
    ...testing,
    RestoreTestingSelection: {
      RestoreTestingSelectionName: 'volumes',
      ProtectedResourceType: 'EBS',
      IamRoleArn: role,
      ProtectedResourceArns: ['*'],
      ValidationWindowHours: 2,
    },
  })),
  step('UpdateRestoreTestingSelection', () => ({
    ...testingSelection,
    RestoreTestingSelection: { ValidationWindowHours: 3 },
  })),
  step('GetRestoreTestingSelection', () => testingSelection),
  step('ListRestoreTestingSelections', () => testing),
  step('DeleteRestoreTestingSelection', () => testingSelection),
  step('DeleteRestoreTestingPlan', () => testing),
  step(
    'StartScanJob',
    ({ continuousS3Point }) => ({ ...vault(), RecoveryPointArn: continuousS3Point, ...scanning }),
    ({ ScanJobId }, memory) => {
      memory.scan = ScanJobId;
    },
  ),
  {
    operation: 'DescribeScanJob',
    input: ({ scan }) => ({ ScanJobId: scan }),
    until: ({ State }) => State === 'COMPLETED',
    keep: ({ ContinuousScanEndTime }, memory) => {
      memory.scannedUntil = ContinuousScanEndTime.toISOString();
    },
  },
  step('ListScanJobs'),
  step('ListScanJobSummaries', () => ({ State: 'ANY' })),
  step('GetPITRMalwareScanResults', ({ continuousS3Point, scannedUntil = '' }) => ({
    ...vault(),
    RecoveryPointArn: continuousS3Point,
    MalwareScanner: 'GUARDDUTY',
    ScanEndTime: new Date(scannedUntil),
  })),
];
