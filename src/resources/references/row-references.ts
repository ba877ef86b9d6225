// The references of rows, by list. A list without an entry has neither a page nor a call for a single row.
import { accountOf, parseArn, regionOf, vaultNameOf } from '../../domain/arn.ts';
import type { CliCall } from '../../domain/cli-line.ts';
import { s3Lines } from '../../domain/s3-lines.ts';
import type { ResourceId } from '../resource-id.ts';
import type { PageOfRow } from './row-reference.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type ReferencedRow = any;

interface RowReference {
  /** Absent: the member `arn`. */
  arn?(row: ReferencedRow): string | undefined;
  page?(row: ReferencedRow): PageOfRow | undefined;
  call?(row: ReferencedRow): CliCall | undefined;
  /** Further command lines about the row, by what they do. */
  lines?(row: ReferencedRow, profile: string | undefined): Readonly<Record<string, string>>;
}

const backup = (operation: string, input: CliCall['input']): CliCall => ({ service: 'backup', operation, input });

const vaultPage = (name: string | undefined, arn?: string): PageOfRow | undefined => {
  if (!name) return undefined;
  const [region, accountId] = [regionOf(arn), accountOf(arn)];
  return {
    kind: 'vault',
    name,
    shows: `vault ${name}`,
    ...(region === '' ? {} : { region }),
    ...(accountId === '' ? {} : { accountId }),
  };
};

const planPage = (id: string | undefined): PageOfRow | undefined =>
  id ? { kind: 'plan', name: id, shows: 'plan' } : undefined;

const resourcePage = (arn: string | undefined, type?: string): PageOfRow | undefined => {
  if (!arn) return undefined;
  const accountId = accountOf(arn);
  return { arn, ...(type ? { type } : {}), ...(accountId === '' ? {} : { accountId }) };
};

/** Snapshots and images have pages of EC2; the page of the vault lists all other recovery points. */
function pointPage({ arn, vaultName, vaultArn }: ReferencedRow): PageOfRow | undefined {
  const { service, resource = '' } = parseArn(arn) ?? {};
  const isOfEc2 = service === 'ec2' && /^(snapshot|image)\//.test(resource);
  if (!isOfEc2) return vaultPage(vaultName, vaultArn);
  return { arn, shows: resource.startsWith('image/') ? 'AMI' : 'snapshot' };
}

/** Once AWS has made the access point: before, its alias is not known. */
function readingLines({ status, s3Alias, scope }: ReferencedRow, profile: string | undefined) {
  const lines = status === 'AVAILABLE' ? s3Lines(s3Alias, { region: scope.region, profile }) : undefined;
  return lines
    ? { 'command that lists its objects': lines.list, 'command that downloads its objects': lines.copy }
    : {};
}

const showPlan = (planId: string) => backup('GetBackupPlan', { BackupPlanId: planId });
const showResource = (arn: string | undefined) =>
  arn ? backup('DescribeProtectedResource', { ResourceArn: arn }) : undefined;

export const rowReferences: Readonly<Partial<Record<ResourceId, RowReference>>> = {
  vaults: {
    page: ({ name, arn }) => vaultPage(name, arn),
    call: ({ name }) => backup('DescribeBackupVault', { BackupVaultName: name }),
  },
  'recovery-points': {
    page: pointPage,
    call: ({ vaultName, arn }) =>
      backup('DescribeRecoveryPoint', { BackupVaultName: vaultName, RecoveryPointArn: arn }),
  },
  'access-points': {
    call: ({ arn }) => backup('DescribeBackupAccessPoint', { AccessPointArn: arn }),
    lines: readingLines,
  },
  // No URL of a backup job is known: the page of its vault shows the result.
  'backup-jobs': {
    page: ({ vaultName, vaultArn }) => vaultPage(vaultName, vaultArn),
    call: ({ id }) => backup('DescribeBackupJob', { BackupJobId: id }),
  },
  'copy-jobs': {
    page: ({ id }) => ({ kind: 'copy job', name: id }),
    call: ({ id }) => backup('DescribeCopyJob', { CopyJobId: id }),
  },
  'restore-jobs': {
    page: ({ id }) => ({ kind: 'restore job', name: id }),
    call: ({ id }) => backup('DescribeRestoreJob', { RestoreJobId: id }),
  },
  'scan-jobs': {
    page: ({ vaultName, vaultArn }) => vaultPage(vaultName, vaultArn),
    call: ({ id }) => backup('DescribeScanJob', { ScanJobId: id }),
  },
  plans: { page: ({ id }) => planPage(id), call: ({ id }) => showPlan(id) },
  'plan-versions': { page: ({ id }) => planPage(id), call: ({ id }) => showPlan(id) },
  'plan-rules': {
    arn: ({ planArn }) => planArn,
    page: ({ planId }) => planPage(planId),
    call: ({ planId }) => showPlan(planId),
  },
  selections: {
    page: ({ planId }) => planPage(planId),
    call: ({ planId, id }) => backup('GetBackupSelection', { BackupPlanId: planId, SelectionId: id }),
  },
  'protected-resources': {
    page: ({ arn, type }) => resourcePage(arn, type),
    call: ({ arn }) => showResource(arn),
  },
  protection: { page: ({ arn, type }) => resourcePage(arn, type), call: ({ arn }) => showResource(arn) },
  timeline: { page: ({ arn, type }) => resourcePage(arn, type), call: ({ arn }) => showResource(arn) },
  attention: {
    arn: ({ group, resourceArn }) => (group ? undefined : resourceArn),
    page: ({ group, resourceArn, resourceType }) => (group ? undefined : resourcePage(resourceArn, resourceType)),
    call: ({ group, resourceArn }) => (group ? undefined : showResource(resourceArn)),
  },
  findings: {
    arn: ({ resourceArn }) => resourceArn,
    page: ({ resourceArn, resourceType }) => resourcePage(resourceArn, resourceType),
    call: ({ resourceArn }) => showResource(resourceArn),
  },
  runs: {
    arn: ({ planArn }) => planArn,
    page: ({ planId }) => planPage(planId),
    call: ({ planId }) => (planId ? showPlan(planId) : undefined),
  },
  'upcoming-runs': {
    arn: ({ rule }) => rule.planArn,
    page: ({ rule }) => planPage(rule.planId),
    call: ({ rule }) => showPlan(rule.planId),
  },
  'legal-holds': {
    page: ({ id }) => ({ kind: 'legal hold', name: id }),
    call: ({ id }) => backup('GetLegalHold', { LegalHoldId: id }),
  },
  frameworks: {
    page: ({ name }) => ({ kind: 'framework', name }),
    call: ({ name }) => backup('DescribeFramework', { FrameworkName: name }),
  },
  'report-plans': {
    page: ({ name }) => ({ kind: 'report plan', name }),
    call: ({ name }) => backup('DescribeReportPlan', { ReportPlanName: name }),
  },
  'report-jobs': {
    arn: () => undefined,
    page: ({ planName }) => ({ kind: 'report plan', name: planName, shows: `report plan ${planName}` }),
    call: ({ id }) => backup('DescribeReportJob', { ReportJobId: id }),
  },
  'restore-testing-plans': {
    page: ({ name }) => ({ kind: 'restore testing plan', name }),
    call: ({ name }) => backup('GetRestoreTestingPlan', { RestoreTestingPlanName: name }),
  },
  'restore-testing-selections': {
    page: ({ planName }) => ({ kind: 'restore testing plan', name: planName }),
    call: ({ planName, name }) =>
      backup('GetRestoreTestingSelection', { RestoreTestingPlanName: planName, RestoreTestingSelectionName: name }),
  },
  tiering: { call: ({ name }) => backup('GetTieringConfiguration', { TieringConfigurationName: name }) },
  storage: {
    page: ({ vaultName }) => vaultPage(vaultName),
    call: ({ vaultName }) => backup('DescribeBackupVault', { BackupVaultName: vaultName }),
  },
  notifications: {
    arn: ({ topicArn }) => topicArn,
    page: ({ topicArn, vaultArn }) =>
      topicArn ? { arn: topicArn, shows: 'topic' } : vaultPage(vaultNameOf(vaultArn), vaultArn),
    call: ({ vaultName }) => backup('GetBackupVaultNotifications', { BackupVaultName: vaultName }),
  },
  audits: {
    page: ({ id }) => ({ kind: 'event', name: id, shows: 'CloudTrail event' }),
    call: ({ id }) => ({
      service: 'cloudtrail',
      operation: 'LookupEvents',
      input: { LookupAttributes: [{ AttributeKey: 'EventId', AttributeValue: id }] },
    }),
  },
  'region-settings': {
    page: () => ({ kind: 'dashboard', name: '', shows: 'AWS Backup' }),
    call: () => backup('DescribeRegionSettings', {}),
  },
};
