// The members of every successful response of an operation. The SDK turns any JSON into a response without members: an
// empty body, `[1,2]`, `42`. Without this check such a response would mean "there is none".

import type { Service } from '../operations.ts';
import { LongList } from './long-list.ts';
import { kindOf } from './misfit.ts';

type Members = Readonly<Record<string, string>>;

/** The list member, which AWS sends even if the list is empty. */
const backupLists: Members = {
  ListBackupAccessPoints: 'BackupAccessPoints',
  ListBackupAccessPointsByRecoveryPoint: 'BackupAccessPoints',
  ListBackupAccessPointsByResource: 'BackupAccessPoints',
  ListBackupJobs: 'BackupJobs',
  ListBackupJobSummaries: 'BackupJobSummaries',
  ListBackupPlans: 'BackupPlansList',
  ListBackupPlanTemplates: 'BackupPlanTemplatesList',
  ListBackupPlanVersions: 'BackupPlanVersionsList',
  ListBackupSelections: 'BackupSelectionsList',
  ListBackupVaults: 'BackupVaultList',
  ListCopyJobs: 'CopyJobs',
  ListCopyJobSummaries: 'CopyJobSummaries',
  ListFrameworks: 'Frameworks',
  ListIndexedRecoveryPoints: 'IndexedRecoveryPoints',
  ListLegalHolds: 'LegalHolds',
  ListProtectedResources: 'Results',
  ListProtectedResourcesByBackupVault: 'Results',
  ListRecoveryPointsByBackupVault: 'RecoveryPoints',
  ListRecoveryPointsByLegalHold: 'RecoveryPoints',
  ListRecoveryPointsByResource: 'RecoveryPoints',
  ListReportJobs: 'ReportJobs',
  ListReportPlans: 'ReportPlans',
  ListRestoreAccessBackupVaults: 'RestoreAccessBackupVaults',
  ListRestoreJobs: 'RestoreJobs',
  ListRestoreJobsByProtectedResource: 'RestoreJobs',
  ListRestoreJobSummaries: 'RestoreJobSummaries',
  ListRestoreTestingPlans: 'RestoreTestingPlans',
  ListRestoreTestingSelections: 'RestoreTestingSelections',
  ListScanJobs: 'ScanJobs',
  ListScanJobSummaries: 'ScanJobSummaries',
  ListTieringConfigurations: 'TieringConfigurations',
};

/** The list member, by service and operation. SQS leaves out `Messages` if there are none. */
export const listMembers: Readonly<Partial<Record<Service, Members>>> = {
  backup: backupLists,
  cloudtrail: { LookupEvents: 'Events' },
  cloudwatch: { ListMetrics: 'Metrics', GetMetricData: 'MetricDataResults' },
  account: { ListRegions: 'Regions' },
  organizations: { ListAccounts: 'Accounts' },
  'resource-explorer-2': {
    ListIndexes: 'Indexes',
    ListResources: 'Resources',
    Search: 'Resources',
    ListSupportedResourceTypes: 'ResourceTypes',
  },
  tagging: { GetResources: 'ResourceTagMappingList' },
  ec2: {
    DescribeInstances: 'Reservations',
    DescribeSnapshots: 'Snapshots',
    DescribeAvailabilityZones: 'AvailabilityZones',
    DescribeSubnets: 'Subnets',
    DescribeSecurityGroups: 'SecurityGroups',
  },
  rds: {
    DescribeDBInstances: 'DBInstances',
    DescribeDBClusters: 'DBClusters',
    DescribeDBSnapshots: 'DBSnapshots',
    DescribeDBClusterSnapshots: 'DBClusterSnapshots',
    DescribeDBSubnetGroups: 'DBSubnetGroups',
  },
  kms: { ListAliases: 'Aliases' },
  cloudformation: { ListStackResources: 'StackResourceSummaries' },
  sns: { ListTopics: 'Topics', ListSubscriptionsByTopic: 'Subscriptions' },
};

/**
 * The described object, or a member that the API reference marks as required or that repeats a member of the request.
 */
const backupObjects: Members = {
  DescribeBackupAccessPoint: 'AccessPointArn',
  DescribeBackupJob: 'BackupJobId',
  DescribeBackupVault: 'BackupVaultName',
  DescribeCopyJob: 'CopyJob',
  DescribeFramework: 'FrameworkName',
  DescribeGlobalSettings: 'GlobalSettings',
  DescribeProtectedResource: 'ResourceArn',
  DescribeRecoveryPoint: 'RecoveryPointArn',
  DescribeRegionSettings: 'ResourceTypeOptInPreference',
  DescribeReportJob: 'ReportJob',
  DescribeReportPlan: 'ReportPlan',
  DescribeRestoreJob: 'RestoreJobId',
  DescribeScanJob: 'ScanJobId',
  ExportBackupPlanTemplate: 'BackupPlanTemplateJson',
  GetBackupPlan: 'BackupPlan',
  GetBackupPlanFromTemplate: 'BackupPlanDocument',
  GetBackupSelection: 'BackupSelection',
  GetBackupVaultAccessPolicy: 'Policy',
  GetBackupVaultNotifications: 'BackupVaultName',
  GetLegalHold: 'LegalHoldId',
  GetRestoreJobMetadata: 'Metadata',
  GetRestoreTestingPlan: 'RestoreTestingPlan',
  GetRestoreTestingSelection: 'RestoreTestingSelection',
  GetTieringConfiguration: 'TieringConfiguration',
  ListTags: 'Tags',
};

export const describedMembers: Readonly<Partial<Record<Service, Members>>> = {
  backup: backupObjects,
  organizations: { DescribeOrganization: 'Organization' },
  sqs: { GetQueueUrl: 'QueueUrl' },
  sts: { GetCallerIdentity: 'Account' },
  'resource-explorer-2': { GetIndex: 'State', GetServiceIndex: 'Arn', GetView: 'View' },
  kms: { DescribeKey: 'KeyMetadata', GetKeyPolicy: 'Policy' },
  sns: { GetTopicAttributes: 'Attributes', GetSubscriptionAttributes: 'Attributes', Publish: 'MessageId' },
};

/** A list inside the described object. */
const innerLists: Members = { GetBackupPlan: 'Rules', GetBackupPlanFromTemplate: 'Rules' };

type ListResponse = Record<string, unknown>;

/** The path to the required member of a successful response. */
export function requiredPath(service: Service, operation: string): readonly string[] {
  const path = [listMembers[service]?.[operation] ?? describedMembers[service]?.[operation], innerLists[operation]];
  return path[0] === undefined ? [] : path.filter((name) => name !== undefined);
}

/** Takes an item of a list that is not an object. */
export type NoteItem = (member: string, item: unknown) => void;

/**
 * The fault of a response: "it has no BackupVaultList". List items that are not objects are passed to `note` and
 * removed from their list; without `note` they are the fault.
 */
export function faultOf(
  { service, operation }: { readonly service: Service; readonly operation: string },
  response: unknown,
  note?: NoteItem,
): string | undefined {
  const list = listMembers[service]?.[operation];
  if (list !== undefined) return faultOfList(response, [list], note);
  const member = describedMembers[service]?.[operation];
  if (member === undefined) return undefined;
  const value = isObject(response) ? response[member] : undefined;
  if (!isSaid(value)) return `it has no ${member}`;
  const inner = innerLists[operation];
  return inner === undefined ? undefined : faultOfList(value, [member, inner], note);
}

const isObject = (value: unknown): value is ListResponse =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A long list is checked when its parts are read. */
function faultOfList(holder: unknown, path: readonly string[], note: NoteItem | undefined): string | undefined {
  const [name = '', member] = [path.at(-1), path.join('.')];
  const list = isObject(holder) ? holder[name] : undefined;
  if (list instanceof LongList) return undefined;
  if (!isObject(holder) || !Array.isArray(list)) return `it has no ${member}`;
  const wrong = list.filter((item) => !isObject(item));
  if (wrong.length === 0) return undefined;
  if (!note) return `it has ${kindOf(wrong[0])} instead of an item of ${member}`;
  for (const item of wrong) note(member, item);
  holder[name] = list.filter(isObject);
  return undefined;
}

const isSaid = (value: unknown): boolean => isObject(value) || (typeof value === 'string' && value !== '');
