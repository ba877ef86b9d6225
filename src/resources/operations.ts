// The reading operations of each list, for the policy that a person needs and for `vaultop doctor`. A test requests every
// list under exactly these.
import type { OperationOf, Service } from '../aws/aws.ts';
import { resources } from './index.ts';
import type { ResourceId } from './resource-id.ts';

/** 'backup:ListBackupVaults', by the names of this program's services. */
export type ServiceOperation = { [S in Service]: `${S}:${OperationOf<S>}` }[Service];

/** Of lists that AWS gives: to list rows, by any parameter, and to open the page of one. Derived lists have none. */
const reads: Partial<Readonly<Record<ResourceId, readonly ServiceOperation[]>>> = {
  vaults: [
    'backup:DescribeBackupVault',
    'backup:GetBackupPlan',
    'backup:GetBackupVaultAccessPolicy',
    'backup:GetBackupVaultNotifications',
    'backup:ListBackupVaults',
    'backup:ListRestoreAccessBackupVaults',
  ],
  'recovery-points': [
    'backup:DescribeRecoveryPoint',
    'backup:ListBackupVaults',
    'backup:ListCopyJobs',
    'backup:ListRecoveryPointsByBackupVault',
    'backup:ListRecoveryPointsByLegalHold',
    'backup:ListRecoveryPointsByResource',
    'backup:ListTags',
  ],
  'access-points': [
    'backup:DescribeBackupAccessPoint',
    'backup:ListBackupAccessPoints',
    'backup:ListBackupAccessPointsByRecoveryPoint',
    'backup:ListBackupAccessPointsByResource',
  ],
  'backup-jobs': ['backup:DescribeBackupJob', 'backup:ListBackupJobs'],
  'copy-jobs': ['backup:DescribeCopyJob', 'backup:ListCopyJobs'],
  'restore-jobs': [
    'backup:DescribeRestoreJob',
    'backup:GetRestoreJobMetadata',
    'backup:ListRestoreJobs',
    'backup:ListRestoreJobsByProtectedResource',
  ],
  'job-days': ['backup:ListBackupJobSummaries', 'backup:ListCopyJobSummaries', 'backup:ListRestoreJobSummaries'],
  plans: ['backup:GetBackupPlan', 'backup:GetBackupSelection', 'backup:ListBackupPlans', 'backup:ListBackupSelections'],
  'protected-resources': [
    'backup:DescribeProtectedResource',
    'backup:ListProtectedResources',
    'backup:ListProtectedResourcesByBackupVault',
  ],
  inventory: [
    'backup:ListProtectedResources',
    'cloudformation:ListStackResources',
    'ec2:DescribeInstances',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'resource-explorer-2:GetIndex',
    'resource-explorer-2:GetServiceIndex',
    'resource-explorer-2:GetView',
    'resource-explorer-2:ListIndexes',
    'resource-explorer-2:ListResources',
    'resource-explorer-2:ListSupportedResourceTypes',
    'resource-explorer-2:ListViews',
    'tagging:GetResources',
  ],
  keys: [
    'backup:ListBackupVaults',
    'backup:ListRecoveryPointsByBackupVault',
    'cloudtrail:LookupEvents',
    'kms:DescribeKey',
  ],
  audits: ['cloudtrail:LookupEvents'],
  selections: [
    'backup:GetBackupPlan',
    'backup:GetBackupSelection',
    'backup:ListBackupPlans',
    'backup:ListBackupSelections',
  ],
  'plan-versions': [
    'backup:GetBackupPlan',
    'backup:ListBackupPlanVersions',
    'backup:ListBackupPlans',
    'cloudtrail:LookupEvents',
  ],
  'restore-testing-plans': ['backup:GetRestoreTestingPlan', 'backup:ListRestoreTestingPlans'],
  'restore-testing-selections': [
    'backup:GetRestoreTestingSelection',
    'backup:ListRestoreTestingPlans',
    'backup:ListRestoreTestingSelections',
  ],
  'legal-holds': ['backup:GetLegalHold', 'backup:ListLegalHolds'],
  'scan-jobs': ['backup:DescribeScanJob', 'backup:ListScanJobs'],
  'report-plans': ['backup:DescribeReportPlan', 'backup:ListReportPlans'],
  'report-jobs': ['backup:DescribeReportJob', 'backup:ListReportJobs'],
  frameworks: ['backup:DescribeFramework', 'backup:ListFrameworks'],
  tiering: ['backup:GetTieringConfiguration', 'backup:ListTieringConfigurations'],
  'region-settings': ['backup:DescribeRegionSettings'],
  'global-settings': ['backup:DescribeGlobalSettings'],
  notifications: [
    'backup:GetBackupVaultNotifications',
    'backup:ListBackupVaults',
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'sns:GetSubscriptionAttributes',
    'sns:GetTopicAttributes',
    'sns:ListSubscriptionsByTopic',
  ],
  'plan-rules': ['backup:GetBackupPlan', 'backup:ListBackupPlanVersions', 'backup:ListBackupPlans'],
  /** The page of a resource also shows the snapshots that AWS Backup has not made. */
  'resource-pages': ['ec2:DescribeSnapshots', 'rds:DescribeDBSnapshots'],
  metrics: ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
  'metric-series': ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
};

/** What the forms of a list's actions read of their row before they are sent. */
const formReads: Partial<Readonly<Record<ResourceId, readonly ServiceOperation[]>>> = {
  vaults: ['backup:ListTags', 'sns:ListTopics', 'sns:GetTopicAttributes', 'kms:DescribeKey', 'kms:GetKeyPolicy'],
  plans: [
    'backup:ExportBackupPlanTemplate',
    'backup:GetBackupPlanFromJSON',
    'backup:GetBackupPlanFromTemplate',
    'backup:ListBackupPlanTemplates',
    'backup:ListTags',
  ],
  'recovery-points': [
    'backup:GetRecoveryPointRestoreMetadata',
    'backup:ListRestoreJobsByProtectedResource',
    'dynamodb:DescribeTable',
    'ec2:DescribeAvailabilityZones',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'kms:ListAliases',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'rds:DescribeDBSubnetGroups',
  ],
  'access-points': ['backup:ListTags'],
  'legal-holds': ['backup:ListTags'],
  'restore-testing-plans': ['backup:ListRestoreTestingSelections', 'backup:ListTags'],
  coverage: ['backup:ListBackupSelections', 'tagging:GetResources'],
};

/** To list all rows of a list, without pages, where forms of other lists suggest its rows or check against them. */
const listingReads: Partial<Readonly<Record<ResourceId, readonly ServiceOperation[]>>> = {
  vaults: ['backup:DescribeBackupVault', 'backup:ListBackupVaults'],
  'recovery-points': ['backup:ListBackupVaults', 'backup:ListRecoveryPointsByBackupVault'],
  'access-points': ['backup:ListBackupAccessPoints'],
  'backup-jobs': ['backup:ListBackupJobs'],
  'restore-jobs': ['backup:ListRestoreJobs'],
  plans: ['backup:ListBackupPlans'],
  selections: ['backup:GetBackupSelection', 'backup:ListBackupPlans', 'backup:ListBackupSelections'],
  'protected-resources': ['backup:ListProtectedResources'],
  'restore-testing-plans': ['backup:ListRestoreTestingPlans'],
  'restore-testing-selections': ['backup:ListRestoreTestingPlans', 'backup:ListRestoreTestingSelections'],
};

/** Those of its sources for a derived list. */
export function readsOf(list: ResourceId): readonly ServiceOperation[] {
  const sources = resources[list].derivedFrom ?? [];
  return [...new Set([list, ...sources].flatMap((id) => reads[id] ?? []))].sort();
}

/** What the forms of a list's actions read: facts of the row, and the lists whose rows they suggest. */
export function formReadsOf(list: ResourceId): readonly ServiceOperation[] {
  const known = (resources[list].actions ?? []).flatMap(({ knows = [] }) => knows);
  return [...new Set([...(formReads[list] ?? []), ...known.flatMap((id) => listingReads[id] ?? readsOf(id))])].sort();
}
