import * as account from '@aws-sdk/client-account';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as organizations from '@aws-sdk/client-organizations';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import * as backup from '../../src/aws/declared/backup.ts';
import * as cloudformation from '../../src/aws/declared/cloudformation.ts';
import * as dynamodb from '../../src/aws/declared/dynamodb.ts';
import * as ec2 from '../../src/aws/declared/ec2.ts';
import * as kms from '../../src/aws/declared/kms.ts';
import * as rds from '../../src/aws/declared/rds.ts';
import * as explorer from '../../src/aws/declared/resource-explorer.ts';
import * as sns from '../../src/aws/declared/sns.ts';
import * as tagging from '../../src/aws/declared/tagging.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import { assertAllowed, isReadOnly } from '../../src/aws/gate.ts';
import type { Service } from '../../src/aws/operations.ts';

const clients: Record<Service, object> = {
  account,
  backup,
  cloudtrail,
  cloudwatch,
  organizations,
  sqs,
  sts,
  'resource-explorer-2': explorer,
  tagging,
  ec2,
  rds,
  cloudformation,
  kms,
  dynamodb,
  sns,
};

const operationsOf = (service: Service): string[] =>
  Object.keys(clients[service]).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);

function passes(service: Service, operation: string, write = false): boolean {
  try {
    assertAllowed({ service, operation, input: {} }, { write });
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(AwsProblemError);
    expect((error as AwsProblemError).problem).toMatchObject({ kind: 'refused-by-gate', retryable: false });
    return false;
  }
}

const allowed = (service: Service) => operationsOf(service).filter((operation) => passes(service, operation));

/** Everything that may leave the process with writes off, by prefix. A new client version must be looked at. */
const reading = {
  backup: {
    Describe: `
      BackupAccessPoint BackupJob BackupVault CopyJob Framework GlobalSettings ProtectedResource RecoveryPoint RegionSettings
      ReportJob ReportPlan RestoreJob ScanJob`,
    Export: `
      BackupPlanTemplate`,
    Get: `
      BackupPlan BackupPlanFromJSON BackupPlanFromTemplate BackupSelection BackupVaultAccessPolicy
      BackupVaultNotifications LegalHold PITRMalwareScanResults RecoveryPointIndexDetails
      RecoveryPointRestoreMetadata RestoreJobMetadata RestoreTestingInferredMetadata RestoreTestingPlan
      RestoreTestingSelection SupportedResourceTypes TieringConfiguration`,
    List: `
      BackupAccessPoints BackupAccessPointsByRecoveryPoint BackupAccessPointsByResource
      BackupJobSummaries BackupJobs BackupPlanTemplates BackupPlanVersions BackupPlans BackupSelections
      BackupVaults CopyJobSummaries CopyJobs Frameworks IndexedRecoveryPoints LegalHolds ProtectedResources
      ProtectedResourcesByBackupVault RecoveryPointsByBackupVault RecoveryPointsByLegalHold
      RecoveryPointsByResource ReportJobs ReportPlans RestoreAccessBackupVaults RestoreJobSummaries RestoreJobs
      RestoreJobsByProtectedResource RestoreTestingPlans RestoreTestingSelections ScanJobSummaries ScanJobs Tags
      TieringConfigurations`,
  },
  cloudtrail: {
    Describe: `
      Query Trails`,
    Get: `
      Channel Dashboard EventConfiguration EventDataStore EventSelectors Import InsightSelectors QueryResults
      ResourcePolicy Trail TrailStatus`,
    List: `
      Channels Dashboards EventDataStores ImportFailures Imports InsightsData InsightsMetricData PublicKeys
      Queries Tags Trails`,
    Lookup: `
      Events`,
  },
  cloudwatch: {
    Describe: `
      AlarmContributors AlarmHistory Alarms AlarmsForMetric AnomalyDetectors InsightRules`,
    Get: `
      AlarmMuteRule Dashboard Dataset InsightRuleReport MetricData MetricStatistics MetricStream MetricWidgetImage
      OTelEnrichment ResourceMetricsConfiguration`,
    List: `
      AlarmMuteRules Dashboards ManagedInsightRules MetricStreams Metrics TagsForResource`,
  },
  account: {
    Get: `
      AccountInformation AlternateContact ContactInformation GovCloudAccountInformation PrimaryEmail
      PrimaryEmailUpdateStatus RegionOptStatus`,
    List: `
      Regions`,
  },
};

describe('read-only', () => {
  test.each(Object.entries(reading))('%s: exactly those that read', (service, prefixes) => {
    const expected = Object.entries(prefixes).flatMap(([prefix, names]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => prefix + name),
    );
    expect(allowed(service as Service).sort()).toEqual(expected.sort());
    expect(operationsOf(service as Service).length).toBeGreaterThan(expected.length);
  });

  test('STS lets sign in and say who one is, and mints no other credentials', () => {
    expect(allowed('sts').sort()).toEqual([
      'AssumeRole',
      'AssumeRoleWithSAML',
      'AssumeRoleWithWebIdentity',
      'GetCallerIdentity',
    ]);
    expect(operationsOf('sts')).toContain('GetFederationToken');
  });

  test('a new client version must be looked at: every refused verb of Backup stands here', () => {
    const refused = operationsOf('backup').filter((operation) => !passes('backup', operation));
    expect([...new Set(refused.map((operation) => /^[A-Z][a-z]+/.exec(operation)?.[0]))].sort()).toEqual([
      'Associate',
      'Cancel',
      'Create',
      'Delete',
      'Disassociate',
      'Put',
      'Revoke',
      'Start',
      'Stop',
      'Tag',
      'Untag',
      'Update',
    ]);
  });

  test.each([
    ['GetBackupPlanFromJSON', true],
    ['ExportBackupPlanTemplate', true],
    ['GenerateQuery', false],
    ['SearchSampleQueries', false],
    ['Getaway', false],
    ['listBackupJobs', false],
    ['GetSessionToken', false],
    ['', false],
    ['constructor', false],
    ['List', false],
  ])('%j reads: %s', (operation, reads) => {
    expect(isReadOnly(operation)).toBe(reads);
  });
});

test('with write on, everything passes', () => {
  for (const service of Object.keys(clients) as Service[]) {
    for (const operation of operationsOf(service)) expect(passes(service, operation, true)).toBe(true);
  }
});

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/backup-events';

test.each([
  ['ReceiveMessage', { QueueUrl: queueUrl }, true],
  ['DeleteMessage', { QueueUrl: queueUrl }, true],
  ['DeleteMessageBatch', { QueueUrl: queueUrl }, true],
  ['GetQueueUrl', { QueueName: 'backup-events' }, true],
  ['ReceiveMessage', { QueueUrl: `${queueUrl}-of-others` }, false],
  ['DeleteMessage', {}, false],
  ['PurgeQueue', { QueueUrl: queueUrl }, false],
  ['SendMessage', { QueueUrl: queueUrl }, false],
])('of a queue, %s %j passes: %s', (operation, input, lets) => {
  const ask = (eventQueues: readonly string[]) => () =>
    assertAllowed({ service: 'sqs', operation, input }, { write: false, eventQueues });
  if (lets) expect(ask([queueUrl])).not.toThrow();
  else expect(ask([queueUrl])).toThrow(AwsProblemError);
  expect(ask([])).toThrow(AwsProblemError);
});
