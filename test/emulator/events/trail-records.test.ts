// CloudTrail records in AWS's published form:
// https://docs.aws.amazon.com/aws-backup/latest/devguide/logging-using-cloudtrail.html
import {
  CreateReportPlanCommand,
  DeleteRecoveryPointCommand,
  DescribeBackupVaultCommand,
  StartBackupJobCommand,
  StartReportJobCommand,
} from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { expect, test } from 'vitest';
import { clientsOf, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';
import { pointsOf } from '../points-of.ts';

const minuteMs = 60_000;
const IamRoleArn = 'arn:aws:iam::123456789012:role/backup';

async function onClock() {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { backup, cloudtrail } = clientsOf(emulator);
  const recordsOf = async (AttributeValue: string, StartTime = new Date(noon)) => {
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue }];
    const { Events = [] } = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes, StartTime }));
    return Events.map(({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent));
  };
  return { backup, clock, recordsOf };
}

const membersOf = (record: object) => Object.keys(record).sort();

test('a call that changes something is recorded with what it asked and what it was answered', async () => {
  const { backup, clock, recordsOf } = await onClock();
  const [point] = await pointsOf(backup, 'prod', { ByResourceType: 'EBS' });
  const requested = { BackupVaultName: 'prod', ResourceArn: point?.ResourceArn, IamRoleArn, StartWindowMinutes: 60 };
  const { BackupJobId } = await backup.send(new StartBackupJobCommand(requested));
  clock.advance(8 * minuteMs);
  const [record] = await recordsOf('StartBackupJob');
  expect(record).toMatchObject({
    eventSource: 'backup.amazonaws.com',
    eventType: 'AwsApiCall',
    requestParameters: {
      backupVaultName: 'prod',
      resourceArn: point?.ResourceArn,
      iamRoleArn: IamRoleArn,
      startWindowMinutes: 60,
    },
    responseElements: { backupJobId: BackupJobId, creationDate: 'Jan 15, 2026 12:00:00 PM' },
  });
  const members = 'awsRegion eventCategory eventID eventName eventSource eventTime eventType eventVersion';
  const more = 'managementEvent readOnly recipientAccountId requestID requestParameters responseElements';
  expect(membersOf(record)).toEqual(`${members} ${more} sourceIPAddress userAgent userIdentity`.split(' ').sort());
});

test('a call without an answer has none, and a refused one says why', async () => {
  const { backup, clock, recordsOf } = await onClock();
  const [point] = (await pointsOf(backup, 'prod')).filter(({ Status }) => Status === 'COMPLETED');
  const ref = { BackupVaultName: 'prod', RecoveryPointArn: point?.RecoveryPointArn };
  await backup.send(new DeleteRecoveryPointCommand(ref));
  await expect(backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'none' }))).rejects.toThrow();
  clock.advance(8 * minuteMs);
  const [deleted] = await recordsOf('DeleteRecoveryPoint');
  expect(deleted).toMatchObject({ responseElements: null, requestParameters: { backupVaultName: 'prod' } });
  expect((await recordsOf('DescribeBackupVault'))[0]).toMatchObject({
    errorCode: 'AccessDenied',
    errorMessage: 'Insufficient privileges to perform this action.',
    readOnly: true,
  });
});

test("a job's end is told by AWS itself, minutes late", async () => {
  const { recordsOf } = await onClock();
  const [record] = await recordsOf('BackupJobCompleted', new Date(noon - 24 * 60 * minuteMs));
  const details = record.serviceEventDetails;
  expect(membersOf(details)).toEqual(
    expect.arrayContaining([
      'backupJobId',
      'backupSizeInBytes',
      'backupVaultArn',
      'backupVaultName',
      'completionDate',
      'creationDate',
      'iamRoleArn',
      'percentDone',
      'recoveryPointArn',
      'resourceArn',
      'resourceType',
      'state',
    ]),
  );
  expect(details.completionDate).toEqual({ seconds: expect.any(Number), nanos: expect.any(Number) });
  expect(record).toMatchObject({
    userIdentity: { accountId: '123456789012', invokedBy: 'backup.amazonaws.com' },
    sourceIPAddress: 'backup.amazonaws.com',
    userAgent: 'backup.amazonaws.com',
    eventType: 'AwsServiceEvent',
    requestParameters: null,
    responseElements: null,
  });
  expect(noon - details.completionDate.seconds * 1000).toBeGreaterThan(3 * minuteMs);
});

test('cold transitions and reports are told of', async () => {
  const { backup, clock, recordsOf } = await onClock();
  const cold = await recordsOf('BackupTransitionedToCold', new Date(noon - 40 * 24 * 60 * minuteMs));
  expect(cold.length).toBeGreaterThan(0);
  expect(cold[0].serviceEventDetails).toMatchObject({ backupVaultName: 'prod', recoveryPointArn: expect.any(String) });
  const ReportPlanName = 'nightly';
  await backup.send(
    new CreateReportPlanCommand({
      ReportPlanName,
      ReportDeliveryChannel: { S3BucketName: 'reports' },
      ReportSetting: { ReportTemplate: 'BACKUP_JOB_REPORT' },
    }),
  );
  const { ReportJobId } = await backup.send(new StartReportJobCommand({ ReportPlanName }));
  clock.advance(30 * minuteMs);
  for (const name of ['ReportJobStarted', 'ReportJobCompleted']) {
    expect((await recordsOf(name))[0].serviceEventDetails).toMatchObject({ reportJobId: ReportJobId });
  }
});
