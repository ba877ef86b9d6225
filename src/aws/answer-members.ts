// What AWS sends in every good answer of an operation. The SDK makes an answer without members of anything that it can
// parse: an empty body, `[1,2]`, `42`. Without this member such an answer would read as "there is none".
import { LongList } from './long-list.ts';
import type { Service } from './operations.ts';

type Members = Readonly<Record<string, string>>;

/** The list, which AWS sends empty when there is nothing in it. */
const backupLists: Members = {
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

/** The list, by service and operation. SQS leaves out `Messages` when there are none. */
export const listMembers: Readonly<Partial<Record<Service, Members>>> = {
  backup: backupLists,
  cloudtrail: { LookupEvents: 'Events' },
  cloudwatch: { ListMetrics: 'Metrics', GetMetricData: 'MetricDataResults' },
  account: { ListRegions: 'Regions' },
  organizations: { ListAccounts: 'Accounts' },
};

/** What is described, or a member that the API reference calls required or that repeats what was asked for. */
const backupObjects: Members = {
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
};

/** A list inside what is described. */
const innerLists: Members = { GetBackupPlan: 'Rules', GetBackupPlanFromTemplate: 'Rules' };

type Answer = Readonly<Record<string, unknown>>;

/** What is wrong with an answer: "no BackupVaultList", "a text in the place of an item of BackupVaultList". */
export function faultOf(service: Service, operation: string, answer: unknown): string | undefined {
  const list = listMembers[service]?.[operation];
  if (list !== undefined) return faultOfList(memberOf(answer, list), list);
  const member = describedMembers[service]?.[operation];
  if (member === undefined) return undefined;
  if (!isSaid(memberOf(answer, member))) return `no ${member}`;
  const inner = innerLists[operation];
  return inner === undefined ? undefined : faultOfList(memberOf(memberOf(answer, member), inner), `${member}.${inner}`);
}

const memberOf = (answer: unknown, member: string): unknown => (isObject(answer) ? answer[member] : undefined);

const isObject = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A long list is checked when its parts are read. */
function faultOfList(value: unknown, member: string): string | undefined {
  if (value instanceof LongList) return undefined;
  if (!Array.isArray(value)) return `no ${member}`;
  const wrong = value.findIndex((item) => !isObject(item));
  return wrong < 0 ? undefined : `${kindOf(value[wrong])} in the place of an item of ${member}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

const isSaid = (value: unknown): boolean => isObject(value) || (typeof value === 'string' && value !== '');
